using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
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

    /// <summary>Deletes a record.</summary>
    public static void AddDelete(this ImmutableArray<RecordWrite>.Builder writes, Record existing) =>
        writes.Add(new RecordWrite(existing.Set, existing.Id, existing.Revision, null));
}
