namespace LowCode.Storage.Changes;

/// <summary>An entry of the change log exactly as it lies in a store: what is copied and verified, not what is read.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Head">Its head's canonical bytes.</param>
/// <param name="Body">Its body; null for a deletion, and when it has been erased.</param>
/// <param name="Hash">Its hash, which follows from the one before and the head.</param>
public readonly record struct StoredChange(long Number, byte[] Head, byte[]? Body, byte[] Hash);
