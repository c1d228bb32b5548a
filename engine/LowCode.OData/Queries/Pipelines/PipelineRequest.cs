using System.Collections.Immutable;
using LowCode.OData.Model;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Requests;
using LowCode.OData.Syntax;
using LowCode.Runtime.Reading;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Pipelines;

/// <summary>
/// A request with $apply, understood: the options in the order in which they are evaluated (OData 4.01 Part 1, 11.2.1),
/// $apply, $compute, $search, $filter, $orderby, $skip and $top, then $select and $expand.
/// </summary>
internal sealed record PipelineRequest
{
    /// <summary>The steps and what they give.</summary>
    public required PipelineState State { get; init; }

    public ImmutableArray<OrderTerm> Order { get; init; } = [];

    public OffsetToken? Token { get; init; }

    /// <summary>What of records is answered.</summary>
    public ProjectionTree Tree { get; init; } = ProjectionTree.All;

    /// <summary>Which columns are answered; the others are not.</summary>
    public required ImmutableArray<ResultColumn> Columns { get; init; }

    public static PipelineRequest Parse(ServiceModel model, EntityPlan entity, QueryOptions options, RecordReader reader)
    {
        var binder = new Binder(model, reader, options);
        var state = PipelineState.Of(entity);
        var applied = Clause.Of("$apply", options["$apply"]!);
        state = new ApplyBinder(binder, applied).Bind(ApplyParser.Parse(applied), state);
        if (options["$compute"] is { } compute && Clause.Of("$compute", compute) is var computed)
            state = new ApplyBinder(binder, computed).Bind([ApplyParser.ParseCompute(computed)], state);
        if (options["$search"] is { } search && Clause.Of("$search", search) is var searched)
            state = new ApplyBinder(binder, searched).Bind([new SearchNode(0, new Token(TokenKind.Literal, 0, search))], state);
        if (options["$filter"] is { } filter && Clause.Of("$filter", filter) is var filtered)
            state = state.With(new FilterStep(binder.Condition(filtered, state.Place)), state.Columns);
        var tree = state.Layout.HasRecord
            ? CollectionQuery.Project(binder, entity, [.. state.Columns.Where(column => !column.IsDeclared).Select(column => column.Path)])
            : ProjectionTree.All;
        return new PipelineRequest
        {
            State = state,
            Order = options["$orderby"] is { } by ? binder.Order(Clause.Of("$orderby", by), state.Place) : [],
            Token = options["$skiptoken"] is { } token ? OffsetToken.Decode(token) : null,
            Tree = tree,
            Columns = state.Layout.HasRecord ? OfRecords(state, tree) : OfGroups(state, options),
        };
    }

    private static ImmutableArray<ResultColumn> OfRecords(PipelineState state, ProjectionTree tree) =>
        [.. state.Columns.Where(column => !column.IsDeclared && (tree.Selected is null || tree.Computed.Contains(column.Path)))];

    private static ImmutableArray<ResultColumn> OfGroups(PipelineState state, QueryOptions options)
    {
        if (options["$expand"] is not null)
            throw Errors.Refusal.NotSupported("$expand", "$expand");
        if (options["$select"] is not { } select)
            return state.Columns;
        var clause = Clause.Of("$select", select);
        var selected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in ItemParser.Parse(clause))
        {
            if (item.Suffix is not ItemSuffix.None || item.Options.Given.Count > 0)
                throw clause.NotSupported("$select(…)");
            var path = string.Join('/', item.Path.Select(step => step.Name));
            var those = state.Columns.Where(column => item.IsAll || column.Path == path || column.Path.StartsWith(path + "/", StringComparison.Ordinal)).ToList();
            if (those.Count == 0)
                throw clause.UnknownProperty(item.Position, path, state.Columns.Select(column => column.Path));
            selected.UnionWith(those.Select(column => column.Path));
        }
        return [.. state.Columns.Where(column => selected.Contains(column.Path))];
    }
}
