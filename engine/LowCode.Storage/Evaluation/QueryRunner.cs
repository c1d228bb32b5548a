using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>
/// Answers a query over records in memory: this is what a query means. Stores narrow the candidates down and leave the
/// rest to it. Thread-safe; the results are complete when it returns, so a failing calculation shows at once.
/// </summary>
public static class QueryRunner
{
    private const int PageSize = 1024;

    /// <summary>Refuses a query that has no meaning, whichever way it would be answered.</summary>
    /// <exception cref="NotSupportedException">The query has no meaning or is not supported.</exception>
    public static void Check(Query query)
    {
        RefusePipeline(query);
        var overRows = !query.Table.IsDefaultOrEmpty;
        CompiledFilter.Compile(query.Filter, overRows);
        _ = new HitOrder(query.OrderBy, overRows, new EvaluationFrame());
    }

    /// <summary>Answers the query.</summary>
    /// <exception cref="NotSupportedException">The query has no meaning or is not supported.</exception>
    /// <exception cref="EvaluationException">A calculation in it failed.</exception>
    public static QueryResult Run(
        Query query, QueryCandidates candidates, IRelatedRecords? related, CancellationToken cancel = default)
    {
        RefusePipeline(query);
        var overRows = !query.Table.IsDefaultOrEmpty;
        var frame = new EvaluationFrame(query.Now, related, query.Budget);
        var filter = candidates.Filter is null ? null : CompiledFilter.Compile(candidates.Filter, overRows);
        if (filter is null && !overRows && candidates.InOrder)
            return WholeRuns(query, candidates, cancel);
        var matches = Matches(query, candidates, filter, frame, cancel);
        if (candidates.InOrder)
            return Streamed(query, candidates.Count, matches);
        var order = new HitOrder(query.OrderBy, overRows, frame);
        return Sorted(query, candidates, matches, order);
    }

    internal static void RefusePipeline(Query query)
    {
        if (query.HasPipeline)
            throw new NotSupportedException("Queries with a pipeline are for the pipeline runner.");
    }

    private static IEnumerable<(Hit Hit, int Position)> Matches(
        Query query, QueryCandidates candidates, CompiledFilter? filter, EvaluationFrame frame, CancellationToken cancel)
    {
        var flat = query.Table.IsDefaultOrEmpty ? null : new TableRows(query.Table);
        foreach (var run in candidates.Records)
        {
            cancel.ThrowIfCancellationRequested();
            frame.Look(run.Length);
            for (var i = 0; i < run.Length; i++)
            {
                var record = run.Span[i];
                if (flat is null)
                {
                    frame.Over(record);
                    if (filter is null || filter.Matches(frame))
                        yield return (new Hit(record), 0);
                    continue;
                }
                var position = 0;
                foreach (var hit in flat.Of(record))
                {
                    frame.Over(record, hit.Row!, hit.Parent);
                    if (filter is null || filter.Matches(frame))
                        yield return (hit, position);
                    position++;
                }
                frame.Look(position);
            }
        }
    }

    // Nothing to test and nothing to sort: whole runs are passed over or taken.
    private static QueryResult WholeRuns(Query query, QueryCandidates candidates, CancellationToken cancel)
    {
        var hits = new HitPages(PageSize);
        var (skip, top, total) = (query.Skip, query.Top ?? long.MaxValue, 0L);
        foreach (var run in candidates.Records)
        {
            cancel.ThrowIfCancellationRequested();
            total += run.Length;
            var first = (int)Math.Min(skip, run.Length);
            skip -= first;
            foreach (var record in run.Span[first..])
            {
                if (hits.Count >= top)
                    break;
                hits.Add(new Hit(record));
            }
            if (hits.Count >= top && (!query.Count || candidates.Count is not null))
                break;
        }
        return hits.ToResult(query.Count ? candidates.Count ?? total : null);
    }

    private static QueryResult Streamed(Query query, long? count, IEnumerable<(Hit Hit, int Position)> matches)
    {
        var hits = new HitPages(PageSize);
        var (skip, top, total) = (query.Skip, query.Top ?? long.MaxValue, 0L);
        var countsHere = query.Count && count is null;
        if (top == 0 && !countsHere)
            return hits.ToResult(query.Count ? count : null);
        foreach (var (hit, _) in matches)
        {
            total++;
            if (total > skip && hits.Count < top)
                hits.Add(hit);
            if (hits.Count >= top && !countsHere)
                break;
        }
        return hits.ToResult(query.Count ? count ?? total : null);
    }

    private static QueryResult Sorted(
        Query query, QueryCandidates candidates, IEnumerable<(Hit Hit, int Position)> matches, HitOrder order)
    {
        if (query.Top == 0 && (!query.Count || candidates.Count is not null))
            return new HitPages(PageSize).ToResult(query.Count ? candidates.Count : null);
        var total = 0L;
        var counted = matches.Select(match =>
        {
            total++;
            return order.Keyed(match.Hit, match.Position);
        });
        var wanted = query.Top is { } top && top <= long.MaxValue - query.Skip ? top + query.Skip : long.MaxValue;
        var sorted = order.Smallest(counted, wanted, query.Count && candidates.Count is null ? null : candidates.Narrow);
        var hits = new HitPages(PageSize);
        for (var i = query.Skip; i < sorted.Count; i++)
            hits.Add(sorted[(int)i].Hit);
        return hits.ToResult(query.Count ? candidates.Count ?? total : null);
    }
}
