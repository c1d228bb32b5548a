using System.Text;

namespace LowCode.Definitions.Reading;

/// <summary>Files in memory, by path. The dictionary must not be changed while it is read.</summary>
/// <param name="files">UTF-8 content by path, <c>forms/inspection.json</c>.</param>
public sealed class MemoryFiles(IReadOnlyDictionary<string, byte[]> files) : IPackFiles
{
    /// <summary>Files given as texts.</summary>
    public static MemoryFiles Of(IReadOnlyDictionary<string, string> texts) =>
        new(texts.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value), StringComparer.Ordinal));

    /// <inheritdoc/>
    public IEnumerable<string> List() => files.Keys;

    /// <inheritdoc/>
    public Stream Open(string path) =>
        files.TryGetValue(path, out var content)
            ? new MemoryStream(content, writable: false)
            : throw new FileNotFoundException($"There is no file '{path}'.", path);
}
