using System.Collections.Immutable;
using LowCode.Definitions.Values;

namespace LowCode.Storage.Queries;

/// <summary>How a store answers a query, for people who wonder why it is slow. Of a pipeline, how it gets what the pipeline reads.</summary>
/// <param name="Set">The set that is asked.</param>
/// <param name="Conditions">How many conditions the filter has that must all hold.</param>
/// <param name="Pushed">How many of them the store's index, columns or database answer; the evaluator tests the others record by record.</param>
/// <param name="InOrder">False when results are collected and sorted after they were found.</param>
/// <param name="Indexes">
/// The indexes that serve it, each by its fields: paths, system fields as <c>$state</c>; <see cref="Columns"/> when values are
/// scanned column by column. None when every record is looked at.
/// </param>
/// <param name="Statement">What the database is asked; null when there is none.</param>
public sealed record StoreExplanation(
    string Set, int Conditions, int Pushed, bool InOrder, ImmutableArray<string> Indexes, string? Statement)
{
    /// <summary>Stands in place of an index where a store scans columns.</summary>
    public const string Columns = "columns";

    /// <summary>An index by its fields: <c>$division, $modifiedAt</c>.</summary>
    public static string NameOf(IEnumerable<FieldRef> fields, Shape shape) => string.Join(", ", fields.Select(field =>
        field.System is SystemField.None ? shape.Slots[field.Slot].Path : "$" + char.ToLowerInvariant(field.System.ToString()[0]) + field.System.ToString()[1..]));
}
