using LowCode.Storage.Changes;

namespace LowCode.Storage.Postgres.Commits;

/// <summary>A batch that waits for its commit. Until it is taken its caller may cancel it.</summary>
internal sealed class CommitItem(PreparedBatch batch, long arrived)
{
    private const int Waiting = 0, Taken = 1, Cancelled = 2;

    private readonly TaskCompletionSource<CommitResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    public PreparedBatch Batch => batch;

    /// <summary>When it came, as <see cref="System.Diagnostics.Stopwatch"/> counts.</summary>
    public long Arrived => arrived;

    public Task<CommitResult> Done => _done.Task;

    /// <summary>True when it may be committed now; from then on it cannot be cancelled.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    public void TryCancel(CancellationToken cancel)
    {
        if (Interlocked.CompareExchange(ref _state, Cancelled, Waiting) == Waiting)
            _done.TrySetCanceled(cancel);
    }

    public void Complete(CommitResult result) => _done.TrySetResult(result);

    public void Fail(Exception failure) => _done.TrySetException(failure);
}
