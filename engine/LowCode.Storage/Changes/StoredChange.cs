namespace LowCode.Storage.Changes;

/// <summary>An entry of the change log exactly as it lies in a store: what is copied and verified, not what is read.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Canonical">Its canonical bytes.</param>
/// <param name="Hash">Its hash, which follows from the one before and the bytes.</param>
public readonly record struct StoredChange(long Number, byte[] Canonical, byte[] Hash);
