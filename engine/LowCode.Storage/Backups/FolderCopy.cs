namespace LowCode.Storage.Backups;

/// <summary>Copies a folder of files that do not change, durably. Files that go away meanwhile are left out.</summary>
public static class FolderCopy
{
    /// <summary>Copies every file below a folder; returns when the copies are on the disk.</summary>
    public static void Copy(string from, string to, CancellationToken cancel)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            cancel.ThrowIfCancellationRequested();
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            try
            {
                CopyFile(path, target);
            }
            catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
            {
                // An upload that has just been finished, or an attachment that no record uses any more.
                File.Delete(target);
            }
        }
        if (Directory.Exists(to))
            SyncFolders(to);
    }

    private static void CopyFile(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
        source.CopyTo(target);
        target.Flush(flushToDisk: true);
    }

    private static void SyncFolders(string folder)
    {
        foreach (var inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories))
            FolderSync.Sync(inner);
        FolderSync.Sync(folder);
    }
}
