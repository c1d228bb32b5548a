using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>What groups become: rows with the group's keys in front.</summary>
internal sealed class GroupedRows(GroupPlan plan)
{
    private readonly Dictionary<ComputedShape, ComputedShape> _shapes = new(ReferenceEqualityComparer.Instance);

    /// <summary>The rows that a group becomes.</summary>
    public async ValueTask<IEnumerable<Hit>> OfAsync(Group group, PipelineRun run)
    {
        if (plan.Rest is null)
            return [WithKeys(group, new Hit(null!, Computed: Aggregated(group)))];
        var end = new CollectStage(run.Budget);
        var head = plan.Rest.Start(run, end);
        if (plan.KeepsRows)
            await PushAsync(group.Rows!, head, run.Budget).ConfigureAwait(false);
        else
            await head.PushAsync(new[] { new PipelineRow(new Hit(null!, Computed: Aggregated(group))) }).ConfigureAwait(false);
        await head.FinishAsync().ConfigureAwait(false);
        return end.Take().Select(row => WithKeys(group, row.Hit));
    }

    private static async ValueTask PushAsync(List<PipelineRow> rows, Stage head, PipelineBudget budget)
    {
        // The rest is compiled for rows that come in order.
        rows.Sort(RowOrder.Comparer);
        foreach (var batch in rows.Chunk(1024))
            await head.PushAsync(batch).ConfigureAwait(false);
        budget.GiveRows(rows.Count);
        rows.Clear();
    }

    private ComputedRow Aggregated(Group group) => new(plan.Names, Array.ConvertAll(group.Accumulators, one => one.Result));

    private Hit WithKeys(Group group, Hit hit)
    {
        if (plan.Keys.Length == 0)
            return hit;
        var row = hit.Computed;
        var before = row?.Shape ?? ComputedShape.None;
        if (!_shapes.TryGetValue(before, out var shape))
        {
            // A key that the rows still have under the same name is there once.
            _shapes[before] = shape = new ComputedShape([.. plan.Columns.Columns.Select((column, i) =>
                i < plan.Keys.Length || before.IndexOf(column!.Name) >= 0 ? column : null)]);
        }
        var values = new Value[shape.Columns.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = i < plan.Keys.Length ? group.Key[i] : shape.Columns[i] is { } column ? row![column.Name] : default;
        return hit with { Computed = new ComputedRow(shape, values) };
    }
}
