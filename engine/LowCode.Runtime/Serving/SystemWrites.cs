using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Serving;

/// <summary>Adds writes of the engine's own records to a batch.</summary>
internal static class SystemWrites
{
    /// <summary>Writes a record: a new revision of the one that is there, or a new one. Nothing when it would be the same.</summary>
    public static void AddWrite(
        this ImmutableArray<RecordWrite>.Builder writes, Record? existing, string set, Guid id, Row data, string division, Caller by, DateTimeOffset at)
    {
        if (existing is not null && existing.Division == division && existing.Data.Equals(data))
            return;
        var revision = existing?.Revision ?? 0;
        writes.Add(new RecordWrite(set, id, revision, new Record
        {
            Id = id,
            Set = set,
            Division = division,
            CreatedBy = existing?.CreatedBy ?? by.Name,
            CreatedAt = existing?.CreatedAt ?? at,
            ModifiedBy = by.Name,
            ModifiedAt = at,
            Revision = revision + 1,
            Data = data.Freeze(),
        }));
    }

    /// <summary>Says that apps or divisions change with this batch: see <see cref="InstallationSet"/>.</summary>
    /// <param name="writes">The batch.</param>
    /// <param name="mark">The installation's record, as of the moment from which the change follows; null when there is none yet.</param>
    /// <param name="what">Which of its counts grows.</param>
    /// <param name="by">Who.</param>
    /// <param name="at">When.</param>
    public static void AddServed(this ImmutableArray<RecordWrite>.Builder writes, Record? mark, Slot what, Caller by, DateTimeOffset at)
    {
        var counts = mark?.Data.Thaw(InstallationSet.Shape) ?? new Row(InstallationSet.Shape);
        counts[what.Index] = Value.Of((counts[what].IsEmpty ? 0 : counts[what].AsInteger()) + 1);
        writes.AddWrite(mark, InstallationSet.Name, InstallationSet.Id, counts, "", by, at);
    }

    /// <summary>
    /// Writes a batch that follows from what is there; when somebody else changed the same records meanwhile it is made
    /// again from what is there then. A batch without writes is not written.
    /// </summary>
    public static async Task CommitAsync(
        this IRecordStore store, Caller by, DateTimeOffset at, string command,
        Func<IStoreSnapshot, ImmutableArray<RecordWrite>.Builder, Task> prepare, CancellationToken cancel)
    {
        while (true)
        {
            using var snapshot = store.Snapshot();
            var writes = ImmutableArray.CreateBuilder<RecordWrite>();
            await prepare(snapshot, writes);
            if (writes.Count == 0)
                return;
            switch (await store.CommitAsync(new WriteBatch(by.Name, at, command, writes.ToImmutable()) { From = by.From }, cancel))
            {
                case Committed: return;
                case Conflict: break;
                case var refused: throw new InvalidOperationException($"'{command}' cannot be written: {refused}");
            }
        }
    }

    /// <summary>Deletes a record.</summary>
    public static void AddDelete(this ImmutableArray<RecordWrite>.Builder writes, Record existing) =>
        writes.Add(new RecordWrite(existing.Set, existing.Id, existing.Revision, null) { Was = existing.Division });
}
