using System.Collections.Immutable;
using LowCode.OData.Model;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Requests;
using LowCode.OData.Syntax;
using LowCode.Runtime.Reading;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries;

/// <summary>The query options of a request for a set, understood.</summary>
internal sealed record CollectionQuery
{
    public Expression? Filter { get; init; }

    public ImmutableArray<OrderTerm> Order { get; init; } = [];

    public long Skip { get; init; }

    public long? Top { get; init; }

    public bool Count { get; init; }

    public SkipToken? Token { get; init; }

    public ProjectionTree Tree { get; init; } = ProjectionTree.All;

    public static CollectionQuery Parse(ServiceModel model, EntityPlan entity, QueryOptions options, RecordReader reader)
    {
        var binder = new Binder(model, reader, options);
        var computed = Compute(binder, entity);
        var place = Place.Root(entity).With(computed);
        var order = options["$orderby"] is { } by ? binder.Order(Clause.Of("$orderby", by), place) : [];
        return new CollectionQuery
        {
            Filter = Found(entity, options, reader, options["$filter"] is { } filter ? binder.Condition(Clause.Of("$filter", filter), place) : null),
            Order = order,
            Skip = options.Number("$skip") ?? 0,
            Top = options.Number("$top"),
            Count = options.Flag("$count"),
            Token = options["$skiptoken"] is { } token ? SkipToken.Decode(token, order.Length) : null,
            Tree = Project(binder, entity, computed, []),
        };
    }

    /// <summary>$select, $expand and $compute alone.</summary>
    public static ProjectionTree Project(ServiceModel model, EntityPlan entity, QueryOptions options, RecordReader reader)
    {
        var binder = new Binder(model, reader, options);
        return Project(binder, entity, Compute(binder, entity), []);
    }

    /// <summary>$select and $expand alone, of what a pipeline gives.</summary>
    /// <param name="binder">Who asks, and of which service.</param>
    /// <param name="entity">The set.</param>
    /// <param name="columns">Names that the pipeline has computed beside the set's properties.</param>
    public static ProjectionTree Project(Binder binder, EntityPlan entity, ImmutableHashSet<string> columns) => Project(binder, entity, [], columns);

    private static ProjectionTree Project(
        Binder binder, EntityPlan entity, ImmutableArray<ComputedValue> computed, ImmutableHashSet<string> columns)
    {
        var (select, expand) = (binder.Options["$select"], binder.Options["$expand"]);
        return select is null && expand is null && computed.IsEmpty ? ProjectionTree.All
            : new ProjectionReader(binder).Read(Clause.Of("$select", select ?? ""), Clause.Of("$expand", expand ?? ""), entity, computed, columns);
    }

    private static ImmutableArray<ComputedValue> Compute(Binder binder, EntityPlan entity) =>
        binder.Options["$compute"] is { } text && Clause.Of("$compute", text) is var clause
            ? ComputeBinder.Bind(binder, clause, ApplyParser.ParseCompute(clause).Columns, Scope.Of(Place.Root(entity))) : [];

    private static Expression? Found(EntityPlan entity, QueryOptions options, RecordReader reader, Expression? filter)
    {
        if (options["$search"] is not { } text)
            return filter;
        var search = SearchFields.Search(Clause.Of("$search", text), text, 0, entity, reader);
        return filter is null ? search : new And([search, filter]);
    }
}
