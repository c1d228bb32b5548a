using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>A record or row that may be a result.</summary>
/// <param name="Hit">The record, with the row when the query is over a table.</param>
/// <param name="Position">Position of the row among the rows of its record.</param>
public readonly record struct Candidate(Hit Hit, int Position = 0);

/// <summary>Candidates for a query's results that come from afar, page by page, as far as a store could narrow them down.</summary>
/// <param name="Pages">The candidates; read at most once.</param>
/// <param name="Related">Fetches records that references point to.</param>
public sealed record StreamedCandidates(IAsyncEnumerable<IReadOnlyList<Candidate>> Pages, RelatedReader Related)
{
    /// <summary>Fetches records that refer to others; null where expressions have none.</summary>
    public ReferringReader? Referring { get; init; }

    /// <summary>What of the query's filter is still to be tested; null when every candidate is a result.</summary>
    public Expression? Filter { get; init; }

    /// <summary>True when the candidates come in the query's order, ties included.</summary>
    public bool InOrder { get; init; }

    /// <summary>How many results there are, when that is known without looking.</summary>
    public long? Count { get; init; }
}
