using LiteDB;
using LowCode.Definitions.Messages;
using LowCode.Storage.LiteDb.Disk;

namespace LowCode.Storage.LiteDb.Engine;

/// <summary>The two open files and the engine over them.</summary>
internal sealed record OpenedStore(IStoreFile Data, IStoreFile Log, StoreEngine Engine);

/// <summary>Opens a data folder: makes what is missing, drops what was never acknowledged, refuses what is not right.</summary>
internal static class StoreOpening
{
    /// <exception cref="StorageException">The files are damaged, of another version, or made by something else.</exception>
    public static OpenedStore Open(IStoreDisk disk)
    {
        IStoreFile? data = null, log = null;
        try
        {
            var isNew = !disk.Exists;
            if (isNew)
                disk.Create(StoreFormat.NewFile());
            data = disk.OpenData();
            log = disk.OpenLog();
            if (isNew && log.Length > 0)
                throw StoreFormat.Damaged(disk.Name, "the file is missing, but its log is there");
            StoreFormat.CheckHeader(data, disk.Name);
            LogTail.DropUnconfirmed(log);
            MoveLog(data, log);
            if (log.Length == 0)
                StoreFormat.CheckWhole(data, disk.Name);
            return new OpenedStore(data, log, StoreEngine.Open(data, log));
        }
        catch (Exception failure)
        {
            data?.Dispose();
            log?.Dispose();
            throw failure switch
            {
                StorageException => failure,
                UnauthorizedAccessException => new StorageException(
                    StorageMessages.FolderUnusable, [("folder", disk.Name), ("reason", failure.Message)], failure),
                _ => StoreFormat.Damaged(disk.Name, failure.Message, failure),
            };
        }
    }

    // Starting with an empty log is faster and lets the file be checked; a full disk must not keep readers out, though.
    private static void MoveLog(IStoreFile data, IStoreFile log)
    {
        if (log.Length == 0)
            return;
        var engine = StoreEngine.Open(data, log);
        try
        {
            engine.Checkpoint();
            engine.Dispose();
        }
        catch (Exception failure) when (failure is IOException or LiteException)
        {
            engine.Abandon();
        }
    }
}
