using System.Runtime.CompilerServices;
using LowCode.Runtime.Access;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;
using LowCode.Storage;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Auditing;

/// <summary>
/// A record's changes, each with what was before and after it. Who may see the record sees what they may see of it; who audits
/// its division, and nobody else when it is deleted, sees everything but what is sensitive.
/// </summary>
internal sealed class RecordHistory(ServingState serving, Caller caller, IStoreSnapshot snapshot, ReadAccess access)
{
    private readonly Dictionary<string, string?> _names = new(StringComparer.Ordinal);

    /// <summary>The changes with a lower number, newest first; none when the caller may not see them.</summary>
    public async IAsyncEnumerable<RecordRevision> ReadAsync(Guid id, long before, [EnumeratorCancellation] CancellationToken cancel)
    {
        var current = await snapshot.FindAsync(access.Form.SetName, id, cancel);
        var sees = current is not null && await access.SeesAsync(current, snapshot, cancel);
        ChangeEntry? later = null;
        var audits = false;
        await foreach (var entry in serving.Store.HistoryAsync(access.Form.SetName, id, cancel))
        {
            if (entry.Number > snapshot.LastChange)
                continue;
            if (later is null && !(audits = caller.Audits(entry.Head.Division)) && !sees)
                yield break;
            if (later is not null && later.Number < before && await RevisionAsync(later, entry, sees, audits, cancel) is { } revision)
                yield return revision;
            later = entry;
        }
        if (later is not null && later.Number < before && await RevisionAsync(later, null, sees, audits, cancel) is { } first)
            yield return first;
    }

    private async ValueTask<RecordRevision?> RevisionAsync(ChangeEntry entry, ChangeEntry? earlier, bool sees, bool audits, CancellationToken cancel)
    {
        var (after, isSeen) = await MaskAsync(entry.Record, sees, audits, cancel);
        if (!isSeen)
            return null;
        var (before, isKnown) = await MaskAsync(earlier?.Record, sees, audits, cancel);
        if (!_names.TryGetValue(entry.By, out var name))
            _names.Add(entry.By, name = await serving.NameOfUserAsync(entry.By, cancel));
        return new RecordRevision(audits ? entry.Head : entry.Head with { From = "" }, name, entry.IsErased, before, after)
        {
            // What a deletion takes away is what was there before.
            IsComparable = isKnown && !entry.IsErased && !entry.IsDeletion && earlier is not { IsErased: true },
        };
    }

    // A revision is seen as a record would be that is as it was then.
    private async ValueTask<(Record? Record, bool IsSeen)> MaskAsync(Record? record, bool sees, bool audits, CancellationToken cancel)
    {
        if (record is null)
            return (null, true);
        var seen = access.Mask(record);
        if (sees && await access.SeesAsync(record, snapshot, cancel))
            return (seen, true);
        return audits ? (seen with { Data = access.WithoutSensitive(seen.Data) }, true) : (null, false);
    }
}
