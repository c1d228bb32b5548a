using LowCode.Storage.Records;

namespace LowCode.Storage.Changes;

/// <summary>What a record has come to: its newest change.</summary>
/// <param name="Number">Number of that change.</param>
/// <param name="Id">The record.</param>
/// <param name="Record">The record as it is now, or null when it is deleted.</param>
public readonly record struct RecordChange(long Number, Guid Id, Record? Record);
