using LowCode.Definitions.Messages;
using LowCode.Storage.Changes;
using LowCode.Storage.Postgres.Catalogue;

namespace LowCode.Storage.Postgres.Commits;

/// <summary>One entry of the change log, ready to be written.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Set">Number of the record's set.</param>
/// <param name="Id">The record.</param>
/// <param name="Head">The head's canonical bytes.</param>
/// <param name="Body">The body; null for a deletion.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Records">Current records over all sets after it.</param>
/// <param name="At">When.</param>
/// <param name="Erases">Whether the bodies of all earlier entries of the record go with it.</param>
internal readonly record struct LoggedChange(
    long Number, int Set, Guid Id, byte[] Head, byte[]? Body, byte[] Hash, long Records, DateTimeOffset At, bool Erases);

/// <summary>Where the change log ends.</summary>
/// <param name="Number">Number of its last entry.</param>
/// <param name="Hash">That entry's hash; zeros when there is none.</param>
/// <param name="Records">Current records over all sets.</param>
internal sealed record LogEnd(long Number, byte[] Hash, long Records)
{
    public static LogEnd None { get; } = new(0, new byte[ChangeHeadJson.HashLength], 0);
}

/// <summary>
/// What a group of batches makes of the database, decided under the commit lock. Each batch is taken whole or not at
/// all, against the state that the batches before it in the group have left.
/// </summary>
internal sealed class GroupWork(LogEnd start, IReadOnlyDictionary<string, SetState> sets)
{
    private readonly List<LoggedChange> _changes = [];
    private LogEnd _end = start;

    public LogEnd End => _end;

    public IReadOnlyList<LoggedChange> Changes => _changes;

    public IEnumerable<SetState> Sets => sets.Values;

    /// <summary>Takes a batch in and says how it will end once the group is durable.</summary>
    /// <exception cref="StorageException">This node does not know the newest shape of a set that the batch writes.</exception>
    public CommitResult Take(PreparedBatch batch)
    {
        foreach (var (write, shape, _, _, erases, _) in batch.Writes)
        {
            var set = sets[write.Set];
            if (ShapeJson.IsBehind(shape, set.Table.Set.Shape))
                throw new StorageException(StorageMessages.ShapeBehind, [("set", write.Set)]);
            var revision = set.Revision(write.Id);
            // What has been deleted can still be erased; what never was cannot.
            var isNothing = revision == 0 && write.New is null && !(erases && set.WasLogged(write.Id));
            if (revision != write.ExpectedRevision || isNothing)
                return new Conflict(write.Set, write.Id, revision);
        }
        foreach (var (name, id) in batch.Batch.Absent)
        {
            if (sets[name].Revision(id) is > 0 and var revision)
                return new Conflict(name, id, revision);
        }
        if (HoldUniques(batch) is { } duplicate)
            return duplicate;
        foreach (var write in batch.Writes)
            Log(write, batch.Batch.At, sets[write.Write.Set]);
        return new Committed(_end.Number);
    }

    // All values of the batch's records are freed before any is taken, so that records may swap them.
    private Duplicate? HoldUniques(PreparedBatch batch)
    {
        var freed = new List<(UniqueValues Values, Guid Id, UniqueKey Key)>();
        var held = new List<(UniqueValues Values, Guid Id)>();
        foreach (var write in batch.Writes.Where(prepared => !prepared.Notes).Select(prepared => prepared.Write))
        {
            foreach (var values in sets[write.Set].Uniques)
            {
                if (values.Free(write.Id) is { } key)
                    freed.Add((values, write.Id, key));
            }
        }
        foreach (var write in batch.Writes.Where(prepared => !prepared.Notes).Select(prepared => prepared.Write))
        {
            foreach (var values in sets[write.Set].Uniques)
            {
                if (write.New is null || UniqueKey.Of(values.Index, write.New) is not { } key)
                    continue;
                if (values.Holder(key) is { } existing)
                {
                    held.ForEach(pair => pair.Values.Free(pair.Id));
                    freed.ForEach(free => free.Values.Hold(free.Id, free.Key));
                    return new Duplicate(write.Set, write.Id, existing, values.Index);
                }
                values.Hold(write.Id, key);
                held.Add((values, write.Id));
            }
        }
        return null;
    }

    private void Log(PreparedWrite prepared, DateTimeOffset at, SetState set)
    {
        var write = prepared.Write;
        var number = _end.Number + 1;
        var head = ChangeHeadJson.WithNumber(number, prepared.Tail);
        var records = _end.Records + (write.New is null || prepared.Notes ? 0 : 1) - (write.ExpectedRevision == 0 ? 0 : 1);
        _end = new LogEnd(number, ChangeHeadJson.Hash(_end.Hash, head), records);
        _changes.Add(new LoggedChange(number, set.Table.Number, write.Id, head, prepared.Body, _end.Hash, records, at, prepared.Erases));
        if (!prepared.Notes)
            set.Write(write, number);
    }
}
