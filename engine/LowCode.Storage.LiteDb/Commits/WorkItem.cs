using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb.Engine;

namespace LowCode.Storage.LiteDb.Commits;

/// <summary>Something the owning thread is to do. Until it is taken its caller may cancel it.</summary>
internal abstract class WorkItem
{
    private const int Waiting = 0, Taken = 1, Cancelled = 2;

    private int _state;

    /// <summary>True when the owner may do it now; from then on it cannot be cancelled.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    public void TryCancel(CancellationToken cancel)
    {
        if (Interlocked.CompareExchange(ref _state, Cancelled, Waiting) == Waiting)
            Cancel(cancel);
    }

    public abstract void Fail(Exception failure);

    protected abstract void Cancel(CancellationToken cancel);
}

/// <summary>A batch to commit.</summary>
internal sealed class CommitItem(PreparedBatch batch) : WorkItem
{
    private readonly TaskCompletionSource<CommitResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PreparedBatch Batch => batch;

    public Task<CommitResult> Done => _done.Task;

    public void Complete(CommitResult result) => _done.TrySetResult(result);

    public override void Fail(Exception failure) => _done.TrySetException(failure);

    protected override void Cancel(CancellationToken cancel) => _done.TrySetCanceled(cancel);
}

/// <summary>Anything else that the owning thread does, between two groups.</summary>
internal abstract class JobItem : WorkItem
{
    /// <summary>True when it reads from the engine: a failure then means that the engine is no longer fit for use.</summary>
    public abstract bool NeedsEngine { get; }

    public abstract void Run(StoreEngine? engine);
}

/// <summary>Something that reads from the engine.</summary>
internal sealed class EngineJob<T>(Func<StoreEngine, T> job) : JobItem
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Done => _done.Task;

    public override bool NeedsEngine => true;

    public override void Run(StoreEngine? engine) => _done.TrySetResult(job(engine!));

    public override void Fail(Exception failure) => _done.TrySetException(failure);

    protected override void Cancel(CancellationToken cancel) => _done.TrySetCanceled(cancel);
}

/// <summary>Something that must not run beside a commit, but leaves the engine alone.</summary>
internal sealed class PlainJob(Action job) : JobItem
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    public override bool NeedsEngine => false;

    public override void Run(StoreEngine? engine)
    {
        job();
        _done.TrySetResult();
    }

    public override void Fail(Exception failure) => _done.TrySetException(failure);

    protected override void Cancel(CancellationToken cancel) => _done.TrySetCanceled(cancel);
}
