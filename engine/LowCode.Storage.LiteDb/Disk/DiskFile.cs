using Microsoft.Win32.SafeHandles;

namespace LowCode.Storage.LiteDb.Disk;

/// <summary>A file of the operating system.</summary>
internal sealed class DiskFile(string path, bool readOnly = false) : IStoreFile
{
    private readonly SafeFileHandle _handle = readOnly
        ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.None)
        : File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, FileOptions.None);

    public long Length => RandomAccess.GetLength(_handle);

    public int Read(long position, Span<byte> buffer)
    {
        var read = 0;
        while (read < buffer.Length)
        {
            var count = RandomAccess.Read(_handle, buffer[read..], position + read);
            if (count == 0)
                break;
            read += count;
        }
        return read;
    }

    public void Write(long position, ReadOnlySpan<byte> bytes) => RandomAccess.Write(_handle, bytes, position);

    public void SetLength(long length) => RandomAccess.SetLength(_handle, length);

    public void Sync() => RandomAccess.FlushToDisk(_handle);

    public void Dispose() => _handle.Dispose();
}
