using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Apps;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Serving;
using LowCode.Storage;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Erasing;

/// <summary>What an order to erase would write, over one snapshot. Not thread-safe; dispose it.</summary>
internal sealed class ErasureAttempt(
    ServingState serving, Caller caller, CompiledForm form, ErasedFields fields, bool isWhole, IReadOnlyDictionary<Guid, long>? revisions) : IDisposable
{
    private readonly HashSet<string> _divisions = new(StringComparer.Ordinal);

    public IStoreSnapshot Snapshot { get; } = serving.Store.Snapshot();

    public DateTimeOffset Now { get; } = serving.Now();

    public ImmutableArray<RecordWrite>.Builder Writes { get; } = ImmutableArray.CreateBuilder<RecordWrite>();

    public List<ErasedRecord> Records { get; } = [];

    /// <summary>The records as they would be left.</summary>
    public Dictionary<RecordKey, Record?> Left { get; } = [];

    /// <summary>Attachments that the erased content refers to or did.</summary>
    public HashSet<string> Hashes { get; } = new(StringComparer.Ordinal);

    /// <summary>How many records are erased.</summary>
    public int Erasing => Left.Count;

    /// <summary>The division of all of them; empty when there are several.</summary>
    public string Division => _divisions.Count == 1 ? _divisions.First() : "";

    /// <summary>Adds a record.</summary>
    public async Task AddAsync(Guid id, CancellationToken cancel)
    {
        var current = await Snapshot.FindAsync(form.SetName, id, cancel);
        if (revisions is not null && (current?.Revision ?? 0) != revisions[id])
        {
            Records.Add(new ErasedRecord(id, ErasureMessages.Changed, 0));
            return;
        }
        var (erased, divisions) = (0, new HashSet<string>(StringComparer.Ordinal));
        ChangeEntry? last = null;
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in serving.Store.HistoryAsync(form.SetName, id, cancel))
        {
            if (entry.Number > Snapshot.LastChange)
                continue;
            last ??= entry;
            divisions.Add(entry.Head.Division);
            erased += entry.Record is null ? 0 : 1;
            if (entry.Record is { } then)
                hashes.UnionWith(FileHashes.Of(then.Data).Except(FileHashes.Of(fields.Erase(then.Data))));
        }
        if (last is null)
        {
            Records.Add(new ErasedRecord(id, ErasureMessages.Unknown, 0));
            return;
        }
        if (isWhole && current is not null && await Referrers.AnyAsync(serving, Snapshot, form.SetName, id, cancel))
        {
            Records.Add(new ErasedRecord(id, ErasureMessages.Referred, 0));
            return;
        }
        var left = current is null || isWhole ? null : current with
        {
            Data = fields.Erase(current.Data),
            Revision = current.Revision + 1,
            ModifiedBy = caller.Name,
            ModifiedAt = Now,
        };
        Writes.Add(new RecordWrite(form.SetName, id, current?.Revision ?? 0, left) { Was = last.Head.Division });
        var board = new TaskBoard(Snapshot, serving.Divisions, serving, caller, Now);
        await new ErasedTasks(serving, Snapshot, board, form).AddAsync(Writes, id, divisions, left, caller.Name, Now, cancel);
        if (current is not null && left is null)
            await board.ClearRestAsync(Writes, current, cancel);
        Left.Add(new RecordKey(form.SetName, id), left);
        Hashes.UnionWith(hashes);
        _divisions.Add(last.Head.Division);
        Records.Add(new ErasedRecord(id, current is null ? ErasureMessages.PastErased : isWhole ? ErasureMessages.Deleted : ErasureMessages.Emptied, erased));
    }

    public void Dispose() => Snapshot.Dispose();
}
