using LowCode.Storage.LiteDb.Disk;

namespace LowCode.Storage.LiteDb.Commits;

/// <summary>While it is not disposed the data file does not change. Reads are thread-safe.</summary>
internal sealed class DataFileHold(IStoreFile data, Action release) : IDisposable
{
    private int _released;

    public long Length { get; } = data.Length;

    public int Read(long position, Span<byte> buffer) => data.Read(position, buffer);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
            release();
    }
}
