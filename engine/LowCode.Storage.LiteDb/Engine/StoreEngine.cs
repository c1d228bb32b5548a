using LiteDB;
using LiteDB.Engine;
using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb.Disk;
using LiteQuery = LiteDB.Query;

namespace LowCode.Storage.LiteDb.Engine;

/// <summary>
/// The LiteDB engine over a durable log, and how the store's data lies in it: the one place that knows LiteDB.
/// Only the owning thread may call it. When a member throws, the engine is no longer fit for use: <see cref="Abandon"/> it.
/// </summary>
internal sealed class StoreEngine : IDisposable
{
    private const string Changes = "log";
    private const string Sets = "sets";
    private const string Blocks = "blocks";

    private readonly LiteEngine _engine;
    private readonly DataStream _data;
    private readonly DurableLogStream _log;
    private readonly TimeBlocks _times = new();

    private StoreEngine(LiteEngine engine, DataStream data, DurableLogStream log)
    {
        _engine = engine;
        _data = data;
        _log = log;
        var last = ReadLastChange();
        LastChange = last?.Number ?? 0;
        LastHash = last?.Hash ?? new byte[ChangeHeadJson.HashLength];
        foreach (var block in Read(Blocks, new LiteQuery()))
            _times.Add(Documents.ToBlock(block));
        foreach (var change in ReadChanges(_times.Known, TimeBlocks.Size))
            _times.Add(change);
    }

    /// <summary>Number of the last change-log entry.</summary>
    public long LastChange { get; private set; }

    /// <summary>Hash of the last change-log entry; zeros before the first.</summary>
    public byte[] LastHash { get; private set; }

    public long LogBytes => _log.Length;

    public long FileBytes => _data.Length + _log.Length;

    /// <summary>Length of the log that is on the disk and confirmed.</summary>
    public long DurableLog => _log.Durable;

    /// <summary>True when a commit failed while it was being confirmed: whether it survives is not known.</summary>
    public bool IsOutcomeUnknown => _log.IsConfirming;

    /// <summary>Opens what lies in the two files. The log holds nothing but confirmed transactions.</summary>
    public static StoreEngine Open(IStoreFile data, IStoreFile log)
    {
        var dataStream = new DataStream(data);
        var logStream = new DurableLogStream(log);
        var engine = new LiteEngine(new EngineSettings
        {
            DataStream = dataStream,
            LogStream = logStream,
            TempStream = new MemoryStream(),
            Collation = Collation.Binary,
        });
        try
        {
            return new StoreEngine(engine, dataStream, logStream);
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    /// <summary>The numbers of all sets, by name.</summary>
    public Dictionary<string, int> ReadSets()
    {
        var sets = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var document in Read(Sets, new LiteQuery()))
            sets.Add(document["name"].AsString, document["_id"].AsInt32);
        return sets;
    }

    /// <summary>The next records of a collection after a row, in the order of their rows.</summary>
    public List<RecordRow> ReadRecords(string collection, long after, int limit)
    {
        var rows = new List<RecordRow>(Math.Min(limit, 4096));
        foreach (var document in Read(collection, After(after, limit)))
            rows.Add(Documents.ToRecord(document));
        return rows;
    }

    /// <summary>The next change-log entries after a number.</summary>
    public List<ChangeRow> ReadChanges(long after, int limit)
    {
        var rows = new List<ChangeRow>(Math.Min(limit, 1024));
        foreach (var document in Read(Changes, After(after, limit)))
            rows.Add(Documents.ToChange(document));
        return rows;
    }

    /// <summary>The parts of the change log that can hold something of a range, up to its end.</summary>
    public List<(long After, long Last)> SpansOf(ChangeRange range) => _times.SpansOf(range, LastChange);

    /// <summary>One change-log entry.</summary>
    public ChangeRow ReadChange(long number)
    {
        var query = new LiteQuery { Limit = 1 };
        query.Where.Add(BsonExpression.Create("_id = @0", number));
        foreach (var document in Read(Changes, query))
            return Documents.ToChange(document);
        throw new InvalidDataException($"The change-log entry {number} is missing.");
    }

    /// <summary>Adds sets to the file, durably.</summary>
    public void AddSets(IEnumerable<(int Number, string Name)> sets)
    {
        _engine.BeginTrans();
        _engine.Insert(Sets, sets.Select(set => new BsonDocument { ["_id"] = set.Number, ["name"] = set.Name }), BsonAutoId.Int32);
        Commit();
    }

    /// <summary>Writes records and their change-log entries in one durable transaction.</summary>
    /// <param name="records">By collection: the newest state of each record, and whether its document is new.</param>
    /// <param name="changes">The entries, in order.</param>
    /// <param name="erased">Whose past is erased with it.</param>
    /// <param name="beforeConfirming">What must have succeeded before the transaction counts.</param>
    public void Write(
        IReadOnlyDictionary<string, List<(RecordRow Record, bool IsNew)>> records, IReadOnlyList<ChangeRow> changes,
        IReadOnlyList<ErasedPast> erased, Action? beforeConfirming = null)
    {
        _engine.BeginTrans();
        foreach (var past in erased)
            Erase(past);
        foreach (var (collection, rows) in records)
        {
            var added = rows.Where(row => row.IsNew).Select(row => Documents.Of(row.Record)).ToList();
            if (added.Count > 0)
                _engine.Insert(collection, added, BsonAutoId.Int64);
            var changed = rows.Where(row => !row.IsNew).Select(row => Documents.Of(row.Record)).ToList();
            if (changed.Count > 0 && _engine.Update(collection, changed) != changed.Count)
                throw new InvalidDataException($"A record of {collection} is missing.");
        }
        _engine.Insert(Changes, changes.Select(Documents.Of), BsonAutoId.Int64);
        foreach (var change in changes)
        {
            if (_times.Add(change) is { } block)
                _engine.Insert(Blocks, [Documents.Of(block)], BsonAutoId.Int64);
        }
        Commit(beforeConfirming);
        LastChange = changes[^1].Number;
        LastHash = changes[^1].Hash;
    }

    /// <summary>Moves everything from the log into the data file and empties the log, both synced.</summary>
    public void Checkpoint()
    {
        if (_log.Length > 0)
            _engine.Checkpoint();
    }

    /// <summary>Gives the engine up: whatever it still tries does not reach the files.</summary>
    public void Abandon()
    {
        _data.Cut();
        _log.Cut();
        Dispose();
    }

    public void Dispose()
    {
        _engine.Dispose();
        _data.Dispose();
        _log.Dispose();
    }

    // A shorter document leaves the end of the longer one in its page: so it is overwritten first, at the same length.
    private void Erase(ErasedPast past)
    {
        foreach (var record in ReadRecords(past.Collection, past.Row - 1, 1))
        {
            if (record.Row == past.Row && record.Body is { } body)
                _engine.Update(past.Collection, [Documents.Of(record with { Body = new byte[body.Length] })]);
        }
        for (var number = past.Last; number > 0;)
        {
            var change = ReadChange(number);
            if (change.Body is { } body)
            {
                _engine.Update(Changes, [Documents.Of(change with { Body = new byte[body.Length] })]);
                _engine.Update(Changes, [Documents.Of(change with { Body = null })]);
            }
            number = change.Previous;
        }
    }

    private void Commit(Action? beforeConfirming = null)
    {
        _engine.Commit();
        _log.Commit(beforeConfirming);
    }

    private ChangeRow? ReadLastChange()
    {
        var query = new LiteQuery { OrderBy = BsonExpression.Create("_id"), Order = LiteQuery.Descending, Limit = 1 };
        foreach (var document in Read(Changes, query))
            return Documents.ToChange(document);
        return null;
    }

    private static LiteQuery After(long after, int limit)
    {
        var query = new LiteQuery { Limit = limit };
        query.Where.Add(BsonExpression.Create("_id > @0", after));
        return query;
    }

    private IEnumerable<BsonDocument> Read(string collection, LiteQuery query)
    {
        using var reader = _engine.Query(collection, query);
        while (reader.Read())
        {
            if (reader.Current.IsDocument)
                yield return reader.Current.AsDocument;
        }
    }
}
