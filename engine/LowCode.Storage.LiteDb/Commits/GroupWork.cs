using LowCode.Definitions.Messages;
using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb.Engine;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Commits;

/// <summary>
/// What a group of batches makes of an image and of the file, before any of it is durable. Each batch is taken whole or
/// not at all, against the state that the batches before it in the group have left.
/// </summary>
internal sealed class GroupWork(StoreImage start, byte[] lastHash, long memoryLimit)
{
    // The image of a group of fewer changes is made faster than a thread is.
    private const int MadeAtOnce = 32;

    private readonly Dictionary<string, SetWork> _sets = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Set, Guid Id), (RecordRow Record, bool IsNew)> _rows = [];
    private readonly List<ChangeRow> _changes = [];
    private readonly List<ErasedPast> _erased = [];
    private byte[] _hash = lastHash;
    private long _bytes = start.Bytes;

    /// <summary>True when nothing was taken in.</summary>
    public bool IsEmpty => _changes.Count == 0;

    private long LastChange => start.LastChange + _changes.Count;

    /// <summary>Takes a batch in and says how it will end once the group is durable.</summary>
    /// <exception cref="StorageException">It would take more memory than there may be.</exception>
    public CommitResult Take(PreparedBatch batch)
    {
        var before = new Record?[batch.Writes.Length];
        var rows = new RowRef[batch.Writes.Length];
        var growths = new long[batch.Writes.Length];
        for (var i = 0; i < before.Length; i++)
        {
            var (write, bytes) = (batch.Writes[i].Write, batch.Writes[i].Bytes);
            before[i] = WorkOn(write.Set).Find(write.Id, out rows[i]);
            var revision = before[i]?.Revision ?? 0;
            // What has been deleted can still be erased; what never was cannot.
            var isNothing = revision == 0 && write.New is null && !(batch.Writes[i].Erases && rows[i].Row > 0);
            if (revision != write.ExpectedRevision || isNothing)
                return new Conflict(write.Set, write.Id, revision);
            growths[i] = bytes - (before[i] is { } old ? RecordSize.Of(old) : 0);
        }
        foreach (var (set, id) in batch.Batch.Absent)
        {
            if (RevisionOf(set, id) is > 0 and var revision)
                return new Conflict(set, id, revision);
        }
        var growth = growths.Sum();
        if (growth > 0 && memoryLimit > 0 && _bytes + growth > memoryLimit)
            throw new StorageException(StorageMessages.MemoryFull, [("limit", memoryLimit / (1024 * 1024))]);
        Put(batch, before, rows, growths, forward: true);
        if (FindDuplicate(batch) is { } duplicate)
        {
            Put(batch, before, rows, growths, forward: false);
            return duplicate;
        }
        _bytes += growth;
        for (var i = 0; i < before.Length; i++)
            Log(batch.Writes[i], rows[i]);
        return new Committed(LastChange);
    }

    /// <summary>
    /// Writes what was taken in as one durable transaction and gives the next image. The image of a large group is made
    /// while the engine and the disk are at work; the transaction is confirmed only when it is there.
    /// </summary>
    public StoreImage WriteTo(StoreEngine engine)
    {
        var image = _changes.Count < MadeAtOnce
            ? Task.FromResult(ToImage())
            : Task.Factory.StartNew(ToImage, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            engine.Write(Rows(), _changes, _erased, () => image.GetAwaiter().GetResult());
        }
        finally
        {
            // Whatever failed: trees are made on one thread at a time, and the next group is on its way.
            Task.WaitAny(image);
        }
        return image.Result;
    }

    // The changed documents, by collection.
    private Dictionary<string, List<(RecordRow Record, bool IsNew)>> Rows()
    {
        var byCollection = new Dictionary<string, List<(RecordRow, bool)>>(StringComparer.Ordinal);
        foreach (var row in _rows.Values)
        {
            var collection = Documents.CollectionOf(row.Record.Set);
            if (!byCollection.TryGetValue(collection, out var rows))
                byCollection.Add(collection, rows = []);
            rows.Add(row);
        }
        // New documents are appended in the order of their ids, which is the cheap way for the engine.
        foreach (var rows in byCollection.Values)
            rows.Sort(static (x, y) => x.Item1.Row.CompareTo(y.Item1.Row));
        return byCollection;
    }

    private StoreImage ToImage()
    {
        var sets = start.Sets.ToBuilder();
        foreach (var (name, work) in _sets)
            sets[name] = work.ToImage();
        return new StoreImage(sets.ToImmutable(), LastChange);
    }

    private void Put(PreparedBatch batch, Record?[] before, RowRef[] rows, long[] growths, bool forward)
    {
        for (var i = 0; i < before.Length; i++)
        {
            var write = batch.Writes[i].Write;
            if (batch.Writes[i].Notes)
                continue;
            var number = LastChange + i + 1;
            // A new record's document is numbered after its first change; one that was deleted takes its old place again.
            var row = forward ? new RowRef(rows[i].Row == 0 ? number : rows[i].Row, number) : rows[i];
            if (forward)
                WorkOn(write.Set).Put(write.Id, before[i], write.New, row, growths[i]);
            else
                WorkOn(write.Set).Put(write.Id, write.New, before[i], row, -growths[i]);
        }
    }

    private Duplicate? FindDuplicate(PreparedBatch batch)
    {
        foreach (var write in batch.Writes.Where(prepared => !prepared.Notes).Select(prepared => prepared.Write))
        {
            if (write.New is { } record && WorkOn(write.Set).FindDuplicate(record) is var (existing, index))
                return new Duplicate(write.Set, write.Id, existing.Id, index);
        }
        return null;
    }

    private void Log(PreparedWrite prepared, RowRef before)
    {
        var write = prepared.Write;
        var number = LastChange + 1;
        var head = ChangeHeadJson.WithNumber(number, prepared.Tail);
        _hash = ChangeHeadJson.Hash(_hash, head);
        if (prepared.Erases)
            Erase(write.Set, before);
        _changes.Add(new ChangeRow(number, before.LastChange, head, prepared.Entry, _hash, prepared.At));
        if (prepared.Notes)
            return;
        var set = WorkOn(write.Set).Number;
        var isNew = before.Row == 0 || (_rows.TryGetValue((set, write.Id), out var earlier) && earlier.IsNew);
        var row = before.Row == 0 ? number : before.Row;
        _rows[(set, write.Id)] = (new RecordRow(set, row, number, prepared.Body, write.Id), isNew);
    }

    // Entries of this group have not been written yet; the engine goes on from the first that has.
    private void Erase(string set, RowRef before)
    {
        var last = before.LastChange;
        while (last > start.LastChange)
        {
            var at = (int)(last - start.LastChange) - 1;
            _changes[at] = _changes[at] with { Body = null };
            last = _changes[at].Previous;
        }
        if (last > 0)
            _erased.Add(new ErasedPast(Documents.CollectionOf(WorkOn(set).Number), before.Row, last));
    }

    // A set that is only looked at is not changed.
    private long RevisionOf(string set, Guid id) =>
        (_sets.TryGetValue(set, out var work) ? work.Find(id, out _) : start.Find(set, id))?.Revision ?? 0;

    private SetWork WorkOn(string set)
    {
        if (!_sets.TryGetValue(set, out var work))
            _sets.Add(set, work = new SetWork(start[set]));
        return work;
    }
}
