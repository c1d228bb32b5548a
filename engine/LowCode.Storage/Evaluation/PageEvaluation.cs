using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>Tests pages of candidates and finds what they are sorted by. Not thread-safe.</summary>
internal sealed class PageEvaluation
{
    private readonly EvaluationFrame _frame;
    private readonly CompiledFilter? _filter;
    private readonly RelatedCache _related;

    public PageEvaluation(Query query, StreamedCandidates candidates)
    {
        var overRows = !query.Table.IsDefaultOrEmpty;
        _related = new RelatedCache(candidates.Related, candidates.Referring);
        _frame = new EvaluationFrame(query.Now, _related, query.Budget);
        _filter = candidates.Filter is null ? null : CompiledFilter.Compile(candidates.Filter, overRows);
        if (!candidates.InOrder)
            Order = new HitOrder(query.OrderBy, overRows, _frame);
    }

    /// <summary>The order to sort by; null when the candidates are in order.</summary>
    public HitOrder? Order { get; }

    /// <summary>Those of a page that match.</summary>
    public async ValueTask<List<KeyedHit>> MatchesAsync(IReadOnlyList<Candidate> page, CancellationToken cancel)
    {
        _related.Trim();
        while (true)
        {
            List<KeyedHit> matches;
            try
            {
                matches = Matches(page);
            }
            catch (EvaluationException) when (_related.HasMissed)
            {
                matches = [];
            }
            if (!_related.HasMissed)
                return matches;
            await _related.LoadAsync(cancel).ConfigureAwait(false);
        }
    }

    private List<KeyedHit> Matches(IReadOnlyList<Candidate> page)
    {
        var matches = new List<KeyedHit>(page.Count);
        _frame.Look(page.Count);
        foreach (var (hit, position) in page)
        {
            if (hit.Row is { } row)
                _frame.Over(hit.Record, row, hit.Parent);
            else
                _frame.Over(hit.Record);
            if (_filter is null || _filter.Matches(_frame))
                matches.Add(Order is null ? new KeyedHit(hit, position, default, null) : Order.Keyed(hit, position));
        }
        return matches;
    }
}
