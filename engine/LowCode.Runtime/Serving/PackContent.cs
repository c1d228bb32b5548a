using System.Security.Cryptography;
using System.Text;
using LowCode.Definitions.Reading;

namespace LowCode.Runtime.Serving;

/// <summary>
/// The files of a pack in memory as they are stored, and a hash by which the same pack is known again. Over files from
/// outside it keeps what a reader opens: what was read is what is stored, even when the files change meanwhile.
/// </summary>
internal sealed class PackContent : IPackFiles
{
    private readonly IPackFiles? _source;
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>Nothing yet; filled while it is read.</summary>
    public PackContent(IPackFiles source) => _source = source;

    /// <summary>Files that were stored.</summary>
    public PackContent(IEnumerable<(string Path, string Text)> files)
    {
        foreach (var (path, text) in files)
            _files[path] = Encoding.UTF8.GetBytes(text);
    }

    /// <summary>What was read, by path.</summary>
    public IEnumerable<(string Path, string Text)> Texts =>
        _files.Select(file => (file.Key, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetString(file.Value)));

    /// <summary>Lower-case hexadecimal SHA-256 over the paths and contents that were read.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in _files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}\n{content.Length}\n")));
            hash.AppendData(content);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public IEnumerable<string> List() => _source?.List() ?? _files.Keys;

    public Stream Open(string path)
    {
        if (_source is null)
            return new MemoryStream(_files[path], writable: false);
        using var stream = _source.Open(path);
        return new Recorded(this, path, stream);
    }

    /// <summary>A file's content, read once to its end or to the reader's limit.</summary>
    private sealed class Recorded : MemoryStream
    {
        // A file beyond the reader's own limit is refused by the reader; there is no use in keeping more of it.
        private static readonly int Most = PackLimits.Default.FileBytes;

        public Recorded(PackContent content, string path, Stream source)
        {
            var buffer = new byte[16 * 1024];
            while (Length <= Most && source.Read(buffer) is > 0 and var count)
                Write(buffer, 0, count);
            content._files[path] = ToArray();
            Position = 0;
        }
    }
}
