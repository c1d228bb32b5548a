using LowCode.Definitions.Messages;
using LowCode.Storage.Backups;
using LowCode.Storage.LiteDb.Backups;
using LowCode.Storage.LiteDb.Disk;

namespace LowCode.Storage.LiteDb;

/// <summary>
/// Backups that <see cref="LiteDbStore.BackupAsync"/> made: folders with the data file, the attachments, and a
/// <c>backup.json</c> that says what they hold.
/// </summary>
public static class LiteDbBackup
{
    /// <summary>Reads a backup from end to end and returns what it holds.</summary>
    /// <exception cref="StorageException">It is unfinished, damaged, or not what it says it is.</exception>
    public static Task<BackupReport> VerifyAsync(
        string path, IProgress<double>? progress = null, CancellationToken cancel = default) => Task.Run(
        () =>
        {
            var folder = Path.GetFullPath(path);
            return Report(Verify(folder, progress, cancel));
        },
        cancel);

    /// <summary>
    /// Verifies a backup and copies it to a new or empty folder, which is then ready to be opened. The backup is not
    /// changed. When it fails the folder is left empty or missing.
    /// </summary>
    /// <exception cref="StorageException">The backup is not right, or the folder is not empty.</exception>
    public static Task<BackupReport> RestoreAsync(
        string path, string folder, IProgress<double>? progress = null, CancellationToken cancel = default) => Task.Run(
        () =>
        {
            var backup = Path.GetFullPath(path);
            var target = Path.GetFullPath(folder);
            var manifest = Verify(backup, progress, cancel);
            EmptyFolder.Claim(target);
            try
            {
                FolderCopy.Copy(backup, target, cancel);
                File.Delete(Path.Combine(target, BackupManifest.FileName));
                File.Delete(Path.Combine(target, FolderDisk.LockName));
                FolderSync.Sync(target);
                if (BackupCheck.Run(target, static _ => { }, cancel) != manifest)
                    throw BackupCheck.Damaged(backup, "the copy differs from it");
                return Report(manifest);
            }
            catch
            {
                Directory.Delete(target, recursive: true);
                throw;
            }
        },
        cancel);

    private static BackupManifest Verify(string folder, IProgress<double>? progress, CancellationToken cancel)
    {
        try
        {
            var said = BackupManifest.Read(folder) ?? throw BackupCheck.Damaged(folder, "it is unfinished");
            var found = BackupCheck.Run(folder, share => progress?.Report(share), cancel);
            return found == said ? found : throw BackupCheck.Damaged(folder, "it does not hold what it says");
        }
        catch (Exception failure) when (failure is not (StorageException or OperationCanceledException))
        {
            throw new StorageException(
                StorageMessages.BackupDamaged, [("path", folder), ("reason", failure.Message)], failure);
        }
    }

    private static BackupReport Report(BackupManifest manifest) =>
        new(manifest.Records, manifest.LastChange, manifest.LastHash, manifest.Attachments);
}
