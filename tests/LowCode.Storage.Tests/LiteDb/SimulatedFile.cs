using LowCode.Storage.LiteDb.Disk;

namespace LowCode.Storage.Tests.LiteDb;

/// <summary>
/// A file on a disk with a cache: what is written is read back at once, but until it is synced each 4 KiB block, and the
/// length, survives a power cut in any of the states that it has had since.
/// </summary>
internal sealed class SimulatedFile(SimulatedDisk disk, string name, byte[] content) : IStoreFile
{
    public const int Block = 4096;

    // Of each block written since the last sync: how it was then, and every state since.
    private readonly Dictionary<long, List<byte[]>> _unsynced = [];
    private readonly List<int> _lengths = [content.Length];
    private byte[] _bytes = content.ToArray();
    private int _length = content.Length;

    public long Length
    {
        get
        {
            lock (disk)
                return _length;
        }
    }

    public int UnsyncedBlocks => _unsynced.Count;

    public int Read(long position, Span<byte> buffer)
    {
        lock (disk)
        {
            disk.CheckPower();
            var count = (int)Math.Max(0, Math.Min(buffer.Length, _length - position));
            if (count > 0)
                _bytes.AsSpan((int)position, count).CopyTo(buffer);
            return count;
        }
    }

    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        lock (disk)
        {
            disk.Step(name, "write");
            var end = (int)position + bytes.Length;
            Remember((int)position, end);
            if (end > _length)
                Resize(end);
            bytes.CopyTo(_bytes.AsSpan((int)position));
            Record((int)position, end);
        }
    }

    public void SetLength(long length)
    {
        lock (disk)
        {
            disk.Step(name, "length");
            var (from, to) = ((int)Math.Min(length, _length), (int)Math.Max(length, _length));
            Remember(from, to);
            _bytes.AsSpan(from, Math.Min(to, _bytes.Length) - from).Clear();
            var grows = length > _length;
            Resize((int)length);
            // A file system cuts a file at once or not at all: an old length comes with the old content.
            if (grows)
                Record(from, to);
        }
    }

    public void Sync()
    {
        lock (disk)
        {
            disk.Step(name, "sync");
            _unsynced.Clear();
            _lengths.Clear();
            _lengths.Add(_length);
        }
    }

    public void Dispose()
    {
    }

    /// <summary>What a power cut leaves.</summary>
    public byte[] Survive(Random random)
    {
        var left = new byte[_lengths[random.Next(_lengths.Count)]];
        _bytes.AsSpan(0, Math.Min(left.Length, _length)).CopyTo(left);
        // Sometimes nearly everything made it, sometimes nearly nothing.
        var share = random.NextDouble();
        foreach (var (block, versions) in _unsynced)
        {
            var start = (int)block * Block;
            if (start >= left.Length)
                continue;
            var version = random.NextDouble() < share && versions.Count > 1 ? versions[random.Next(1, versions.Count)] : versions[0];
            version.AsSpan(0, Math.Min(Block, left.Length - start)).CopyTo(left.AsSpan(start));
        }
        return left;
    }

    private void Resize(int length)
    {
        if (length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(length, _bytes.Length * 2));
        if (length != _length)
            _lengths.Add(length);
        _length = length;
    }

    private void Remember(int from, int to)
    {
        for (var block = from / Block; block * Block < to; block++)
        {
            if (!_unsynced.ContainsKey(block))
                _unsynced.Add(block, [BlockAt(block)]);
        }
    }

    private void Record(int from, int to)
    {
        for (var block = from / Block; block * Block < to; block++)
            _unsynced[block].Add(BlockAt(block));
    }

    private byte[] BlockAt(int block)
    {
        var bytes = new byte[Block];
        var start = block * Block;
        if (start < _length)
            _bytes.AsSpan(start, Math.Min(Block, _length - start)).CopyTo(bytes);
        return bytes;
    }
}
