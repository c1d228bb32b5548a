namespace LowCode.Storage.LiteDb.Image;

/// <summary>Where a record lies in the file.</summary>
/// <param name="Row">Its document; stays the same for the record's life and beyond.</param>
/// <param name="LastChange">Number of its newest change-log entry, from which its history is followed backwards.</param>
internal readonly record struct RowRef(long Row, long LastChange);
