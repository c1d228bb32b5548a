namespace LowCode.Definitions.Reading;

/// <summary>The files of an app: a folder, an archive, or texts in memory.</summary>
public interface IPackFiles
{
    /// <summary>
    /// The paths of all files, relative, with forward slashes (<c>forms/inspection.json</c>), in any order. Read lazily,
    /// so that a reader with a limit can stop.
    /// </summary>
    IEnumerable<string> List();

    /// <summary>
    /// Opens a listed file. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the file
    /// cannot be read.
    /// </summary>
    Stream Open(string path);
}
