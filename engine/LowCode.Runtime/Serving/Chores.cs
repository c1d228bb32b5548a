using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.SystemSets;

namespace LowCode.Runtime.Serving;

/// <summary>How far chores have come: see <see cref="ChoreSet"/>.</summary>
internal static class Chores
{
    /// <summary>Up to which instant a chore has been done; null when never.</summary>
    public static async Task<DateTimeOffset?> UntilAsync(ServingState serving, string what, CancellationToken cancel)
    {
        using var snapshot = serving.Store.Snapshot();
        return (await snapshot.FindAsync(ChoreSet.Name, ChoreSet.IdOf(what), cancel))?.Data[ChoreSet.Until].AsInstant();
    }

    /// <summary>Notes that it has been done up to an instant; false when somebody else has noted something since.</summary>
    public static async Task<bool> NoteAsync(ServingState serving, string what, DateTimeOffset? before, DateTimeOffset until, CancellationToken cancel)
    {
        var (isFirst, at) = (true, serving.Now());
        await serving.Store.CommitAsync(Caller.System, at, "chore", async (snapshot, writes) =>
        {
            var existing = await snapshot.FindAsync(ChoreSet.Name, ChoreSet.IdOf(what), cancel);
            isFirst = existing?.Data[ChoreSet.Until].AsInstant() == before;
            if (!isFirst)
                return;
            writes.AddWrite(existing, ChoreSet.Name, ChoreSet.IdOf(what), new Row(ChoreSet.Shape)
            {
                [ChoreSet.What.Index] = Value.Of(what),
                [ChoreSet.Until.Index] = Value.Of(until),
            }, "", Caller.System, at);
        }, cancel);
        return isFirst;
    }
}
