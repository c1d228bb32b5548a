using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Changes;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Repeating;

/// <summary>Forgets requests that are refused by their age anyway.</summary>
internal static class RequestCleaner
{
    private const int MostAtOnce = 500;

    /// <summary>Forgets some; the host calls it again and again. Returns how many.</summary>
    public static async Task<int> RunAsync(ServingState serving, CancellationToken cancel)
    {
        var now = serving.Now();
        var until = new Field(FieldRef.Of(RequestSet.Until));
        var old = await serving.Store.ClaimAsync(new Query(RequestSet.Name)
        {
            Filter = new Compare(ComparisonOperator.Less, until, new Constant(Value.Of(now))),
            OrderBy = [new OrderTerm(until)],
            Top = MostAtOnce,
        }, serving.Options.TimerLease, cancel);
        if (old.Count == 0)
            return 0;
        var writes = ImmutableArray.CreateBuilder<RecordWrite>();
        foreach (var request in old)
            writes.AddDelete(request);
        // A conflict: another node was at them after its lease. They are gone, or found again.
        return await serving.Store.CommitAsync(new WriteBatch(Caller.System.Name, now, "forget", writes.ToImmutable()), cancel) is Committed
            ? old.Count : 0;
    }
}
