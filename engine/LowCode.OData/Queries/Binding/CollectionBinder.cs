using System.Collections.Immutable;
using LowCode.OData.Syntax;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Binding;

/// <summary>Binds what runs over the members of a collection: any, all, $count, in.</summary>
internal sealed class CollectionBinder(ExpressionBinder expressions)
{
    // The evaluator has 16 scopes, the first of them for the record itself.
    private const int MostScopes = 15;

    /// <summary>Each of them may multiply the work by the number of records that refer to one.</summary>
    public const int MostReferring = 3;

    private Clause Clause => expressions.Clause;

    public BoundValue Lambda(LambdaNode node, Scope scope)
    {
        var collection = Collection(node.Source, scope);
        var number = Deeper(scope);
        if (node.Predicate is null || node.Predicate is LiteralNode { Kind: LiteralKind.Boolean, Text: "true" } && !node.All)
            return new BoundValue(new Lambda(false, collection.Expression, number, null), BoundKind.Boolean);
        var inside = Inside(scope, collection, number) with { Variables = scope.Variables.SetItem(node.Variable!, collection.Member(number)) };
        return new BoundValue(
            new Lambda(node.All, collection.Expression, number, expressions.Condition(node.Predicate, inside)), BoundKind.Boolean);
    }

    public BoundValue Count(CountNode node, Scope scope)
    {
        var collection = Collection(node.Source, scope);
        if (node.Filter is null && node.Search is null)
            return new BoundValue(new Call(Function.Count, [collection.Expression]), BoundKind.Integer);
        var number = Deeper(scope);
        var member = collection.Member(number);
        var place = member is BoundPlace { Place: var members } ? members : Place.Of([]);
        var conditions = new List<Expression>();
        if (node.Search is { } search)
            conditions.Add(expressions.Search(search, place, number));
        var inside = Inside(scope, collection, number) with { Here = place, This = member };
        if (node.Filter is not null)
            conditions.Add(expressions.Condition(node.Filter, inside));
        return new BoundValue(new CountWhere(collection.Expression, number, Conjuncts.All(conditions)!), BoundKind.Integer);
    }

    public BoundValue In(BinaryNode node, Scope scope)
    {
        var operand = expressions.Value(node.Left, scope);
        switch (expressions.Bind(node.Right, scope))
        {
            case BoundList list: return InList(node, operand, list);
            case BoundCollection { IsCodes: true } collection:
                var number = Deeper(scope);
                var member = (BoundValue)collection.Member(number);
                Require(node, operand, BoundKind.Text);
                Literals.CheckCode(member, operand, Clause);
                return new BoundValue(new Lambda(false, collection.Expression, number,
                    new Compare(ComparisonOperator.Equal, member.Expression, operand.Expression)), BoundKind.Boolean);
            default: throw Clause.Incompatible(node.Right.Position, $"{operand.Kind.Name()} in");
        }
    }

    private BoundValue InList(BinaryNode node, BoundValue operand, BoundList list)
    {
        var items = list.Items.Select(item => Literals.Fit(item, operand.Kind, Clause, node.Right.Position)).ToImmutableArray();
        foreach (var item in items)
        {
            if (!OperatorBinder.AreComparable(operand.Kind, item.Kind) || (operand.Kind | item.Kind).HasFlag(BoundKind.Location))
                throw Clause.Incompatible(node.Right.Position, $"{operand.Kind.Name()} in {item.Kind.Name()}");
            Literals.CheckCode(operand, item, Clause);
        }
        return new BoundValue(items.All(item => item.Expression is Constant)
            ? new In(operand.Expression, [.. items.Select(item => ((Constant)item.Expression).Value)])
            : new Or([.. items.Select(item => new Compare(ComparisonOperator.Equal, operand.Expression, item.Expression))]), BoundKind.Boolean);
    }

    private void Require(BinaryNode node, BoundValue operand, BoundKind kind)
    {
        if (operand.Kind != kind && operand.Kind is not BoundKind.Null)
            throw Clause.Incompatible(node.Position, $"{operand.Kind.Name()} in {kind.Name()}");
    }

    private BoundCollection Collection(SyntaxNode node, Scope scope) => expressions.Bind(node, scope) as BoundCollection
        ?? throw Clause.Incompatible(node.Position, "Collection()");

    private Scope Inside(Scope scope, BoundCollection collection, int number)
    {
        var referring = scope.Referring + (collection.IsReferring ? 1 : 0);
        return referring <= MostReferring ? scope with { Depth = number, Referring = referring } : throw Clause.TooDeep();
    }

    private int Deeper(Scope scope) => scope.Depth < MostScopes ? scope.Depth + 1 : throw Clause.TooDeep();
}
