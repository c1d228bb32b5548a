using LowCode.Definitions.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.Evaluation;

/// <summary>The records among which a query's results are, as far as a store could narrow them down.</summary>
/// <param name="Records">The records, in runs that lie together in memory; read once.</param>
public sealed record QueryCandidates(IEnumerable<ReadOnlyMemory<Record>> Records)
{
    /// <summary>What of the query's filter is still to be tested; null when every candidate is a result.</summary>
    public Expression? Filter { get; init; }

    /// <summary>True when the records come in the query's order, ties by id included.</summary>
    public bool InOrder { get; init; }

    /// <summary>
    /// Told the first order value of the last result that is kept so far, whenever there are as many as are wanted:
    /// records that come behind it need not be given any more. Null when nobody wants to know.
    /// </summary>
    public Action<Value>? Narrow { get; init; }

    /// <summary>How many results there are, when that is known without looking.</summary>
    public long? Count { get; init; }
}
