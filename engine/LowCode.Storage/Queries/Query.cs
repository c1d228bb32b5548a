using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Budgets;
using LowCode.Storage.Records;

namespace LowCode.Storage.Queries;

/// <summary>
/// A question to a store. What a caller may see has already been added to <see cref="Filter"/>. Immutable.
/// </summary>
/// <param name="Set">Name of the record set.</param>
public sealed record Query(string Set)
{
    /// <summary>
    /// Indexes of nested table slots when the query is over rows instead of records: <c>[4]</c> are the rows of slot 4,
    /// <c>[4, 2]</c> the rows in slot 2 of those. Empty: over records. <see cref="Field"/>s in scope 0 then read the row,
    /// <see cref="OwnerField"/>s the record.
    /// </summary>
    public ImmutableArray<int> Table { get; init; } = [];

    /// <summary>Which are wanted; null for all.</summary>
    public Expression? Filter { get; init; }

    /// <summary>Order; ties are broken by record id, then by row position, so that paging is stable.</summary>
    public ImmutableArray<OrderTerm> OrderBy { get; init; } = [];

    /// <summary>How many are passed over.</summary>
    public long Skip { get; init; }

    /// <summary>How many are wanted at most; null for all.</summary>
    public long? Top { get; init; }

    /// <summary>True when the number of all that match, before skip and top, is wanted too.</summary>
    public bool Count { get; init; }

    /// <summary>
    /// What is made of the rows that the filter finds; empty for nothing. <see cref="OrderBy"/>, <see cref="Skip"/>,
    /// <see cref="Top"/> and <see cref="Count"/> are then over the pipeline's result.
    /// </summary>
    public ImmutableArray<PipelineStep> Pipeline { get; init; } = [];

    /// <summary>True when results are what a pipeline makes.</summary>
    public bool HasPipeline => !Pipeline.IsDefaultOrEmpty;

    /// <summary>What of the records is read of the results; null for everything. What the query itself reads need not be in it.</summary>
    public Projection? Projection { get; init; }

    /// <summary>The instant that now() means.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>What it may cost, together with other queries of the same request; null for no limit.</summary>
    public QueryBudget? Budget { get; init; }

    /// <summary>Refuses what records cannot be claimed by.</summary>
    /// <exception cref="NotSupportedException">It is over rows, counts, skips, or has a pipeline.</exception>
    public void CheckClaims()
    {
        if (!Table.IsDefaultOrEmpty || Skip > 0 || Count || HasPipeline)
            throw new NotSupportedException("Records are claimed by a query over records that neither skips nor counts nor has a pipeline.");
    }
}

/// <summary>One term of an order. Empty sorts before every value ascending, after every value descending. Text sorts by UTF-16 code unit.</summary>
public sealed record OrderTerm(Expression By, bool Descending = false);

/// <summary>One result: a record, and the row in it when the query is over a table; or what a pipeline made of them.</summary>
/// <param name="Record">The record. Null, against its type, when the result is made of several: see <see cref="IsRecord"/>.</param>
/// <param name="Row">The row, or null.</param>
/// <param name="Parent">The row around a row of a nested table, or null.</param>
/// <param name="Computed">What the pipeline has computed, or null.</param>
public readonly record struct Hit(Record Record, Row? Row = null, Row? Parent = null, ComputedRow? Computed = null)
{
    /// <summary>False when it is an aggregate or a group, which has nothing but <see cref="Computed"/>.</summary>
    public bool IsRecord => Record is not null;
}

/// <summary>The answer. Enumerate <see cref="Pages"/> once, while the snapshot is open.</summary>
/// <param name="Count">How many match in all, when the query wanted it.</param>
/// <param name="Pages">The results in order, in pages of a size that suits the store; none is empty.</param>
public sealed record QueryResult(long? Count, IAsyncEnumerable<ReadOnlyMemory<Hit>> Pages);
