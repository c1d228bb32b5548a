using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;

namespace LowCode.Server.Apps;

/// <summary>A file of the app for browsers, as it was built into the program. Compressed once, when first asked for.</summary>
sealed class WebFile
{
    private const string Prefix = "web/";
    private readonly Lazy<byte[]> _compressed;

    private WebFile(string path, byte[] bytes)
    {
        Path = path;
        Bytes = bytes;
        ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"";
        MediaType = System.IO.Path.GetExtension(path) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".png" => "image/png",
            ".webmanifest" => "application/manifest+json",
            _ => "application/octet-stream",
        };
        _compressed = new(Compress);
    }

    /// <summary>All of them; none when the program was built without.</summary>
    public static IReadOnlyList<WebFile> All { get; } = Read();

    /// <summary>Its path, <c>assets/index-….js</c>.</summary>
    public string Path { get; }

    /// <summary>What it is.</summary>
    public byte[] Bytes { get; }

    /// <summary>The same, by gzip.</summary>
    public byte[] Compressed => _compressed.Value;

    /// <summary>Names the content.</summary>
    public string ETag { get; }

    /// <summary>What kind of file it is.</summary>
    public string MediaType { get; }

    /// <summary>Whether its name changes with its content, so that it may be kept for ever.</summary>
    public bool IsImmutable => Path.StartsWith("assets/", StringComparison.Ordinal);

    private static List<WebFile> Read()
    {
        var program = Assembly.GetExecutingAssembly();
        var all = new List<WebFile>();
        foreach (var name in program.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var content = program.GetManifestResourceStream(name)!;
            var bytes = new byte[content.Length];
            content.ReadExactly(bytes);
            all.Add(new WebFile(name[Prefix.Length..], bytes));
        }
        return all;
    }

    private byte[] Compress()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            gzip.Write(Bytes);
        return packed.ToArray();
    }
}
