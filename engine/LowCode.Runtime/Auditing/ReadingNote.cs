using LowCode.Definitions.Values;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Auditing;

/// <summary>What somebody is about to read that they have to answer for.</summary>
/// <param name="Set">The set.</param>
/// <param name="Id">The record; null for what a query finds.</param>
/// <param name="Fields">The fields.</param>
/// <param name="Query">What was asked, without the values in it.</param>
/// <param name="Answered">How many records are answered at most; null when it is not known.</param>
internal sealed record ReadingNote(string Set, Guid? Id, string Fields, string Query, long? Answered)
{
    // What a stranger writes into an address is not kept at any length.
    private const int MostText = 2000;

    /// <summary>Notes it in the audit. It is durable when this returns.</summary>
    /// <param name="store">The store.</param>
    /// <param name="by">Who.</param>
    /// <param name="from">The client's address.</param>
    /// <param name="division">The division that it is about; empty when it is about several.</param>
    /// <param name="at">When.</param>
    /// <param name="note">What.</param>
    /// <param name="cancel">Gives up before it is written.</param>
    public static async Task WriteAsync(
        IRecordStore store, string by, string from, string division, DateTimeOffset at, ReadingNote note, CancellationToken cancel)
    {
        var data = new Row(ReadingSet.Shape);
        data[ReadingSet.Shape["set"].Index] = Value.Of(note.Set);
        data[ReadingSet.Shape["recordId"].Index] = note.Id is { } record ? Value.Of(record) : default;
        data[ReadingSet.Shape["fields"].Index] = Text(note.Fields);
        data[ReadingSet.Shape["query"].Index] = Text(note.Query);
        data[ReadingSet.Shape["answered"].Index] = note.Answered is { } count ? Value.Of(count) : default;
        var id = Guid.CreateVersion7(at);
        var result = await store.CommitAsync(new WriteBatch(by, at, WriteBatch.Note, [new RecordWrite(ReadingSet.Name, id, 0, new Record
        {
            Id = id,
            Set = ReadingSet.Name,
            Division = division,
            CreatedBy = by,
            CreatedAt = at,
            ModifiedBy = by,
            ModifiedAt = at,
            Revision = 1,
            Data = data.Freeze(),
        })])
        { From = from }, cancel);
        if (result is not Committed)
            throw new InvalidOperationException($"What is read cannot be noted: {result}");
    }

    private static Value Text(string text) => text.Length == 0 ? default : Value.Of(text.Length > MostText ? text[..MostText] + "…" : text);
}
