using LowCode.Definitions.Messages;

namespace LowCode.Storage.LiteDb.Disk;

/// <summary>A folder of the operating system, locked for this process by a lock file.</summary>
internal sealed class FolderDisk : IStoreDisk
{
    public const string DataName = "lowcode.db";
    public const string LogName = "lowcode-log.db";
    public const string LockName = "lowcode.lock";
    public const string AttachmentsName = "attachments";

    private readonly string _folder;
    private readonly FileStream _lock;

    private FolderDisk(string folder, FileStream locked)
    {
        _folder = folder;
        _lock = locked;
        Name = Path.Combine(folder, DataName);
    }

    public string Name { get; }

    public bool Exists => File.Exists(Name);

    /// <summary>Makes the folder when there is none, and locks it.</summary>
    public static FolderDisk Open(string folder)
    {
        folder = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(folder);
            return new FolderDisk(folder, Lock(folder));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                StorageMessages.FolderUnusable, [("folder", folder), ("reason", failure.Message)], failure);
        }
    }

    public void Create(ReadOnlySpan<byte> content)
    {
        var making = Name + ".new";
        File.Delete(making);
        using (var file = new DiskFile(making))
        {
            file.Write(0, content);
            file.Sync();
        }
        File.Move(making, Name);
        FolderSync.Sync(_folder);
    }

    public IStoreFile OpenData() => new DiskFile(Name);

    public IStoreFile OpenLog()
    {
        var file = new DiskFile(Path.Combine(_folder, LogName));
        FolderSync.Sync(_folder);
        return file;
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure)
        {
            throw new StorageException(StorageMessages.FolderInUse, [("folder", folder)], failure);
        }
    }
}
