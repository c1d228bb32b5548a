using LowCode.Definitions.Values;
using LowCode.OData.Syntax;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Binding;

/// <summary>Binds the functions of lines and areas (OData 4.01 Part 2, 5.1.1.11). Lines and areas are literals only.</summary>
internal sealed class GeoBinder(ExpressionBinder expressions)
{
    public BoundValue Length(CallNode node, Scope scope)
    {
        if (node.Arguments is not [var argument] || expressions.Bind(argument, scope) is not BoundShape { IsArea: false, Rings: [var line] })
            throw Wrong(node);
        return BoundValue.Of(Value.Of(line.Zip(line.Skip(1), Geometry.Distance).Sum()), BoundKind.Decimal);
    }

    public BoundValue Intersects(CallNode node, Scope scope)
    {
        if (node.Arguments is not [var first, var second])
            throw Wrong(node);
        return (expressions.Bind(first, scope), expressions.Bind(second, scope)) switch
        {
            (BoundValue { Kind: BoundKind.Location or BoundKind.Null } point, BoundShape { IsArea: true } area) => Bound(point, area),
            (BoundShape { IsArea: true } area, BoundValue { Kind: BoundKind.Location or BoundKind.Null } point) => Bound(point, area),
            _ => throw Wrong(node),
        };
    }

    private static BoundValue Bound(BoundValue point, BoundShape area) => new(new Within(point.Expression, area.Rings), BoundKind.Boolean);

    private Errors.Refusal Wrong(CallNode node) => expressions.Clause.UnknownFunction(node.Position, node.Name);
}
