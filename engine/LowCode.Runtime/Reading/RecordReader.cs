using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Reading;

/// <summary>
/// Reads as a caller, over one consistent snapshot: adds the caller's reach to every query and empties the fields that
/// the caller may not see. System sets are read in the same way under the app name <c>system</c>. Dispose it when done.
/// </summary>
public sealed class RecordReader : IDisposable
{
    /// <summary>The record, or null when it does not exist or the caller may not see it.</summary>
    public ValueTask<Record?> FindAsync(string app, string form, Guid id, CancellationToken cancel = default) =>
        throw new NotSupportedException($"{app} {form} {id} {cancel}");

    /// <summary>
    /// Answers a query over what the caller may see; <see cref="Query.Set"/> is set from app and form. A filter or order
    /// over a field that the caller may not see throws <see cref="NotSupportedException"/>: ask <see cref="Sees"/> before.
    /// </summary>
    public ValueTask<QueryResult> QueryAsync(string app, string form, Query query, CancellationToken cancel = default) =>
        throw new NotSupportedException($"{app} {form} {query} {cancel}");

    /// <summary>Which records of a form the caller may read; null for every one. For <see cref="Related.Visible"/>.</summary>
    public Expression? Reach(string app, string form) => throw new NotSupportedException($"{app} {form}");

    /// <summary>Whether the caller may see a field; the slot is of the form's newest shape or of a table's in it.</summary>
    public bool Sees(string app, string form, Slot slot) => throw new NotSupportedException($"{app} {form} {slot}");

    /// <summary>The transitions that the caller may take on a record now, as far as role and state decide; guards are asked when one is taken.</summary>
    public ImmutableArray<TransitionDefinition> Transitions(Record record) => throw new NotSupportedException($"{record}");

    /// <summary>Every revision of a record that the caller may see, newest first; none when the caller may not see it.</summary>
    public IAsyncEnumerable<ChangeEntry> HistoryAsync(string app, string form, Guid id, CancellationToken cancel = default) =>
        throw new NotSupportedException($"{app} {form} {id} {cancel}");

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
