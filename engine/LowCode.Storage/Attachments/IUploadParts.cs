using System.Security.Cryptography;

namespace LowCode.Storage.Attachments;

/// <summary>
/// Keeps the parts of uploads that are not whole yet, where all nodes find them. Which parts make an upload, and in what order, is
/// the caller's to remember. Thread-safe. A broken or full disk throws <see cref="StorageException"/>.
/// </summary>
public interface IUploadParts
{
    /// <summary>
    /// Reads content to its end, or to where it breaks off, and keeps what has come durably as a part of its own.
    /// </summary>
    /// <param name="upload">The upload.</param>
    /// <param name="part">A new id for the part.</param>
    /// <param name="content">The content; when reading it fails what came before is kept.</param>
    /// <param name="limit">Most bytes; of longer content nothing is kept.</param>
    /// <param name="digest">What to compute over it; null for nothing.</param>
    /// <param name="cancel">Breaks the content off.</param>
    Task<ReceivedPart> SavePartAsync(Guid upload, Guid part, Stream content, long limit, HashAlgorithmName? digest, CancellationToken cancel = default);

    /// <summary>A part as a stream that the caller disposes; null when there is none.</summary>
    Stream? OpenPart(Guid upload, Guid part);

    /// <summary>Deletes a part, when it is there.</summary>
    void DeletePart(Guid upload, Guid part);

    /// <summary>Deletes all parts of an upload.</summary>
    void DeleteParts(Guid upload);
}

/// <summary>What came of a part.</summary>
/// <param name="Size">How many bytes are kept.</param>
/// <param name="IsWhole">False when the content broke off.</param>
/// <param name="IsTooLong">True when it was longer than allowed: nothing is kept.</param>
/// <param name="Digest">The digest that was asked for; null when none was, or it is not whole.</param>
public sealed record ReceivedPart(long Size, bool IsWhole, bool IsTooLong, byte[]? Digest);
