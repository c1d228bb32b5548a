using LowCode.Definitions.Values;
using LowCode.Storage.Budgets;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.Evaluation;

/// <summary>
/// What compiled expressions read: the record or row at hand, the clock, the way to related records. One frame serves
/// any number of evaluations, one after another; it is not thread-safe.
/// </summary>
public sealed class EvaluationFrame
{
    /// <summary>Lambdas nest at most this deep.</summary>
    internal const int MaxScopes = 16;

    // Work is counted in lots: several threads share a budget.
    private const int Lot = 256;

    private readonly QueryBudget? _budget;
    private int _looks;

    /// <summary>A frame.</summary>
    /// <param name="now">What now() means.</param>
    /// <param name="related">Finds related records; null when expressions have none.</param>
    /// <param name="budget">What evaluations may cost; null for no limit.</param>
    public EvaluationFrame(DateTimeOffset now = default, IRelatedRecords? related = null, QueryBudget? budget = null)
    {
        _budget = budget;
        Now = Value.Of(now);
        Related = related;
    }

    internal Value Now { get; }

    internal IRelatedRecords? Related { get; }

    // Scope 0: the record whose system fields are read (null over table rows), and its slots.
    internal Record? Record { get; set; }

    internal Row Row { get; set; } = null!;

    internal Record Owner { get; set; } = null!;

    // The row around the row in scope 0, when that is of a nested table.
    internal Row? Parent { get; set; }

    // What earlier steps of a pipeline have computed for the row.
    internal ComputedRow? Computed { get; set; }

    // The variables of lambdas, by scope number.
    internal Row?[] Rows { get; } = new Row?[MaxScopes];

    internal string?[] Codes { get; } = new string?[MaxScopes];

    internal Record?[] Records { get; } = new Record?[MaxScopes];

    internal Attachment?[] Files { get; } = new Attachment?[MaxScopes];

    /// <summary>Counts records, rows or members that are about to be looked at.</summary>
    /// <exception cref="BudgetException">They are more than there may be.</exception>
    internal void Look(int count)
    {
        if (_budget is null || (_looks += count) < Lot)
            return;
        _budget.Take(_looks);
        _looks = 0;
    }

    /// <summary>The next evaluations are over this record.</summary>
    public void Over(Record record)
    {
        Record = record;
        Row = record.Data;
        Owner = record;
    }

    /// <summary>The next evaluations are over a table row of a record.</summary>
    /// <param name="owner">The record.</param>
    /// <param name="row">The row.</param>
    /// <param name="parent">The row around a row of a nested table.</param>
    public void Over(Record owner, Row row, Row? parent)
    {
        Record = null;
        Row = row;
        Owner = owner;
        Parent = parent;
    }

    /// <summary>The next evaluations are over what a pipeline's step gave.</summary>
    internal void Over(in Hit hit)
    {
        Computed = hit.Computed;
        if (hit.Row is { } row)
            Over(hit.Record, row, hit.Parent);
        else if (hit.IsRecord)
            Over(hit.Record);
    }
}
