using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Storage.Changes;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Serving;

/// <summary>Records of the engine's own that are good until an instant, on which an index stands: those whose time is over go, some at a time.</summary>
internal static class ExpiredRecords
{
    private const int MostAtOnce = 500;

    /// <summary>Some of them, on which no other node is at work.</summary>
    public static Task<IReadOnlyList<Record>> ClaimAsync(ServingState serving, string set, Slot until, DateTimeOffset before, CancellationToken cancel)
    {
        var field = new Field(FieldRef.Of(until));
        return serving.Store.ClaimAsync(new Query(set)
        {
            Filter = new Compare(ComparisonOperator.Less, field, new Constant(Value.Of(before))),
            OrderBy = [new OrderTerm(field)],
            Top = MostAtOnce,
        }, serving.Options.TimerLease, cancel);
    }

    /// <summary>Deletes some of them. Returns how many.</summary>
    public static async Task<int> DeleteAsync(ServingState serving, string set, Slot until, DateTimeOffset before, CancellationToken cancel)
    {
        var expired = await ClaimAsync(serving, set, until, before, cancel);
        if (expired.Count == 0)
            return 0;
        var writes = ImmutableArray.CreateBuilder<RecordWrite>();
        foreach (var record in expired)
            writes.AddDelete(record);
        // A conflict: one has changed meanwhile. They are found again when the claim is over.
        return await serving.Store.CommitAsync(new WriteBatch(Caller.System.Name, serving.Now(), "forget", writes.ToImmutable()), cancel) is Committed
            ? expired.Count : 0;
    }
}
