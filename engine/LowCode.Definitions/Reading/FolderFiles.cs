namespace LowCode.Definitions.Reading;

/// <summary>
/// The files below a folder. Hidden files and folders, symbolic links, and paths that lead out of the folder are not
/// there. Each reading sees the folder as it is then.
/// </summary>
/// <param name="folder">The folder that holds <c>app.json</c>.</param>
public sealed class FolderFiles(string folder) : IPackFiles
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    private readonly string _root = Path.GetFullPath(folder);

    /// <summary>The folder's full path.</summary>
    public string Root => _root;

    /// <inheritdoc/>
    public IEnumerable<string> List() =>
        Directory.EnumerateFiles(_root, "*", Everything)
            .Select(file => Path.GetRelativePath(_root, file).Replace(Path.DirectorySeparatorChar, '/'));

    /// <inheritdoc/>
    public Stream Open(string path)
    {
        var full = Path.GetFullPath(Path.Combine(_root, path));
        if (!full.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new UnauthorizedAccessException($"'{path}' leads out of the folder.");
        return new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
    }
}
