using LowCode.OData.Queries.Binding;
using LowCode.OData.Syntax;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Pipelines;

/// <summary>
/// A path whose values are aggregated (OData Data Aggregation 4.0, 3.2.1.1): it may lead through tables, whose rows all
/// count, and along links, also back, where each entity that is reached counts once.
/// </summary>
internal sealed class AggregationPath
{
    // The evaluator has 16 scopes, the first of them for the record itself.
    private const int MostTables = 15;

    private readonly List<(Expression Collection, int Scope)> _tables = [];
    private readonly ExpressionBinder _expressions;
    private readonly Clause _clause;
    private (Expression Id, int Tables)? _entity;
    private int _referring;

    private AggregationPath(ExpressionBinder expressions) => (_expressions, _clause) = (expressions, expressions.Clause);

    /// <summary>The value at the path's end, which may be of many members; null for what is no path.</summary>
    /// <param name="expressions">Binds names.</param>
    /// <param name="node">The path.</param>
    /// <param name="scope">Where it begins.</param>
    /// <param name="isRepeated">True where it makes no difference how often a value comes.</param>
    public static BoundValue? Value(ExpressionBinder expressions, SyntaxNode node, Scope scope, bool isRepeated)
    {
        if (StepsOf(node) is not { } steps)
            return null;
        var path = new AggregationPath(expressions);
        var end = path.Follow(steps, scope);
        if (end is BoundCollection { IsCodes: true } codes)
            end = path.Enter(codes, node.Position);
        return end switch
        {
            BoundValue value => value with { Expression = path.Around(value.Expression, isRepeated), Literal = null },
            BoundPlace => throw expressions.Clause.Incompatible(node.Position, "Edm.ComplexType"),
            _ => throw expressions.Clause.Incompatible(node.Position, "Collection()"),
        };
    }

    /// <summary>Something for each member at the path's end, to be counted.</summary>
    public static Expression Count(ExpressionBinder expressions, SyntaxNode node, Scope scope)
    {
        var path = new AggregationPath(expressions);
        var end = path.Follow(StepsOf(node) ?? throw expressions.Clause.NotSupported("…/$count"), scope);
        if (end is BoundCollection members)
            path.Enter(members, node.Position);
        else if (end is not BoundPlace { Id: not null } || path._entity is null)
            throw expressions.Clause.Incompatible(node.Position, "…/$count");
        return path.Around(new Constant(Definitions.Values.Value.Of(true)), isRepeated: false);
    }

    private static List<StepNode>? StepsOf(SyntaxNode node)
    {
        if (node is not StepNode step)
            return null;
        if (step.Source is null)
            return [step];
        var before = StepsOf(step.Source);
        before?.Add(step);
        return before;
    }

    private Bound Follow(List<StepNode> steps, Scope scope)
    {
        var at = _expressions.Bind(steps[0], scope);
        var before = scope.Here;
        foreach (var step in steps.Skip(1))
        {
            Note(at, before);
            if (at is BoundCollection collection)
                at = Enter(collection, step.Position);
            before = (at as BoundPlace)?.Place;
            at = _expressions.Step(at, step);
        }
        Note(at, before);
        return at;
    }

    // An entity that a link has led to: not the same place under the name of its type.
    private void Note(Bound at, Place? before)
    {
        if (at is BoundPlace { Id: { } id, Place: var place } && !ReferenceEquals(place, before) && place.Type is not null)
            _entity = (id, _tables.Count);
    }

    private Bound Enter(BoundCollection collection, int position)
    {
        var scope = _tables.Count + 1;
        if (scope > MostTables || (collection.IsReferring && ++_referring > CollectionBinder.MostReferring))
            throw _clause.TooDeep();
        _tables.Add((collection.Expression, scope));
        return collection.Member(scope) ?? throw _clause.Incompatible(position, "Collection()");
    }

    private Expression Around(Expression value, bool isRepeated)
    {
        var entity = isRepeated ? null : _entity;
        for (var i = _tables.Count; i >= 0; i--)
        {
            if (i < _tables.Count)
                value = new MemberValues(_tables[i].Collection, _tables[i].Scope, value);
            if (entity is var (id, tables) && tables == i)
                value = new PerEntity(id, value);
        }
        return value;
    }
}
