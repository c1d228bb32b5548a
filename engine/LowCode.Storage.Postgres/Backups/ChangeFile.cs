using System.Buffers.Binary;
using LowCode.Storage.Changes;

namespace LowCode.Storage.Postgres.Backups;

/// <summary>The change log in a file: of each entry the lengths of its head and of its body (-1 when it has none), its hash, its head, its body.</summary>
internal static class ChangeFile
{
    private const int MostBytes = 64 * 1024 * 1024;
    private const int FrameLength = (2 * sizeof(int)) + ChangeHeadJson.HashLength;

    public static void Append(Stream file, StoredChange row)
    {
        Span<byte> frame = stackalloc byte[FrameLength];
        BinaryPrimitives.WriteInt32LittleEndian(frame, row.Head.Length);
        BinaryPrimitives.WriteInt32LittleEndian(frame[sizeof(int)..], row.Body?.Length ?? -1);
        row.Hash.CopyTo(frame[(2 * sizeof(int))..]);
        file.Write(frame);
        file.Write(row.Head);
        file.Write(row.Body);
    }

    /// <summary>The entries in their order; numbers are counted, not read.</summary>
    /// <exception cref="EndOfStreamException">The file ends within an entry.</exception>
    public static IEnumerable<StoredChange> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1024 * 1024, FileOptions.SequentialScan);
        var frame = new byte[FrameLength];
        for (var number = 1L; file.Position < file.Length; number++)
        {
            file.ReadExactly(frame);
            var head = BinaryPrimitives.ReadInt32LittleEndian(frame);
            var body = BinaryPrimitives.ReadInt32LittleEndian(frame.AsSpan(sizeof(int)));
            if (head is < 0 or > MostBytes || body is < -1 or > MostBytes)
                throw new InvalidDataException($"Entry {number} has an impossible length.");
            yield return new StoredChange(number, Next(file, head), body < 0 ? null : Next(file, body), frame[(2 * sizeof(int))..]);
        }
    }

    private static byte[] Next(FileStream file, int length)
    {
        var bytes = new byte[length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
