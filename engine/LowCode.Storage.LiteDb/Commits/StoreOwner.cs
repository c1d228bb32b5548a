using LowCode.Definitions.Messages;
using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb.Disk;
using LowCode.Storage.LiteDb.Engine;
using LowCode.Storage.LiteDb.Image;

namespace LowCode.Storage.LiteDb.Commits;

/// <summary>What an owner may take up.</summary>
/// <param name="QueueCapacity">Batches that may wait.</param>
/// <param name="CheckpointBytes">Length of the log from which it is moved into the data file.</param>
/// <param name="MemoryBytes">Memory that current records may take; 0 for no limit.</param>
internal sealed record OwnerLimits(int QueueCapacity, long CheckpointBytes, long MemoryBytes);

/// <summary>
/// The one thread that owns the engine. It takes what waits as a group, validates it against the image, writes it in one
/// durable transaction, publishes the next image, and only then acknowledges. When that fails nothing of the group is
/// published, every caller of the group hears it, and the engine is opened again from what is durable before the next.
/// </summary>
internal sealed class StoreOwner : IDisposable
{
    private const int GroupLimit = 512;

    private readonly IStoreDisk _disk;
    private readonly IStoreFile _data;
    private readonly IStoreFile _log;
    private readonly OwnerLimits _limits;
    private readonly WorkQueue _queue;
    private readonly Thread _thread;
    private StoreEngine? _engine;
    private StoreImage _image;
    private Volatility _state;
    private long _durableLog;
    private int _checkpointsHeld;
    private bool _disposed;

    public StoreOwner(IStoreDisk disk, OpenedStore opened, OwnerLimits limits)
    {
        _disk = disk;
        (_data, _log, _engine) = (opened.Data, opened.Log, opened.Engine);
        _limits = limits;
        _queue = new WorkQueue(limits.QueueCapacity);
        _image = new StoreImage([], opened.Engine.LastChange);
        Changes.Advance(_image.LastChange);
        _durableLog = opened.Engine.DurableLog;
        _state = new Volatility(null, opened.Engine.FileBytes);
        _thread = new Thread(Run) { IsBackground = true, Name = "LowCode.Storage" };
        _thread.Start();
    }

    /// <summary>The last acknowledged state.</summary>
    public StoreImage Image => Volatile.Read(ref _image);

    /// <summary>Told after each acknowledged group.</summary>
    public ChangeSignal Changes { get; } = new();

    /// <summary>Why nothing can be written, or null.</summary>
    public StorageException? Failure => Volatile.Read(ref _state).Failure;

    public long FileBytes => Volatile.Read(ref _state).FileBytes;

    public async Task<CommitResult> CommitAsync(PreparedBatch batch, CancellationToken cancel)
    {
        var item = new CommitItem(batch);
        await EnqueueAsync(item, cancel).ConfigureAwait(false);
        using var registration = cancel.UnsafeRegister(static (state, token) => ((WorkItem)state!).TryCancel(token), item);
        return await item.Done.ConfigureAwait(false);
    }

    /// <summary>Runs something that reads from the engine, between two groups.</summary>
    public async Task<T> RunAsync<T>(Func<StoreEngine, T> job, CancellationToken cancel)
    {
        var item = new EngineJob<T>(job);
        await EnqueueAsync(item, cancel).ConfigureAwait(false);
        using var registration = cancel.UnsafeRegister(static (state, token) => ((WorkItem)state!).TryCancel(token), item);
        return await item.Done.ConfigureAwait(false);
    }

    /// <summary>Changes what the image knows of sets, between two groups.</summary>
    public async Task ChangeImageAsync(Func<StoreImage, StoreImage> change, CancellationToken cancel)
    {
        var item = new PlainJob(() => Volatile.Write(ref _image, change(_image)));
        await EnqueueAsync(item, cancel).ConfigureAwait(false);
        await item.Done.ConfigureAwait(false);
    }

    /// <summary>Empties the log into the data file, and leaves the data file alone until the hold is disposed.</summary>
    public Task<DataFileHold> HoldDataFileAsync(CancellationToken cancel) => RunAsync(
        engine =>
        {
            if (Volatile.Read(ref _checkpointsHeld) == 0)
                engine.Checkpoint();
            _durableLog = engine.DurableLog;
            Interlocked.Increment(ref _checkpointsHeld);
            return new DataFileHold(_data, () => Interlocked.Decrement(ref _checkpointsHeld));
        },
        cancel);

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _queue.Close();
        _thread.Join();
    }

    private async ValueTask EnqueueAsync(WorkItem item, CancellationToken cancel)
    {
        if (!await _queue.AddAsync(item, cancel).ConfigureAwait(false))
            throw new StorageException(StorageMessages.StoreClosed, []);
    }

    private void Run()
    {
        var commits = new List<CommitItem>(GroupLimit);
        while (_queue.Take(commits, GroupLimit, out var job))
        {
            if (job is not null)
                Do(job);
            else if (commits.Count > 0)
                Commit(commits);
        }
        Close();
    }

    private void Do(JobItem job)
    {
        try
        {
            job.Run(job.NeedsEngine ? Engine() : null);
        }
        catch (Exception failure)
        {
            job.Fail(!job.NeedsEngine || failure is StorageException ? failure : Broken(failure, StorageMessages.ReadFailed));
        }
    }

    private void Commit(List<CommitItem> commits)
    {
        var results = new List<(CommitItem Item, CommitResult Result)>(commits.Count);
        try
        {
            var engine = Engine();
            var group = new GroupWork(_image, engine.LastHash, _limits.MemoryBytes);
            foreach (var item in commits)
                Take(group, item, results);
            if (!group.IsEmpty)
            {
                var image = group.WriteTo(engine);
                _durableLog = engine.DurableLog;
                Volatile.Write(ref _image, image);
            }
        }
        catch (Exception failure)
        {
            var told = failure as StorageException ?? Broken(failure);
            foreach (var item in commits)
                item.Fail(told);
            return;
        }
        // Before the writers hear of it, so that who watches after a commit never hears less than that commit.
        Changes.Advance(_image.LastChange);
        foreach (var (item, result) in results)
            item.Complete(result);
        CheckpointWhenLarge();
    }

    private static void Take(GroupWork group, CommitItem item, List<(CommitItem, CommitResult)> results)
    {
        try
        {
            results.Add((item, group.Take(item.Batch)));
        }
        catch (StorageException refusal)
        {
            item.Fail(refusal);
        }
    }

    private void CheckpointWhenLarge()
    {
        var engine = _engine!;
        try
        {
            if (engine.LogBytes >= _limits.CheckpointBytes && Volatile.Read(ref _checkpointsHeld) == 0)
            {
                engine.Checkpoint();
                _durableLog = engine.DurableLog;
            }
            Volatile.Write(ref _state, new Volatility(null, engine.FileBytes));
        }
        catch (Exception failure)
        {
            // What was acknowledged is durable in the log; the next commit opens the engine again from there.
            Broken(failure);
        }
    }

    private StoreEngine Engine()
    {
        if (_engine is not null)
            return _engine;
        if (Failure is { } failure && ReferenceEquals(failure.Problem, StorageMessages.OutcomeUnknown))
            throw failure;
        if (_log.Length > _durableLog)
        {
            _log.SetLength(_durableLog);
            _log.Sync();
        }
        var engine = StoreEngine.Open(_data, _log);
        if (engine.LastChange != _image.LastChange)
        {
            engine.Abandon();
            throw StoreFormat.Damaged(_disk.Name, "acknowledged changes are missing");
        }
        Volatile.Write(ref _state, new Volatility(null, engine.FileBytes));
        return _engine = engine;
    }

    // Gives the engine up and says why.
    private StorageException Broken(Exception failure, Message? message = null)
    {
        var unknown = _engine?.IsOutcomeUnknown == true;
        var told = unknown
            ? new StorageException(StorageMessages.OutcomeUnknown, [("reason", failure.Message)], failure)
            : DiskFull.IsCauseOf(failure)
                ? new StorageException(StorageMessages.DiskFull, [], failure)
                : new StorageException(message ?? StorageMessages.WriteFailed, [("reason", failure.Message)], failure);
        _engine?.Abandon();
        _engine = null;
        Volatile.Write(ref _state, new Volatility(told, FileBytes));
        return told;
    }

    private void Close()
    {
        try
        {
            _engine?.Checkpoint();
            _engine?.Dispose();
        }
        catch (Exception failure)
        {
            // Everything acknowledged is in the log, which the next start reads; only the checkpoint is put off.
            Broken(failure);
        }
        _data.Dispose();
        _log.Dispose();
        _disk.Dispose();
    }

    private sealed record Volatility(StorageException? Failure, long FileBytes);
}
