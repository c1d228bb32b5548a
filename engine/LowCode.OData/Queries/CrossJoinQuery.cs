using System.Collections.Immutable;
using LowCode.OData.Model;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Requests;
using LowCode.OData.Syntax;
using LowCode.Runtime.Reading;
using LowCode.Storage.Joins;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries;

/// <summary>
/// The query options of a cross join, understood (OData 4.01 Part 2, 4.15). Conditions on one set alone are given to the
/// store; the others are asked of combinations, where each set's entity is a variable of its own.
/// </summary>
internal sealed record CrossJoinQuery
{
    /// <summary>Of each set what is asked of it alone; null for nothing.</summary>
    public required ImmutableArray<Expression?> Filters { get; init; }

    /// <summary>What is asked of combinations.</summary>
    public required Join Join { get; init; }

    /// <summary>Of each set whether it is answered.</summary>
    public required ImmutableArray<bool> Answered { get; init; }

    /// <summary>Of each set what is answered of its entities; null for their addresses alone.</summary>
    public required ImmutableArray<Expansion?> Expanded { get; init; }

    public static CrossJoinQuery Parse(ServiceModel model, ImmutableArray<EntityPlan> sets, QueryOptions options, RecordReader reader)
    {
        var binder = new Binder(model, reader, options);
        var scope = new Scope(Place.Of(sets.Select((set, at) => Named(set, Joined(sets, at)))), null, null, 2 * sets.Length);
        var filters = sets.Select(_ => new List<Expression>()).ToArray();
        var conditions = new List<Expression>();
        if (options["$filter"] is { } filter && Clause.Of("$filter", filter) is var clause)
        {
            foreach (var node in Parts(ExpressionParser.Parse(clause)))
            {
                var condition = binder.Condition(clause, node, scope);
                if (Join.SetsIn(condition, sets.Length).ToArray() is [var only])
                    filters[only].Add(binder.Condition(clause, node, new Scope(Place.Of([Named(sets[only], Place.Root(sets[only]))]), null, null, 0)));
                else
                    conditions.Add(condition);
            }
        }
        var order = options["$orderby"] is { } by && Clause.Of("$orderby", by) is var ordered
            ? binder.Order(ordered, OrderParser.Parse(ordered), scope) : [];
        return new CrossJoinQuery
        {
            Filters = [.. filters.Select(Conjuncts.All)],
            Join = Join.Compile([.. sets.Select(set => set.IsRows)], conditions, order),
            Answered = Select(sets, options),
            Expanded = Expand(binder, sets, options),
        };
    }

    private static KeyValuePair<string, Bound> Named(EntityPlan set, Place place) =>
        new(set.Set, new BoundPlace(place, place.Read(FieldRef.Of(SystemField.Id))));

    private static Place Joined(ImmutableArray<EntityPlan> sets, int at) => new(
        sets[at], sets[at], field => new Field(field, Join.ScopeOf(at)),
        sets[at].IsRows ? field => new Field(field, Join.OwnerScopeOf(at, sets.Length)) : null);

    private static IEnumerable<SyntaxNode> Parts(SyntaxNode node) =>
        node is ChainNode { IsAnd: true } chain ? chain.Operands.SelectMany(Parts) : [node];

    private static ImmutableArray<bool> Select(ImmutableArray<EntityPlan> sets, QueryOptions options)
    {
        var clause = Clause.Of("$select", options["$select"] ?? "*");
        var answered = new bool[sets.Length];
        foreach (var item in ItemParser.Parse(clause))
        {
            if (item.Suffix is not ItemSuffix.None || item.Options.Given.Count > 0 || item.Path.Length > 1)
                throw clause.NotSupported("$select(…)");
            for (var at = 0; at < sets.Length; at++)
                answered[at] |= item.IsAll;
            if (!item.IsAll)
                answered[Find(sets, item, clause)] = true;
        }
        return [.. answered];
    }

    private static ImmutableArray<Expansion?> Expand(Binder binder, ImmutableArray<EntityPlan> sets, QueryOptions options)
    {
        var clause = Clause.Of("$expand", options["$expand"] ?? "");
        var expanded = new Expansion?[sets.Length];
        var reader = new ProjectionReader(binder);
        foreach (var item in ItemParser.Parse(clause))
        {
            if (item.Path.Length > 1)
                throw clause.NotSupported(string.Join('/', item.Path.Select(step => step.Name)));
            foreach (var at in item.IsAll ? Enumerable.Range(0, sets.Length) : [Find(sets, item, clause)])
                expanded[at] = reader.ReadLinked(item, clause, new NavigationProperty(sets[at].Set, sets[at], null));
        }
        return [.. expanded];
    }

    private static int Find(ImmutableArray<EntityPlan> sets, ItemNode item, Clause clause)
    {
        var (position, name) = item.Path[0];
        var at = sets.Select(set => set.Set).ToList().IndexOf(name);
        return at >= 0 ? at : throw clause.UnknownProperty(position, name, sets.Select(set => set.Set));
    }
}
