using System.Buffers;
using System.Security.Cryptography;
using LowCode.Definitions.Messages;

namespace LowCode.Storage.Attachments;

/// <summary>
/// Attachments in a folder: <c>ab/cd/abcd…</c>, named by nothing but their hash. Content is written to a temporary file,
/// synced, then renamed, so that what is there is whole.
/// </summary>
/// <param name="folder">Made when it is missing.</param>
/// <param name="time">The clock by which content is dated.</param>
public sealed class AttachmentFolder(string folder, TimeProvider time) : IAttachmentStore
{
    private const string Incoming = "incoming";
    private const string SetAsideIn = "aside";
    private const int BufferSize = 128 * 1024;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    private readonly string _folder = Path.GetFullPath(folder);
    private readonly UploadFolder _uploads = new(Path.Combine(Path.GetFullPath(folder), "uploads"));

    /// <inheritdoc/>
    public async Task<StoredContent?> SaveAsync(Stream content, long limit, CancellationToken cancel = default)
    {
        try
        {
            var temporary = Path.Combine(_folder, Incoming, Guid.NewGuid().ToString("N"));
            Directory.CreateDirectory(Path.GetDirectoryName(temporary)!);
            try
            {
                var stored = await ReceiveAsync(content, temporary, limit, cancel).ConfigureAwait(false);
                if (stored is not null)
                    Keep(temporary, PathOf(stored.Hash));
                return stored;
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed(failure);
        }
    }

    /// <inheritdoc/>
    public Stream? Open(string hash)
    {
        if (!IsHash(hash))
            return null;
        try
        {
            // Looked for in its place once more: it may come back meanwhile.
            return OpenFile(PathOf(hash)) ?? OpenFile(AsidePathOf(hash)) ?? OpenFile(PathOf(hash));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed(failure);
        }
    }

    /// <inheritdoc/>
    public bool Exists(string hash) => IsHash(hash) && File.Exists(PathOf(hash));

    /// <inheritdoc/>
    public bool Delete(string hash)
    {
        if (!IsHash(hash))
            return false;
        try
        {
            var paths = new[] { PathOf(hash), AsidePathOf(hash) }.Where(File.Exists).ToArray();
            foreach (var path in paths)
            {
                File.Delete(path);
                FolderSync.Sync(Path.GetDirectoryName(path)!);
            }
            return paths.Length > 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed(failure);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> SavedBefore(DateTimeOffset before) =>
        [.. Hashes().Where(hash => File.Exists(PathOf(hash)) && File.GetLastWriteTimeUtc(PathOf(hash)) < before.UtcDateTime)];

    /// <inheritdoc/>
    public void SetAside(string hash)
    {
        if (Exists(hash))
            Move(PathOf(hash), AsidePathOf(hash));
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Aside() => !Directory.Exists(Path.Combine(_folder, SetAsideIn)) ? []
        : [.. Directory.EnumerateFiles(Path.Combine(_folder, SetAsideIn)).Select(path => Path.GetFileName(path)).Where(IsHash)];

    /// <inheritdoc/>
    public void EndAside(string hash, bool isUsed)
    {
        if (!IsHash(hash) || !File.Exists(AsidePathOf(hash)))
            return;
        if (isUsed && !File.Exists(PathOf(hash)))
            Move(AsidePathOf(hash), PathOf(hash));
        else
            File.Delete(AsidePathOf(hash));
    }

    /// <inheritdoc/>
    public void DeleteUnfinished(DateTimeOffset before)
    {
        foreach (var path in Unfinished().Where(path => File.GetLastWriteTimeUtc(path) < before.UtcDateTime))
            File.Delete(path);
    }

    /// <inheritdoc/>
    public Task<ReceivedPart> SavePartAsync(
        Guid upload, Guid part, Stream content, long limit, HashAlgorithmName? digest, CancellationToken cancel = default) =>
        _uploads.SavePartAsync(upload, part, content, limit, digest, cancel);

    /// <inheritdoc/>
    public Stream? OpenPart(Guid upload, Guid part) => _uploads.OpenPart(upload, part);

    /// <inheritdoc/>
    public void DeletePart(Guid upload, Guid part) => _uploads.DeletePart(upload, part);

    /// <inheritdoc/>
    public void DeleteParts(Guid upload) => _uploads.DeleteParts(upload);

    /// <summary>The hashes of everything that is kept.</summary>
    public IEnumerable<string> Hashes() => !Directory.Exists(_folder) ? [] : Directory
        .EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetFileName(path)).Where(IsHash).Distinct();

    private static bool IsHash(string? hash) =>
        hash is { Length: SHA256.HashSizeInBytes * 2 } && !hash.AsSpan().ContainsAnyExcept(Hexadecimal);

    private static FileStream? OpenFile(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static void Move(string from, string to)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Move(from, to, overwrite: true);
            FolderSync.Sync(Path.GetDirectoryName(to)!);
            FolderSync.Sync(Path.GetDirectoryName(from)!);
        }
        catch (FileNotFoundException)
        {
            // Another node was faster.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed(failure);
        }
    }

    private string AsidePathOf(string hash) => Path.Combine(_folder, SetAsideIn, hash);

    private string PathOf(string hash) => Path.Combine(_folder, hash[..2], hash[2..4], hash);

    private IEnumerable<string> Unfinished()
    {
        var incoming = Path.Combine(_folder, Incoming);
        return Directory.Exists(incoming) ? Directory.EnumerateFiles(incoming) : [];
    }

    private static async Task<StoredContent?> ReceiveAsync(Stream content, string path, long limit, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
            await using (file.ConfigureAwait(false))
            {
                var size = 0L;
                int read;
                while ((read = await content.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0)
                {
                    size += read;
                    if (size > limit)
                        return null;
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), cancel).ConfigureAwait(false);
                }
                file.Flush(flushToDisk: true);
                return new StoredContent(Convert.ToHexStringLower(hash.GetHashAndReset()), size);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Keep(string temporary, string path)
    {
        // Content that was there before counts as saved now, so that a clean-up in between does not take it away.
        File.SetLastWriteTimeUtc(temporary, time.GetUtcNow().UtcDateTime);
        var inner = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(inner);
        File.Move(temporary, path, overwrite: true);
        FolderSync.Sync(inner);
        FolderSync.Sync(Path.GetDirectoryName(inner)!);
        FolderSync.Sync(_folder);
    }

    private static StorageException Failed(Exception failure) =>
        new(StorageMessages.AttachmentFailed, [("reason", failure.Message)], failure);
}
