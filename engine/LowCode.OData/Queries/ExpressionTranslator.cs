using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.Runtime.Reading;
using LowCode.Storage.Queries;
using Microsoft.OData.UriParser;

namespace LowCode.OData.Queries;

/// <summary>
/// Translates the OData library's bound expressions into the query model. Everything that the query model cannot say
/// exactly is refused with 501; fields that the caller may not see are refused as if they did not exist.
/// </summary>
internal sealed class ExpressionTranslator
{
    private readonly OptionText _option;
    private readonly PlaceFinder _places;
    private readonly IDictionary<string, SingleValueNode> _aliases;

    public ExpressionTranslator(
        ServiceModel model, EntityPlan root, RecordReader reader, OptionText option, IDictionary<string, SingleValueNode> aliases)
    {
        (_option, _aliases) = (option, aliases);
        _places = new PlaceFinder(model, root, reader, option);
    }

    public Expression Translate(SingleValueNode node) => node switch
    {
        ConstantNode constant => new Constant(Constants.Of(constant, _option)),
        ConvertNode convert => Convert(convert),
        BinaryOperatorNode binary => Binary(binary),
        ParameterAliasNode alias => Translate(_aliases.TryGetValue(alias.Alias, out var value) && value is not null
            ? value : throw Refusal.BadRequest(ODataMessages.MissingAlias, _option.Name, ("alias", alias.Alias))),
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } unary => new Not(Translate(unary.Operand)),
        UnaryOperatorNode unary => new Arithmetic(ArithmeticOperator.Negate, Translate(unary.Operand), new Constant(default)),
        SingleValuePropertyAccessNode access => _places.Property(access.Source, access.Property.Name),
        NonResourceRangeVariableReferenceNode variable => _places.Code(variable.RangeVariable),
        SingleNavigationNode navigation => _places.Find(navigation).Read(FieldRef.Of(SystemField.Id)),
        SingleValueFunctionCallNode call => Functions.Translate(call, this, _option),
        AnyNode any => Lambda(any, false),
        AllNode all => Lambda(all, true),
        CountNode { FilterClause: null, SearchClause: null } count => new Call(Function.Count, [_places.Collection(count.Source).Expression]),
        InNode membership => Membership(membership),
        SingleComplexNode complex => _places.Complex(complex)
            ?? throw _option.NotSupported($"{complex.Property.Name} (complex)"),
        _ => throw _option.NotSupported(node.Kind.ToString()),
    };

    private Expression Convert(ConvertNode convert) =>
        convert.Source is ConstantNode constant
            ? new Constant(Constants.Of(constant, convert.TypeReference, _option))
            : Translate(convert.Source);

    private Expression Binary(BinaryOperatorNode node)
    {
        switch (node.OperatorKind)
        {
            case BinaryOperatorKind.And: return new And([.. Flatten(node, BinaryOperatorKind.And)]);
            case BinaryOperatorKind.Or: return new Or([.. Flatten(node, BinaryOperatorKind.Or)]);
            case BinaryOperatorKind.Has: throw _option.NotSupported("has");
            default: break;
        }
        var left = Translate(node.Left);
        var right = Translate(node.Right);
        if (Operators.Comparison(node.OperatorKind) is { } comparison)
        {
            CheckCode(node.Left, right);
            CheckCode(node.Right, left);
            return new Compare(comparison, left, right);
        }
        if (node.TypeReference is { } type && Operators.IsTemporal(type))
            throw _option.NotSupported("duration");
        return new Arithmetic(Operators.Arithmetic(node.OperatorKind)
            ?? throw _option.NotSupported(node.OperatorKind.ToString()), left, right);
    }

    private IEnumerable<Expression> Flatten(SingleValueNode node, BinaryOperatorKind kind)
    {
        // A chain of thousands of "or" leans to the left: unrolled, not recursed into.
        var right = new Stack<SingleValueNode>();
        while (Bare(node) is BinaryOperatorNode binary && binary.OperatorKind == kind)
        {
            right.Push(binary.Right);
            node = binary.Left;
        }
        yield return Translate(node);
        while (right.TryPop(out var next))
            yield return Translate(next);
    }

    private static SingleValueNode Bare(SingleValueNode node) => node is ConvertNode convert ? convert.Source : node;

    private Lambda Lambda(LambdaNode node, bool all)
    {
        var collection = _places.Collection(node.Source);
        if (node.CurrentRangeVariable is null || node.Body is null)
            return new Lambda(false, collection.Expression, _places.Depth + 1, null);
        var bare = Bare(node.Body) is ConstantNode { Value: true };
        using var scope = _places.Enter(node.CurrentRangeVariable, collection);
        if (bare && !all)
            return new Lambda(false, collection.Expression, scope.Number, null);
        if (!collection.HasMembers)
            throw _option.NotSupported(all ? "all" : "any");
        return new Lambda(all, collection.Expression, scope.Number, Translate(node.Body));
    }

    private Expression Membership(InNode node)
    {
        if (node.Right is not CollectionConstantNode list)
        {
            var collection = _places.Collection(node.Right);
            if (!collection.HasMembers || collection.Rows is not null)
                throw _option.NotSupported("in");
            var scope = _places.Depth + 1;
            return new Lambda(false, collection.Expression, scope,
                new Compare(ComparisonOperator.Equal, new CodeVariable(scope), Translate(node.Left)));
        }
        var values = list.Collection.Select(constant => Constants.Of(constant, node.Left.TypeReference, _option)).ToImmutableArray();
        foreach (var value in values)
            CheckCode(node.Left, new Constant(value));
        return new In(Translate(node.Left), values);
    }

    // A comparison with a code that no version of the list has is a mistake, not an empty result.
    private void CheckCode(SingleValueNode property, Expression other)
    {
        if (other is not Constant { Value.Kind: ValueKind.Text } constant || _places.Codes(Bare(property)) is not { } known)
            return;
        var code = constant.Value.AsText();
        if (!known.Codes.Contains(code))
            throw _option.UnknownCode(known.Name, code, known.Codes);
    }
}
