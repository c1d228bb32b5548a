using LowCode.Storage.Backups;
using LowCode.Storage.Postgres.Backups;
using LowCode.Storage.Postgres.Connections;

namespace LowCode.Storage.Postgres;

/// <summary>
/// Backups that <see cref="PostgresStore.BackupAsync"/> made: folders with the change log, the sets, the attachments, and a
/// <c>backup.json</c> that says what they hold.
/// </summary>
public static class PostgresBackup
{
    /// <summary>True when a folder looks like such a backup, whole or not.</summary>
    public static bool IsAt(string path) => File.Exists(new BackupFolder(Path.GetFullPath(path)).Changes);

    /// <summary>Reads a backup from end to end and returns what it holds. Progress is from 0 to 1.</summary>
    /// <exception cref="StorageException">It is unfinished, damaged, or not what it says it is.</exception>
    public static Task<BackupReport> VerifyAsync(
        string path, IProgress<double>? progress = null, CancellationToken cancel = default) => Task.Run(
        () => Report(BackupCheck.RunFinished(new BackupFolder(Path.GetFullPath(path)), share => progress?.Report(share), cancel)), cancel);

    /// <summary>
    /// Verifies a backup and fills an empty schema and a new or empty attachments folder with it, which are then ready to
    /// be opened. The backup is not changed. When it fails no record is there.
    /// </summary>
    /// <exception cref="StorageException">
    /// The backup is not right, the schema or the folder is not empty, or the database cannot be used.
    /// </exception>
    public static async Task<BackupReport> RestoreAsync(
        string path, PostgresStoreOptions options, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var folder = new BackupFolder(Path.GetFullPath(path));
        var manifest = await Task.Run(
            () => BackupCheck.RunFinished(folder, share => progress?.Report(share / 2), cancel), cancel).ConfigureAwait(false);
        EmptyFolder.Claim(options.AttachmentsFolder);
        await using var database = new Database(options);
        try
        {
            if (Directory.Exists(folder.Attachments))
                await Task.Run(() => FolderCopy.Copy(folder.Attachments, options.AttachmentsFolder, cancel), cancel).ConfigureAwait(false);
            FolderMark.Forget(options.AttachmentsFolder);
            await using var connection = await database.OtherAsync(cancel).ConfigureAwait(false);
            await DatabaseFormat.EnsureAsync(connection, database, cancel).ConfigureAwait(false);
            await new Restorer(connection, database, folder.ReadSets(), () => ChangeFile.Read(folder.Changes).ToAsyncEnumerable()).RunAsync(cancel).ConfigureAwait(false);
            await FolderMark.ClaimAsync(connection, database, options.AttachmentsFolder, cancel).ConfigureAwait(false);
            progress?.Report(1);
            return Report(manifest);
        }
        catch (Exception failure)
        {
            Directory.Delete(options.AttachmentsFolder, recursive: true);
            if (Failures.IsOurs(failure))
                throw Failures.ToStorage(failure);
            throw;
        }
    }

    private static BackupReport Report(BackupManifest manifest) =>
        new(manifest.Records, manifest.LastChange, manifest.LastHash, manifest.Attachments);
}
