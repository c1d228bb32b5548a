namespace LowCode.Storage.LiteDb.Disk;

/// <summary>
/// The engine's data file. The engine writes to it only during a checkpoint and flushes at its end, which syncs. Once
/// <see cref="Cut"/>, nothing reaches the file any more, whatever a failing engine still tries.
/// </summary>
internal sealed class DataStream(IStoreFile file) : PageStream
{
    private bool _cut;

    public override long Length => file.Length;

    public void Cut() => _cut = true;

    public override void Flush()
    {
        if (!_cut)
            file.Sync();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = file.Read(Position, buffer);
        Position += count;
        return count;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!_cut)
            file.Write(Position, buffer);
        Position += buffer.Length;
    }

    public override void SetLength(long value)
    {
        if (!_cut)
            file.SetLength(value);
    }
}
