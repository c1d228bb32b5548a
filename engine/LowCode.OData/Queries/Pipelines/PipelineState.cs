using System.Collections.Immutable;
using LowCode.OData.Model;
using LowCode.OData.Queries.Binding;
using LowCode.Storage.Pipelines;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Pipelines;

/// <summary>Steps that have been bound, and what names mean behind them. Immutable.</summary>
/// <param name="Entity">The set.</param>
/// <param name="Steps">The steps.</param>
/// <param name="Layout">What the last one gives.</param>
/// <param name="Columns">Its columns, in the layout's order.</param>
internal sealed record PipelineState(
    EntityPlan Entity, ImmutableArray<PipelineStep> Steps, PipelineLayout Layout, ImmutableArray<ResultColumn> Columns)
{
    /// <summary>The start.</summary>
    public static PipelineState Of(EntityPlan entity) =>
        new(entity, [], PipelineLayout.Start(new Query(entity.RecordSet) { Table = entity.Table }), []);

    /// <summary>What names mean now.</summary>
    public Place Place => Layout.HasRecord
        ? Columns.Where(column => !column.IsDeclared).Aggregate(Place.Root(Entity), (place, column) => place.With(column.Path, Bound(column)))
        : Named([.. Columns.Select(column => (column.Path.Split('/'), Bound(column)))], 0);

    /// <summary>The same with one more step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="columns">All columns that there can be behind it.</param>
    public PipelineState With(PipelineStep step, IEnumerable<ResultColumn> columns)
    {
        var layout = PipelineQuery.After(Layout, step);
        var known = columns.GroupBy(column => column.Path).ToDictionary(group => group.Key, group => group.Last());
        return this with { Steps = Steps.Add(step), Layout = layout, Columns = [.. layout.Columns.Select(column => known[column.Name])] };
    }

    private Bound Bound(ResultColumn column) => column.Joined is null
        ? new BoundValue(Layout.Find(column.Path)!, column.Kind) { Codes = column.Codes } : column.Member();

    private static Place Named(List<(string[] Path, Bound Value)> names, int depth) => Place.Of(names
        .GroupBy(name => name.Path[depth])
        .Select(group => KeyValuePair.Create<string, Bound>(group.Key, group.First() is var first && first.Path.Length == depth + 1
            ? first.Value
            : new BoundPlace(Named([.. group.Where(name => name.Path.Length > depth + 1)], depth + 1), null))));
}
