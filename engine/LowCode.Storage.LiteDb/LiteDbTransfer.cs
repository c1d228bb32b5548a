using LowCode.Definitions.Messages;
using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb.Disk;
using LowCode.Storage.LiteDb.Transfers;

namespace LowCode.Storage.LiteDb;

/// <summary>Takes over what another store holds.</summary>
public static class LiteDbTransfer
{
    private const string Making = "moving";

    /// <summary>Looks whether a folder can get a database.</summary>
    /// <exception cref="StorageException">There is one.</exception>
    public static void RefuseContent(string folder)
    {
        if (File.Exists(Path.Combine(folder, FolderDisk.DataName)))
            throw new StorageException(StorageMessages.TargetNotEmpty, [("path", folder)]);
    }

    /// <summary>
    /// Makes the database of a folder from a change log, whose entries and hashes stay as they are, and from the records
    /// that follow from it. It is made beside its place and put there when it is whole and <paramref name="verify"/> has
    /// looked at it: when it fails or is killed it can be done again.
    /// </summary>
    /// <param name="folder">Where to; may hold attachments, no database.</param>
    /// <param name="changes">The whole log from its first entry; read once.</param>
    /// <param name="verify">Looks at the folder of the database as it will be, which it may open as a store; throws when it is not right.</param>
    /// <param name="cancel">Leaves nothing behind.</param>
    /// <exception cref="StorageException">There is a database, or the folder cannot be used.</exception>
    public static async Task FillAsync(
        string folder, IAsyncEnumerable<StoredChange> changes, Func<string, Task> verify, CancellationToken cancel)
    {
        var place = Path.Combine(folder, FolderDisk.DataName);
        RefuseContent(folder);
        var making = Path.Combine(folder, Making);
        if (Directory.Exists(making))
            Directory.Delete(making, recursive: true);
        try
        {
            await LogReplay.RunAsync(making, changes, cancel).ConfigureAwait(false);
            await verify(making).ConfigureAwait(false);
            // A store that was closed in order has an empty log: the one file is all of it.
            File.Move(Path.Combine(making, FolderDisk.DataName), place);
            FolderSync.Sync(folder);
        }
        finally
        {
            if (Directory.Exists(making))
                Directory.Delete(making, recursive: true);
        }
    }
}
