using System.Buffers.Binary;
using LowCode.Storage.Changes;

namespace LowCode.Storage.Postgres.Backups;

/// <summary>The change log in a file: of each entry its length, its hash, its canonical bytes.</summary>
internal static class ChangeFile
{
    private const int MostBytes = 64 * 1024 * 1024;
    private const int HeadLength = sizeof(int) + ChangeEntryJson.HashLength;

    public static void Append(Stream file, StoredChange row)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        BinaryPrimitives.WriteInt32LittleEndian(head, row.Canonical.Length);
        row.Hash.CopyTo(head[sizeof(int)..]);
        file.Write(head);
        file.Write(row.Canonical);
    }

    /// <summary>The entries in their order; numbers are counted, not read.</summary>
    /// <exception cref="EndOfStreamException">The file ends within an entry.</exception>
    public static IEnumerable<StoredChange> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1024 * 1024, FileOptions.SequentialScan);
        var head = new byte[HeadLength];
        for (var number = 1L; file.Position < file.Length; number++)
        {
            file.ReadExactly(head);
            var length = BinaryPrimitives.ReadInt32LittleEndian(head);
            if (length is < 0 or > MostBytes)
                throw new InvalidDataException($"Entry {number} has an impossible length.");
            var canonical = new byte[length];
            file.ReadExactly(canonical);
            yield return new StoredChange(number, canonical, head[sizeof(int)..]);
        }
    }
}
