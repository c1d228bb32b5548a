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
        var sees = current is not null && access.Sees(current);
        ChangeEntry? later = null;
        var audits = false;
        await foreach (var entry in serving.Store.HistoryAsync(access.Form.SetName, id, cancel))
        {
            if (entry.Number > snapshot.LastChange)
                continue;
            if (later is null && !(audits = caller.Audits(entry.Head.Division)) && !sees)
                yield break;
            if (later is not null && later.Number < before)
                yield return await RevisionAsync(later, entry, sees, audits, cancel);
            later = entry;
        }
        if (later is not null && later.Number < before)
            yield return await RevisionAsync(later, null, sees, audits, cancel);
    }

    private async ValueTask<RecordRevision> RevisionAsync(ChangeEntry entry, ChangeEntry? earlier, bool sees, bool audits, CancellationToken cancel)
    {
        if (!_names.TryGetValue(entry.By, out var name))
            _names.Add(entry.By, name = await serving.NameOfUserAsync(entry.By, cancel));
        return new RecordRevision(audits ? entry.Head : entry.Head with { From = "" }, name, entry.IsErased,
            Mask(earlier?.Record, sees), Mask(entry.Record, sees))
        {
            // What a deletion takes away is what was there before.
            IsComparable = !entry.IsErased && !entry.IsDeletion && earlier is not { IsErased: true },
        };
    }

    private Record? Mask(Record? record, bool sees)
    {
        if (record is null)
            return null;
        var seen = access.Mask(record);
        return sees ? seen : seen with { Data = access.WithoutSensitive(seen.Data) };
    }
}
