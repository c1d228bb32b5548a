using LowCode.Storage;
using LowCode.Storage.Attachments;

namespace LowCode.Runtime.Serving;

/// <summary>
/// What this node serves: one immutable state that is swapped as a whole. Whoever changes it takes a turn, so that changes
/// of this node and those that are heard of from other nodes do not overtake each other. Thread-safe.
/// </summary>
internal sealed class ServingNode : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile ServingState _current;

    /// <summary>Nothing serves until the first turn has caught up.</summary>
    public ServingNode(IRecordStore store, IAttachmentStore attachments, InstallationOptions options, TimeProvider clock) =>
        _current = new ServingState(store, attachments, options, clock, () => Current);

    /// <summary>What serves now.</summary>
    public ServingState Current => _current;

    /// <summary>Told after a swap: what served before, what serves now.</summary>
    public event Action<ServingState, ServingState>? Swapped;

    /// <summary>Waits until nobody else changes what serves. Dispose the turn to let the next one.</summary>
    public async Task<ServingTurn> TurnAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        return new ServingTurn(this);
    }

    /// <summary>Makes what serves what the store says.</summary>
    public async Task CatchUpAsync(CancellationToken cancel)
    {
        using var turn = await TurnAsync(cancel);
        await turn.CatchUpAsync(cancel);
    }

    /// <summary>Swaps, within a turn.</summary>
    public void Swap(ServingState next)
    {
        var before = _current;
        _current = next;
        Swapped?.Invoke(before, next);
    }

    /// <summary>Ends a turn.</summary>
    public void EndTurn() => _one.Release();

    public void Dispose() => _one.Dispose();
}
