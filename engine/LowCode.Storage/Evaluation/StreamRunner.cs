using System.Runtime.CompilerServices;
using LowCode.Definitions.Messages;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>
/// Answers a query over candidates that come from afar, with the meaning of <see cref="QueryRunner"/>. Results are
/// given as they come where the candidates are in order and need not be counted; else they are collected, up to a limit.
/// Thread-safe.
/// </summary>
public static class StreamRunner
{
    private const int PageSize = 1024;

    /// <summary>Answers the query. Pages that are given as they come may throw what this throws.</summary>
    /// <param name="query">The query.</param>
    /// <param name="candidates">The candidates.</param>
    /// <param name="mostCollected">How many results may be collected in memory.</param>
    /// <param name="cancel">Ends it, until it returns; the enumeration of pages has its own.</param>
    /// <exception cref="NotSupportedException">The query has no meaning or is not supported.</exception>
    /// <exception cref="EvaluationException">A calculation in it failed, or more results than may be must be collected.</exception>
    public static async ValueTask<QueryResult> RunAsync(
        Query query, StreamedCandidates candidates, int mostCollected, CancellationToken cancel = default)
    {
        QueryRunner.RefusePipeline(query);
        var evaluation = new PageEvaluation(query, candidates);
        if (evaluation.Order is { } order)
            return await SortedAsync(query, candidates, evaluation, order, mostCollected, cancel).ConfigureAwait(false);
        if (!query.Count || candidates.Count is not null)
            return new QueryResult(query.Count ? candidates.Count : null, AsTheyComeAsync(query, candidates, evaluation, CancellationToken.None));
        return await CountedAsync(query, candidates, evaluation, mostCollected, cancel).ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<Hit>> AsTheyComeAsync(
        Query query, StreamedCandidates candidates, PageEvaluation evaluation, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (skip, left) = (query.Skip, query.Top ?? long.MaxValue);
        if (left == 0)
            yield break;
        await foreach (var page in candidates.Pages.WithCancellation(cancel).ConfigureAwait(false))
        {
            var matches = await evaluation.MatchesAsync(page, cancel).ConfigureAwait(false);
            var first = (int)Math.Min(skip, matches.Count);
            skip -= first;
            var hits = new Hit[(int)Math.Min(left, matches.Count - first)];
            for (var i = 0; i < hits.Length; i++)
                hits[i] = matches[first + i].Hit;
            left -= hits.Length;
            if (hits.Length > 0)
                yield return hits;
            if (left == 0)
                yield break;
        }
    }

    private static async ValueTask<QueryResult> CountedAsync(
        Query query, StreamedCandidates candidates, PageEvaluation evaluation, int most, CancellationToken cancel)
    {
        var hits = new HitPages(PageSize);
        var (total, top) = (0L, query.Top ?? long.MaxValue);
        await foreach (var page in candidates.Pages.WithCancellation(cancel).ConfigureAwait(false))
        {
            foreach (var match in await evaluation.MatchesAsync(page, cancel).ConfigureAwait(false))
            {
                total++;
                if (total <= query.Skip || hits.Count >= top)
                    continue;
                if (hits.Count == most)
                    throw new EvaluationException(StorageMessages.ResultTooLarge);
                hits.Add(match.Hit);
            }
        }
        return hits.ToResult(total);
    }

    private static async ValueTask<QueryResult> SortedAsync(
        Query query, StreamedCandidates candidates, PageEvaluation evaluation, HitOrder order, int most, CancellationToken cancel)
    {
        var wanted = query.Top is { } top && top <= long.MaxValue - query.Skip ? top + query.Skip : long.MaxValue;
        var smallest = new SmallestHits(order, wanted, most);
        var total = 0L;
        await foreach (var page in candidates.Pages.WithCancellation(cancel).ConfigureAwait(false))
        {
            var matches = await evaluation.MatchesAsync(page, cancel).ConfigureAwait(false);
            total += matches.Count;
            smallest.Add(matches);
        }
        var sorted = smallest.Sorted();
        var hits = new HitPages(PageSize);
        for (var i = query.Skip; i < sorted.Count; i++)
            hits.Add(sorted[(int)i].Hit);
        return hits.ToResult(query.Count ? candidates.Count ?? total : null);
    }
}
