using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>
/// Answers queries with a pipeline: this is what a pipeline means. Rows are folded as they come; what must be collected
/// is limited. The results are complete when it returns, so a failing calculation shows at once. Thread-safe.
/// All throw <see cref="EvaluationException"/> when a calculation fails or there is more to keep than there may be.
/// </summary>
public static class PipelineRunner
{
    /// <summary>Answers the query over records in memory, on several cores where many are grouped.</summary>
    /// <param name="query">The query.</param>
    /// <param name="candidates">Those of its <see cref="PipelineQuery.Source"/>.</param>
    /// <param name="related">Finds records that references point to. Thread-safe; null when there are none.</param>
    /// <param name="limits">What may be kept.</param>
    /// <param name="cancel">Ends it.</param>
    public static async ValueTask<QueryResult> RunAsync(
        PipelineQuery query, QueryCandidates candidates, IRelatedRecords? related, PipelineLimits limits, CancellationToken cancel = default)
    {
        var steps = query.Compile(candidates.InOrder);
        var budget = new PipelineBudget(limits);
        PipelineRun NewRun(out EvaluationFrame frame) =>
            new(new RowEvaluation(frame = new EvaluationFrame(query.Source.Now, related, query.Source.Budget), null, cancel), budget);
        var run = NewRun(out var own);
        var end = new PipelineEnd(query, steps, run);
        var feed = new RecordFeed(query.Source, candidates, cancel);
        if (steps.FoldAt < 0 || !feed.IsLong)
        {
            var head = steps.Start(run, end.First);
            await feed.PushAsync(head, own).ConfigureAwait(false);
            await head.FinishAsync().ConfigureAwait(false);
            return end.Result();
        }
        var (first, fold) = steps.StartFolding(run, end.First);
        var others = Enumerable.Range(1, Environment.ProcessorCount - 1).Select(_ => Task.Run(
            async () =>
            {
                var (theirs, part) = steps.StartFolding(NewRun(out var frame), end.First);
                await feed.PushAsync(theirs, frame).ConfigureAwait(false);
                return part;
            },
            cancel)).ToList();
        try
        {
            await feed.PushAsync(first, own).ConfigureAwait(false);
        }
        finally
        {
            // Where this thread failed the others need not go on.
            feed.Stop();
        }
        foreach (var part in await Task.WhenAll(others).ConfigureAwait(false))
            ((IFoldingStage)fold).Add((IFoldingStage)part);
        await first.FinishAsync().ConfigureAwait(false);
        return end.Result();
    }

    /// <summary>Answers the query over candidates that come from afar.</summary>
    /// <param name="query">The query.</param>
    /// <param name="candidates">Those of its <see cref="PipelineQuery.Source"/>.</param>
    /// <param name="limits">What may be kept.</param>
    /// <param name="cancel">Ends it.</param>
    public static async ValueTask<QueryResult> RunAsync(
        PipelineQuery query, StreamedCandidates candidates, PipelineLimits limits, CancellationToken cancel = default)
    {
        var cache = new RelatedCache(candidates.Related, candidates.Referring);
        var run = FetchingRun(query, cache, limits, cancel);
        var steps = query.Compile(candidates.InOrder);
        var end = new PipelineEnd(query, steps, run);
        var head = steps.Start(run, end.First);
        if (candidates.Filter is { } filter)
        {
            var wanted = CompiledFilter.Compile(filter, !query.Source.Table.IsDefaultOrEmpty);
            head = new FilterStage(frame => wanted.Matches(frame) ? Truth.True : Truth.False, run, head);
        }
        await foreach (var page in candidates.Pages.WithCancellation(cancel).ConfigureAwait(false))
        {
            if (head.IsDone)
                break;
            var rows = new PipelineRow[page.Count];
            for (var i = 0; i < rows.Length; i++)
                rows[i] = new PipelineRow(page[i].Hit, page[i].Position);
            await head.PushAsync(rows).ConfigureAwait(false);
        }
        await head.FinishAsync().ConfigureAwait(false);
        return end.Result();
    }

    /// <summary>Answers the query from the groups of its <see cref="PipelineQuery.Fold"/>, which a store has made.</summary>
    /// <param name="query">The query.</param>
    /// <param name="groups">Of each group its keys, then its aggregates; in any order. Of a fold without keys exactly one.</param>
    /// <param name="related">Fetches records that references point to.</param>
    /// <param name="limits">What may be kept.</param>
    /// <param name="cancel">Ends it.</param>
    public static async ValueTask<QueryResult> RunGroupsAsync(
        PipelineQuery query, IEnumerable<Value[]> groups, RelatedReader related, PipelineLimits limits, CancellationToken cancel = default)
    {
        var run = FetchingRun(query, new RelatedCache(related, null), limits, cancel);
        var (steps, folded) = query.CompileBehindFold();
        var shape = new ComputedShape([.. folded.Columns]);
        var sorted = groups.Select(values => Array.ConvertAll(values, value => KeyValues.Normal(value))).ToList();
        run.Budget.CheckGroups(sorted.Count);
        var keys = query.Fold!.Keys.Length;
        sorted.Sort((x, y) => KeyValues.Comparer.Compare(x[..keys], y));
        var end = new PipelineEnd(query, steps, run);
        var buffer = new RowBuffer(steps.Start(run, end.First));
        foreach (var values in sorted)
            await buffer.AppendAsync(new Hit(null!, Computed: new ComputedRow(shape, values)), 0).ConfigureAwait(false);
        await buffer.FinishAsync().ConfigureAwait(false);
        return end.Result();
    }

    private static PipelineRun FetchingRun(PipelineQuery query, RelatedCache cache, PipelineLimits limits, CancellationToken cancel) =>
        new(new RowEvaluation(new EvaluationFrame(query.Source.Now, cache, query.Source.Budget), cache, cancel), new PipelineBudget(limits));
}
