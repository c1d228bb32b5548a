using LowCode.Definitions.Values;
using LowCode.OData.Model;
using LowCode.OData.Syntax;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Binding;

/// <summary>
/// Binds comparisons of structured values that have no identity (OData 4.01 Part 2, 5.1.1.1.1): two of the same type are
/// equal when all is equal that the caller sees of them; a group is never null.
/// </summary>
internal sealed class StructureBinder(ExpressionBinder expressions)
{
    /// <summary>Whether both are equal; null when neither is a structured value without identity.</summary>
    public Expression? Compare(BinaryNode node, Scope scope)
    {
        if (node.Left is ObjectNode || node.Right is ObjectNode)
            throw expressions.Clause.NotSupported("{…}");
        // Only a path leads to one; what is not compared here is bound again, which must stay cheap.
        if (!(IsPath(node.Left) && IsPath(node.Right)) && !(IsPath(node.Left) && IsNull(node.Right)) && !(IsNull(node.Left) && IsPath(node.Right)))
            return null;
        var (left, right) = (expressions.Bind(node.Left, scope), expressions.Bind(node.Right, scope));
        return (left, right) switch
        {
            (BoundPlace { Id: null }, BoundValue { Kind: BoundKind.Null }) or (BoundValue { Kind: BoundKind.Null }, BoundPlace { Id: null }) =>
                new Constant(Value.Of(false)),
            (BoundPlace { Id: null, Place: { Type: { } type } one }, BoundPlace { Id: null, Place: { Type: { } other } two }) when ReferenceEquals(type, other) =>
                new And([.. Parts(type, one, two)]),
            _ => null,
        };
    }

    private static bool IsPath(SyntaxNode node) => node is StepNode step && (step.Source is null || IsPath(step.Source));

    private static bool IsNull(SyntaxNode node) => node is LiteralNode { Kind: LiteralKind.Null };

    private IEnumerable<Expression> Parts(TypePlan type, Place one, Place other)
    {
        foreach (var property in expressions.Seen(one, type))
        {
            switch (property)
            {
                case SlotProperty slot: yield return Equal(slot.Ref, one, other); break;
                case TableProperty table: yield return Equal(FieldRef.Of(table.Slot), one, other); break;
                case GroupProperty group:
                    foreach (var part in Parts(group.Type, one, other))
                        yield return part;
                    break;
                default: break;
            }
        }
    }

    private static Compare Equal(FieldRef field, Place one, Place other) => new(ComparisonOperator.Equal, one.Read(field), other.Read(field));
}
