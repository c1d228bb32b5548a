using LiteDB;
using LiteDB.Engine;
using LowCode.Definitions.Messages;
using LowCode.Storage.LiteDb.Disk;

namespace LowCode.Storage.LiteDb.Engine;

/// <summary>
/// Proves at every start, in memory, what the durable log relies on: pages of 8 KiB, appended in order, the last page
/// of a transaction alone carries the confirm byte, and a transaction without it is not there.
/// </summary>
internal static class EngineCheck
{
    /// <exception cref="StorageException">The engine is another version, or behaves in another way.</exception>
    public static void Run()
    {
        var found = typeof(LiteEngine).Assembly.GetName().Version;
        if (found != StoreFormat.EngineVersion)
            throw new StorageException(
                StorageMessages.EngineVersionWrong, [("expected", StoreFormat.EngineVersion), ("found", found)]);
        try
        {
            CheckPages();
        }
        catch (Exception failure) when (failure is not StorageException)
        {
            throw Wrong(failure.Message, failure);
        }
    }

    private static void CheckPages()
    {
        using var data = new MemoryFile();
        data.Write(0, StoreFormat.NewFile());
        using var log = new MemoryFile();
        using var stream = new DurableLogStream(log);
        using (var engine = Engine(new DataStream(data), stream))
        {
            engine.BeginTrans();
            engine.Insert("check", [new BsonDocument { ["_id"] = 1, ["b"] = new byte[20_000] }], BsonAutoId.Int32);
            engine.Commit();
            stream.Commit();
            if (log.Length == 0 || log.Length % PageStream.PageSize != 0)
                throw Wrong("the log is not made of pages");
            var pages = (int)(log.Length / PageStream.PageSize);
            for (var page = 0; page < pages; page++)
            {
                var confirmed = log.Content[(page * PageStream.PageSize) + DurableLogStream.ConfirmOffset];
                if (confirmed != (page == pages - 1 ? 1 : 0))
                    throw Wrong("a transaction is not confirmed by its last page");
            }
        }
        if (Count(data, log.Content) != 1)
            throw Wrong("a confirmed transaction is lost");
        var unconfirmed = log.Content.ToArray();
        unconfirmed[^(PageStream.PageSize - DurableLogStream.ConfirmOffset)] = 0;
        if (Count(data, unconfirmed) != 0)
            throw Wrong("an unconfirmed transaction is there");
    }

    private static int Count(IStoreFile data, ReadOnlySpan<byte> log)
    {
        using var copy = new MemoryStream(log.ToArray());
        using var engine = Engine(new DataStream(data), copy);
        using var reader = engine.Query("check", new Query());
        var count = 0;
        while (reader.Read())
            count += reader.Current.IsDocument ? 1 : 0;
        return count;
    }

    private static LiteEngine Engine(Stream data, Stream log) => new(new EngineSettings
    {
        DataStream = data,
        LogStream = log,
        TempStream = new MemoryStream(),
        Collation = Collation.Binary,
    });

    private static StorageException Wrong(string reason, Exception? inner = null) =>
        new(StorageMessages.EngineLayoutWrong, [("reason", reason)], inner);
}
