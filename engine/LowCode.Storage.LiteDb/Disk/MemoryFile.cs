namespace LowCode.Storage.LiteDb.Disk;

/// <summary>A file in memory: a new data file is made in one, and the engine's self-test runs on one.</summary>
internal sealed class MemoryFile : IStoreFile
{
    private byte[] _bytes = new byte[64 * 1024];

    public long Length { get; private set; }

    public ReadOnlySpan<byte> Content => _bytes.AsSpan(0, (int)Length);

    public int Read(long position, Span<byte> buffer)
    {
        var count = (int)Math.Max(0, Math.Min(buffer.Length, Length - position));
        _bytes.AsSpan((int)position, count).CopyTo(buffer);
        return count;
    }

    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        SetLength(Math.Max(Length, position + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan((int)position));
    }

    public void SetLength(long length)
    {
        if (length > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Max(length, _bytes.Length * 2L));
        if (length < Length)
            _bytes.AsSpan((int)length, (int)(Length - length)).Clear();
        Length = length;
    }

    public void Sync()
    {
    }

    public void Dispose()
    {
    }
}
