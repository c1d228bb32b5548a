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
/// <param name="Canonical">Its canonical bytes.</param>
/// <param name="Hash">Its hash.</param>
internal readonly record struct ChangeRow(long Number, long Previous, byte[] Canonical, byte[] Hash);
