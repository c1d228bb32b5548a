namespace LowCode.Storage.Records;

/// <summary>Which record.</summary>
/// <param name="Set">Name of its set.</param>
/// <param name="Id">Its id in the set.</param>
public readonly record struct RecordKey(string Set, Guid Id);
