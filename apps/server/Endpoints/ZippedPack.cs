using System.IO.Compression;
using LowCode.Definitions.Reading;

namespace LowCode.Server.Endpoints;

/// <summary>A pack that came as a zip file from a stranger: read into memory within limits, never onto the disk.</summary>
static class ZippedPack
{
    private const int MaxFiles = 1000;
    private const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>
    /// The files of a zip. Throws <see cref="InvalidDataException"/> when it is none, or holds more files or bytes than
    /// a pack may have; the bytes are counted as they are unpacked, whatever the zip says of itself.
    /// </summary>
    public static IPackFiles Read(Stream zip)
    {
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
        if (archive.Entries.Count > MaxFiles)
            throw new InvalidDataException($"{archive.Entries.Count} files > {MaxFiles}");
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var total = 0L;
        foreach (var entry in archive.Entries.Where(entry => entry.Name.Length > 0))
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = content.Read(buffer)) > 0)
            {
                if ((total += read) > MaxBytes)
                    throw new InvalidDataException($"> {MaxBytes} bytes");
                bytes.Write(buffer, 0, read);
            }
            if (!files.TryAdd(entry.FullName.Replace('\\', '/'), bytes.ToArray()))
                throw new InvalidDataException($"'{entry.FullName}' twice");
        }
        return new MemoryFiles(files);
    }
}
