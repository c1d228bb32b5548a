using System.Buffers.Binary;
using LiteDB;
using LiteDB.Engine;
using LowCode.Definitions.Messages;
using LowCode.Storage.LiteDb.Disk;

namespace LowCode.Storage.LiteDb.Engine;

/// <summary>What the file must be like, checked before it is used.</summary>
internal static class StoreFormat
{
    /// <summary>Version of the way the store's data lies in the file.</summary>
    public const int Version = 2;

    /// <summary>The only version of LiteDB whose page layout the durable log was made for and tested with.</summary>
    public static Version EngineVersion { get; } = new(5, 0, 20, 0);

    private static ReadOnlySpan<byte> FileMark => "** This is a LiteDB file **"u8;

    private const int FileMarkOffset = 32;
    private const int LastPageOffset = 64;
    private const string Meta = "meta";

    /// <summary>The content of a new data file.</summary>
    public static byte[] NewFile()
    {
        using var data = new MemoryStream();
        using (var engine = new LiteEngine(new EngineSettings
        {
            DataStream = data,
            LogStream = new MemoryStream(),
            TempStream = new MemoryStream(),
            Collation = Collation.Binary,
        }))
        {
            engine.Pragma("CHECKPOINT", 0);
            engine.Pragma("UTC_DATE", true);
            engine.Insert(Meta, [new BsonDocument { ["_id"] = 1, ["format"] = Version }], BsonAutoId.Int32);
            engine.Checkpoint();
        }
        return data.ToArray();
    }

    /// <summary>Refuses a file that is no database.</summary>
    public static void CheckHeader(IStoreFile data, string name) => ReadHeader(data, name);

    /// <summary>Refuses a file whose end is missing, or that another version made. The log must be empty.</summary>
    public static void CheckWhole(IStoreFile data, string name)
    {
        var header = ReadHeader(data, name);
        var lastPage = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(LastPageOffset));
        if (data.Length < (lastPage + 1L) * PageStream.PageSize)
            throw Damaged(name, "its end is missing");
        CheckVersion(data, name);
    }

    private static byte[] ReadHeader(IStoreFile data, string name)
    {
        var header = new byte[PageStream.PageSize];
        if (data.Read(0, header) < header.Length || !header.AsSpan(FileMarkOffset).StartsWith(FileMark))
            throw Damaged(name, "it is not a database file");
        return header;
    }

    public static StorageException Damaged(string name, string reason, Exception? inner = null) =>
        new(StorageMessages.FileDamaged, [("file", name), ("reason", reason)], inner);

    private static void CheckVersion(IStoreFile data, string name)
    {
        using var engine = new LiteEngine(new EngineSettings
        {
            DataStream = new DataStream(data),
            LogStream = new MemoryStream(),
            TempStream = new MemoryStream(),
            Collation = Collation.Binary,
        });
        using var reader = engine.Query(Meta, new Query { Limit = 1 });
        if (!reader.Read() || !reader.Current.IsDocument)
            throw Damaged(name, "it was not made by this program");
        var found = reader.Current.AsDocument["format"].AsInt32;
        if (found != Version)
            throw new StorageException(
                StorageMessages.FormatUnknown, [("file", name), ("found", found), ("expected", Version)]);
    }
}
