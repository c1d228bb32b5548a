using LowCode.Storage.Records;

namespace LowCode.Storage.Changes;

/// <summary>
/// One entry of the change log: one record's change. Entries are numbered without gaps from 1 and chained:
/// <see cref="Hash"/> is the SHA-256 over the previous entry's hash and this entry's canonical bytes.
/// </summary>
/// <param name="Number">Its number.</param>
/// <param name="Set">The record's set.</param>
/// <param name="Id">The record.</param>
/// <param name="Revision">The revision that it made; for a deletion one more than the last.</param>
/// <param name="By">Who.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Command">The batch's command.</param>
/// <param name="IsDeletion">True when the record was deleted.</param>
/// <param name="Hash">Lower-case hexadecimal SHA-256.</param>
public sealed record ChangeEntry(
    long Number, string Set, Guid Id, long Revision, string By, DateTimeOffset At, string Command, bool IsDeletion, string Hash)
{
    /// <summary>The record as this change left it; null for a deletion, or when only the entry was asked for.</summary>
    public Record? Record { get; init; }
}
