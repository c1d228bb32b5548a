using LowCode.Definitions.Values;
using LowCode.Storage.Records;

namespace LowCode.Storage.Changes;

/// <summary>
/// One entry of the change log: one record's change. Entries are numbered without gaps from 1 and chained:
/// <see cref="Hash"/> is the SHA-256 over the previous entry's hash and the canonical bytes of this entry's head.
/// </summary>
/// <param name="Head">Who did what, when, from where.</param>
/// <param name="Hash">Lower-case hexadecimal SHA-256.</param>
public sealed record ChangeEntry(ChangeHead Head, string Hash)
{
    /// <inheritdoc cref="ChangeHead.Number"/>
    public long Number => Head.Number;

    /// <inheritdoc cref="ChangeHead.Set"/>
    public string Set => Head.Set;

    /// <inheritdoc cref="ChangeHead.Id"/>
    public Guid Id => Head.Id;

    /// <inheritdoc cref="ChangeHead.Revision"/>
    public long Revision => Head.Revision;

    /// <inheritdoc cref="ChangeHead.By"/>
    public string By => Head.By;

    /// <inheritdoc cref="ChangeHead.At"/>
    public DateTimeOffset At => Head.At;

    /// <inheritdoc cref="ChangeHead.Command"/>
    public string Command => Head.Command;

    /// <inheritdoc cref="ChangeHead.IsDeletion"/>
    public bool IsDeletion => Head.IsDeletion;

    /// <summary>True when the record's content has been erased from this entry.</summary>
    public bool IsErased { get; init; }

    /// <summary>The record as this change left it; null for a deletion, when it is erased, and when its set is not known.</summary>
    public Record? Record { get; init; }

    /// <summary>Reads an entry.</summary>
    /// <param name="change">As it lies in the store.</param>
    /// <param name="shapeOf">The newest shape of a set, or null when the set is not known: the entry then has no record.</param>
    /// <exception cref="FormatException">The bytes are not an entry.</exception>
    public static ChangeEntry Read(in StoredChange change, Func<string, Shape?> shapeOf)
    {
        var head = ChangeHead.Read(change.Head);
        return new ChangeEntry(head, Convert.ToHexStringLower(change.Hash))
        {
            IsErased = change.Body is null && !head.IsDeletion,
            Record = change.Body is { } body && shapeOf(head.Set) is { } shape
                ? RecordJson.Read(ChangeBody.RecordOf(body), head.Set, shape) : null,
        };
    }
}
