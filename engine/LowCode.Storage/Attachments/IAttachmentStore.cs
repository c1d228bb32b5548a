namespace LowCode.Storage.Attachments;

/// <summary>
/// Keeps the bytes of attachments under their SHA-256: the same content is kept once and never changes. Thread-safe.
/// A broken or full disk throws <see cref="StorageException"/>.
/// </summary>
public interface IAttachmentStore : IUploadParts
{
    /// <summary>
    /// Reads the content to its end and keeps it durably. Null when it is longer than <paramref name="limit"/> bytes;
    /// nothing is kept then.
    /// </summary>
    Task<StoredContent?> SaveAsync(Stream content, long limit, CancellationToken cancel = default);

    /// <summary>
    /// The content under a hash as a stream with a length that the caller disposes, or null when there is none. Anything
    /// that is not a hash has none.
    /// </summary>
    Stream? Open(string hash);

    /// <summary>True when there is content under the hash.</summary>
    bool Exists(string hash);

    /// <summary>Deletes the content under a hash; false when there is none.</summary>
    bool Delete(string hash);

    /// <summary>
    /// Deletes what no record uses. Content saved at or after <paramref name="savedBefore"/> stays: its record may still
    /// be on its way. Returns how many were deleted.
    /// </summary>
    Task<int> DeleteUnusedAsync(IReadOnlySet<string> used, DateTimeOffset savedBefore, CancellationToken cancel = default);
}

/// <summary>What was kept.</summary>
/// <param name="Hash">Lower-case hexadecimal SHA-256.</param>
/// <param name="Size">Length in bytes.</param>
public sealed record StoredContent(string Hash, long Size);
