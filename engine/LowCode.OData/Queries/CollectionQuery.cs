using System.Collections.Immutable;
using LowCode.OData.Model;
using LowCode.OData.Requests;
using LowCode.Runtime.Reading;
using LowCode.Storage.Queries;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

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
        var parser = Parser(model, entity, options);
        var order = Ordered(model, entity, options, reader, parser);
        return new CollectionQuery
        {
            Filter = Filtered(model, entity, options, reader, parser),
            Order = order,
            Skip = options.Number("$skip") ?? 0,
            Top = options.Number("$top"),
            Count = options.Flag("$count"),
            Token = options["$skiptoken"] is { } token ? SkipToken.Decode(token, order.Length) : null,
            Tree = Projected(model, entity, options, reader, parser),
        };
    }

    /// <summary>$select and $expand alone.</summary>
    public static ProjectionTree Project(ServiceModel model, EntityPlan entity, QueryOptions options, RecordReader reader) =>
        Projected(model, entity, options, reader, Parser(model, entity, options));

    private static ODataQueryOptionParser Parser(ServiceModel model, EntityPlan entity, QueryOptions options) =>
        new(model.Edm, (IEdmType)entity.Edm, entity.EdmSet, options.All)
        {
            Resolver = new NumberResolver(),
            Settings = { MaximumExpansionDepth = 8, MaximumExpansionCount = 100 },
        };

    private static Expression? Filtered(
        ServiceModel model, EntityPlan entity, QueryOptions options, RecordReader reader, ODataQueryOptionParser parser)
    {
        if (options["$filter"] is not { } text)
            return null;
        var option = new OptionText("$filter", text);
        return OptionErrors.Guard(option, model, () =>
        {
            var clause = parser.ParseFilter() ?? throw new FormatException();
            return new ExpressionTranslator(model, entity, reader, option, parser.ParameterAliasNodes).Translate(clause.Expression);
        });
    }

    private static ImmutableArray<OrderTerm> Ordered(
        ServiceModel model, EntityPlan entity, QueryOptions options, RecordReader reader, ODataQueryOptionParser parser)
    {
        if (options["$orderby"] is not { } text)
            return [];
        var option = new OptionText("$orderby", text);
        return OptionErrors.Guard(option, model, () =>
        {
            var terms = ImmutableArray.CreateBuilder<OrderTerm>();
            var first = parser.ParseOrderBy() ?? throw new FormatException();
            var translator = new ExpressionTranslator(model, entity, reader, option, parser.ParameterAliasNodes);
            for (var clause = first; clause is not null; clause = clause.ThenBy)
                terms.Add(new OrderTerm(translator.Translate(clause.Expression), clause.Direction == OrderByDirection.Descending));
            return terms.ToImmutable();
        });
    }

    private static ProjectionTree Projected(
        ServiceModel model, EntityPlan entity, QueryOptions options, RecordReader reader, ODataQueryOptionParser parser)
    {
        var select = new OptionText("$select", options["$select"] ?? "");
        var expand = new OptionText("$expand", options["$expand"] ?? "");
        if (options["$select"] is null && options["$expand"] is null)
            return ProjectionTree.All;
        return OptionErrors.Guard(options["$expand"] is null ? select : expand, model, () =>
            new ProjectionReader(reader, select, expand).Read(parser.ParseSelectAndExpand(), entity));
    }
}
