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

    /// <summary>Deletes the content under a hash, also what is set aside; false when there is none.</summary>
    bool Delete(string hash);

    /// <summary>The hashes of what was saved, or saved again, before an instant and is not set aside.</summary>
    IReadOnlyCollection<string> SavedBefore(DateTimeOffset before);

    /// <summary>
    /// Sets content aside that nothing seems to use: it does not exist any more for whoever wants to name it, but can still be
    /// opened, because what named it a moment ago may just be written. Nothing when there is none.
    /// </summary>
    void SetAside(string hash);

    /// <summary>The hashes of what is set aside.</summary>
    IReadOnlyCollection<string> Aside();

    /// <summary>Ends that for a hash: the content is there again, or gone for good unless it has been saved anew.</summary>
    void EndAside(string hash, bool isUsed);

    /// <summary>Deletes what is left of uploads that came to no end and began before an instant.</summary>
    void DeleteUnfinished(DateTimeOffset before);
}

/// <summary>What was kept.</summary>
/// <param name="Hash">Lower-case hexadecimal SHA-256.</param>
/// <param name="Size">Length in bytes.</param>
public sealed record StoredContent(string Hash, long Size);
