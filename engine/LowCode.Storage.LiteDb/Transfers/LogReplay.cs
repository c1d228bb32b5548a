using LowCode.Definitions.Messages;
using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb.Disk;
using LowCode.Storage.LiteDb.Engine;

namespace LowCode.Storage.LiteDb.Transfers;

/// <summary>Writes a database as the commits of a change log would have left it.</summary>
internal sealed class LogReplay(StoreEngine engine)
{
    private const int GroupSize = 512;
    private const long CheckpointBytes = 48 * 1024 * 1024;

    private readonly ChangeLogVerifier _verifier = new();
    private readonly Dictionary<string, int> _sets = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Set, Guid Id), (long Row, long Last)> _places = [];
    private readonly Dictionary<(int Set, Guid Id), (RecordRow Record, bool IsNew)> _rows = [];
    private readonly List<ChangeRow> _changes = [];

    /// <summary>Makes the database in a folder, whole and closed when it returns.</summary>
    public static async Task RunAsync(string folder, IAsyncEnumerable<StoredChange> changes, CancellationToken cancel)
    {
        using var disk = FolderDisk.Open(folder);
        var opened = StoreOpening.Open(disk);
        using var data = opened.Data;
        using var log = opened.Log;
        using var engine = opened.Engine;
        var replay = new LogReplay(engine);
        await foreach (var change in changes.WithCancellation(cancel).ConfigureAwait(false))
            replay.Take(change);
        replay.Write();
        if (replay._verifier.Result.Break is { } broken)
            throw new StorageException(StorageMessages.ChainBroken, [("number", broken.Number), ("reason", broken.Reason)]);
        engine.Checkpoint();
    }

    private void Take(StoredChange change)
    {
        if (!_verifier.Add(change))
            throw new StorageException(StorageMessages.ChainBroken, [("number", _verifier.Break!.Number), ("reason", _verifier.Break.Reason)]);
        var entry = ChangeHead.Read(change.Head);
        if (entry.IsNote)
        {
            _changes.Add(new ChangeRow(change.Number, 0, change.Head, change.Body, change.Hash, entry.At.ToUnixTimeMilliseconds()));
            WriteWhenFull();
            return;
        }
        var key = (NumberOf(entry.Set), entry.Id);
        var known = _places.TryGetValue(key, out var place);
        // A record's document is numbered after its first change.
        var row = known ? place.Row : change.Number;
        _changes.Add(new ChangeRow(change.Number, place.Last, change.Head, change.Body, change.Hash, entry.At.ToUnixTimeMilliseconds()));
        _places[key] = (row, change.Number);
        // One whose content was erased is as good as deleted until the entry that erased it.
        var body = change.Body is null ? null : ChangeBody.RecordOf(change.Body).ToArray();
        var isNew = !known || (_rows.TryGetValue(key, out var earlier) && earlier.IsNew);
        _rows[key] = (new RecordRow(key.Item1, row, change.Number, body, entry.Id), isNew);
        WriteWhenFull();
    }

    private void WriteWhenFull()
    {
        if (_changes.Count == GroupSize)
            Write();
    }

    private int NumberOf(string set)
    {
        if (_sets.TryGetValue(set, out var number))
            return number;
        _sets.Add(set, number = _sets.Count + 1);
        Write();
        engine.AddSets([(number, set)]);
        return number;
    }

    private void Write()
    {
        if (_changes.Count > 0)
        {
            var rows = _rows.Values.GroupBy(row => Documents.CollectionOf(row.Record.Set))
                .ToDictionary(rows => rows.Key, rows => rows.OrderBy(row => row.Record.Row).ToList(), StringComparer.Ordinal);
            engine.Write(rows, _changes, []);
            if (engine.LogBytes >= CheckpointBytes)
                engine.Checkpoint();
        }
        _rows.Clear();
        _changes.Clear();
    }
}
