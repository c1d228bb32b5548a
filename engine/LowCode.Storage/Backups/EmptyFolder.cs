using LowCode.Definitions.Messages;

namespace LowCode.Storage.Backups;

/// <summary>Backups and restores go to a place where nothing is: they never overwrite.</summary>
public static class EmptyFolder
{
    /// <summary>Makes the folder, or finds it empty.</summary>
    /// <exception cref="StorageException">Something is there, or the folder cannot be made.</exception>
    public static void Claim(string folder)
    {
        try
        {
            if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
                throw new StorageException(StorageMessages.TargetNotEmpty, [("path", folder)]);
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                StorageMessages.FolderUnusable, [("folder", folder), ("reason", failure.Message)], failure);
        }
    }
}
