using System.Buffers;
using System.Security.Cryptography;

namespace LowCode.Storage.Attachments;

/// <summary>Parts of uploads in a folder: <c>upload/part</c>, each a file that is written once.</summary>
/// <param name="folder">Made when it is missing.</param>
internal sealed class UploadFolder(string folder) : IUploadParts
{
    private const int BufferSize = 128 * 1024;

    /// <inheritdoc/>
    public async Task<ReceivedPart> SavePartAsync(
        Guid upload, Guid part, Stream content, long limit, HashAlgorithmName? digest, CancellationToken cancel = default)
    {
        var path = PathOf(upload, part);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var hash = digest is { } algorithm ? IncrementalHash.CreateHash(algorithm) : null;
            var (size, isWhole) = await ReceiveAsync(content, path, limit, hash, cancel).ConfigureAwait(false);
            if (size > limit || size == 0)
            {
                File.Delete(path);
                return new ReceivedPart(0, isWhole, size > limit, isWhole ? hash?.GetHashAndReset() : null);
            }
            FolderSync.Sync(Path.GetDirectoryName(path)!);
            return new ReceivedPart(size, isWhole, false, isWhole ? hash?.GetHashAndReset() : null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            File.Delete(path);
            throw Failed(failure);
        }
    }

    /// <inheritdoc/>
    public Stream? OpenPart(Guid upload, Guid part)
    {
        try
        {
            return new FileStream(PathOf(upload, part), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void DeletePart(Guid upload, Guid part) => Try(() => File.Delete(PathOf(upload, part)));

    /// <inheritdoc/>
    public void DeleteParts(Guid upload) => Try(() => Directory.Delete(FolderOf(upload), recursive: true));

    // What is received and what is written fail apart: when the sender goes, what has come stays.
    private static async Task<(long Size, bool IsWhole)> ReceiveAsync(Stream content, string path, long limit, IncrementalHash? hash, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
        try
        {
            await using (file.ConfigureAwait(false))
            {
                for (var size = 0L; ;)
                {
                    int read;
                    try
                    {
                        read = await content.ReadAsync(buffer, cancel).ConfigureAwait(false);
                    }
                    catch (Exception gone) when (gone is IOException or OperationCanceledException)
                    {
                        file.Flush(flushToDisk: true);
                        return (size, false);
                    }
                    size += read;
                    if (read == 0 || size > limit)
                    {
                        file.Flush(flushToDisk: true);
                        return (size, true);
                    }
                    hash?.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Try(Action delete)
    {
        try
        {
            delete();
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing has come, or another node was faster.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed(failure);
        }
    }

    private string PathOf(Guid upload, Guid part) => Path.Combine(FolderOf(upload), part.ToString("N"));

    private string FolderOf(Guid upload) => Path.Combine(folder, upload.ToString("N"));

    private static StorageException Failed(Exception failure) =>
        new(LowCode.Definitions.Messages.StorageMessages.AttachmentFailed, [("reason", failure.Message)], failure);
}
