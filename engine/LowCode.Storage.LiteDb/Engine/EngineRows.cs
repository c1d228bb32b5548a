using LowCode.Storage.Changes;

namespace LowCode.Storage.LiteDb.Engine;

/// <summary>A record as it lies in the file.</summary>
/// <param name="Set">Its set's number.</param>
/// <param name="Row">Its document's id, for life: the number of the change that first made it.</param>
/// <param name="LastChange">Number of its newest change-log entry.</param>
/// <param name="Body">Its canonical bytes, or null when it was deleted.</param>
/// <param name="Id">The record's id when it was deleted; a living record has it in its body.</param>
internal readonly record struct RecordRow(int Set, long Row, long LastChange, byte[]? Body, Guid Id);

/// <summary>A change-log entry as it lies in the file.</summary>
/// <param name="Number">Its number, the document's id.</param>
/// <param name="Previous">Number of the entry before it of the same record; 0 for the first.</param>
/// <param name="Head">Its head's canonical bytes.</param>
/// <param name="Body">Its body; null for a deletion, and when it has been erased.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="At">When, in milliseconds since 1970.</param>
internal readonly record struct ChangeRow(long Number, long Previous, byte[] Head, byte[]? Body, byte[] Hash, long At)
{
    public StoredChange ToStored() => new(Number, Head, Body, Hash);
}

/// <summary>A record whose past is to be erased.</summary>
/// <param name="Collection">Where it lies.</param>
/// <param name="Row">Its document's id there.</param>
/// <param name="Last">The newest change of which nothing is to be left but the head, and all before it.</param>
internal readonly record struct ErasedPast(string Collection, long Row, long Last);
