namespace LowCode.Storage.LiteDb.Disk;

/// <summary>
/// A file as the store uses it: what is written is read back at once, and survives a power cut only after
/// <see cref="Sync"/>. Not thread-safe.
/// </summary>
internal interface IStoreFile : IDisposable
{
    long Length { get; }

    /// <summary>Reads as much as there is; fewer bytes than asked for only at the end.</summary>
    int Read(long position, Span<byte> buffer);

    /// <summary>Writes, growing the file when needed.</summary>
    void Write(long position, ReadOnlySpan<byte> bytes);

    void SetLength(long length);

    /// <summary>Returns when everything written, and the length, is on the disk.</summary>
    void Sync();
}
