using LowCode.Definitions.Messages;
using LowCode.Storage;
using LowCode.Storage.Backups;
using LowCode.Storage.LiteDb;
using LowCode.Storage.Postgres;

namespace LowCode.Stores;

/// <summary>Backups of either store. A backup is restored to a store of the kind that it is of.</summary>
public static class StoreBackup
{
    /// <summary>Verifies a backup and fills a new store with it. The backup is not changed. Progress is from 0 to 1.</summary>
    /// <exception cref="StorageException">The backup is not right or of the other kind, or the store is not empty.</exception>
    public static async Task<BackupReport> RestoreAsync(
        string path, StoreName name, StoreSettings settings, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        if (PostgresBackup.IsAt(path) != name.IsPostgres)
            throw new StorageException(HostMessages.BackupOfOtherKind, [("path", path), ("store", name)]);
        return name.IsPostgres
            ? await PostgresBackup.RestoreAsync(path, OpenStore.PostgresOptions(name, settings), progress, cancel).ConfigureAwait(false)
            : await LiteDbBackup.RestoreAsync(path, name.Folder, progress, cancel).ConfigureAwait(false);
    }
}
