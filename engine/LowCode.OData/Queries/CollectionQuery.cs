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
        var place = Place.Root(entity);
        var order = options["$orderby"] is { } by ? binder.Order(Clause.Of("$orderby", by), place) : [];
        return new CollectionQuery
        {
            Filter = Found(entity, options, reader, options["$filter"] is { } filter ? binder.Condition(Clause.Of("$filter", filter), place) : null),
            Order = order,
            Skip = options.Number("$skip") ?? 0,
            Top = options.Number("$top"),
            Count = options.Flag("$count"),
            Token = options["$skiptoken"] is { } token ? SkipToken.Decode(token, order.Length) : null,
            Tree = Project(model, entity, options, reader),
        };
    }

    /// <summary>$select and $expand alone.</summary>
    /// <param name="model">The service.</param>
    /// <param name="entity">The set.</param>
    /// <param name="options">The request's options.</param>
    /// <param name="reader">Who asks.</param>
    /// <param name="computed">Names that have been computed beside the set's properties.</param>
    public static ProjectionTree Project(
        ServiceModel model, EntityPlan entity, QueryOptions options, RecordReader reader, ImmutableHashSet<string>? computed = null)
    {
        if (options["$select"] is null && options["$expand"] is null)
            return ProjectionTree.All;
        return new ProjectionReader(new Binder(model, reader, options), computed ?? []).Read(
            Clause.Of("$select", options["$select"] ?? ""), Clause.Of("$expand", options["$expand"] ?? ""), entity);
    }

    private static Expression? Found(EntityPlan entity, QueryOptions options, RecordReader reader, Expression? filter)
    {
        if (options["$search"] is not { } text)
            return filter;
        var search = SearchFields.Search(Clause.Of("$search", text), text, 0, entity, reader);
        return filter is null ? search : new And([search, filter]);
    }
}
