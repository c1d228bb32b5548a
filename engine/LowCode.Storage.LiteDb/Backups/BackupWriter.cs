using LowCode.Storage.Backups;
using LowCode.Storage.LiteDb.Commits;
using LowCode.Storage.LiteDb.Disk;

namespace LowCode.Storage.LiteDb.Backups;

/// <summary>
/// Copies the store while it works. The log is moved into the data file, which from then on does not change until it
/// has been copied: new commits go to the log. So the copy is of one moment and nobody waits for it.
/// </summary>
internal static class BackupWriter
{
    private const int Block = 1024 * 1024;

    /// <param name="owner">The store.</param>
    /// <param name="attachments">Its attachments, which never change and are copied last.</param>
    /// <param name="folder">Where to; new or empty.</param>
    /// <param name="progress">0 to 1.</param>
    /// <param name="cancel">Removes what was copied.</param>
    public static async Task<BackupManifest> WriteAsync(
        StoreOwner owner, string? attachments, string folder, Action<double> progress, CancellationToken cancel)
    {
        folder = Path.GetFullPath(folder);
        EmptyFolder.Claim(folder);
        try
        {
            using (var hold = await owner.HoldDataFileAsync(cancel).ConfigureAwait(false))
                await Task.Run(() => CopyData(hold, folder, share => progress(share * 0.4), cancel), cancel).ConfigureAwait(false);
            if (attachments is not null && Directory.Exists(attachments))
                await Task.Run(() => FolderCopy.Copy(attachments, Path.Combine(folder, FolderDisk.AttachmentsName), cancel), cancel).ConfigureAwait(false);
            var manifest = await Task.Run(() => BackupCheck.Run(folder, share => progress(0.5 + (share * 0.5)), cancel), cancel).ConfigureAwait(false);
            manifest.Write(folder);
            FolderSync.Sync(folder);
            progress(1);
            return manifest;
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private static void CopyData(DataFileHold data, string folder, Action<double> progress, CancellationToken cancel)
    {
        using var copy = new DiskFile(Path.Combine(folder, FolderDisk.DataName));
        var buffer = new byte[Block];
        for (var position = 0L; position < data.Length;)
        {
            cancel.ThrowIfCancellationRequested();
            var read = data.Read(position, buffer.AsSpan(0, (int)Math.Min(Block, data.Length - position)));
            if (read == 0)
                throw new IOException("The data file ends before its end.");
            copy.Write(position, buffer.AsSpan(0, read));
            position += read;
            progress((double)position / data.Length);
        }
        copy.Sync();
    }
}
