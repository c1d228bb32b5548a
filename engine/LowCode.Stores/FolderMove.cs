using LowCode.Definitions.Messages;
using LowCode.Storage;
using LowCode.Storage.Attachments;

namespace LowCode.Stores;

/// <summary>Copies what lies in folders: attachments under their hashes, and keys.</summary>
internal static class FolderMove
{
    /// <summary>
    /// Copies attachments, each of which is hashed again on its way; those that are there already stay. Returns how many there are.
    /// </summary>
    /// <exception cref="StorageException">The target holds others, or one is not what its name says.</exception>
    public static async Task<long> AttachmentsAsync(string from, string to, CancellationToken cancel)
    {
        var (source, target) = (new AttachmentFolder(from, TimeProvider.System), new AttachmentFolder(to, TimeProvider.System));
        var hashes = source.Hashes().ToHashSet(StringComparer.Ordinal);
        if (target.Hashes().Any(hash => !hashes.Contains(hash)))
            throw new StorageException(StorageMessages.TargetNotEmpty, [("path", to)]);
        foreach (var hash in hashes.Where(hash => !target.Exists(hash)))
        {
            var content = source.Open(hash)!;
            await using var closing = content.ConfigureAwait(false);
            if ((await target.SaveAsync(content, long.MaxValue, cancel).ConfigureAwait(false))!.Hash != hash)
                throw new StorageException(ToolMessages.MoveDiffers, [("what", $"attachments/{hash}")]);
        }
        return hashes.Count;
    }

    /// <summary>Copies keys, so that what browsers hold stays valid.</summary>
    public static void Keys(string from, string to)
    {
        if (!Directory.Exists(from))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(to);
        else
            Directory.CreateDirectory(to, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var key in Directory.EnumerateFiles(from))
            File.Copy(key, Path.Combine(to, Path.GetFileName(key)), overwrite: true);
    }
}
