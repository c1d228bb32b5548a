namespace LowCode.Storage.LiteDb.Commits;

/// <summary>
/// What waits for the owning thread, in order. It is bounded: who comes when it is full waits without a thread.
/// Thread-safe; one consumer.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design", "CA1001", Justification = "Who waits is woken after closing too, and a semaphore without a wait handle holds nothing.")]
internal sealed class WorkQueue(int capacity)
{
    private readonly SemaphoreSlim _room = new(capacity, capacity);
    private readonly Queue<WorkItem> _items = new();
    private bool _closed;

    /// <summary>Puts an item in; false when the queue has been closed.</summary>
    public async ValueTask<bool> AddAsync(WorkItem item, CancellationToken cancel)
    {
        await _room.WaitAsync(cancel).ConfigureAwait(false);
        lock (_items)
        {
            if (_closed)
            {
                // The next who waits outside is to hear it too.
                _room.Release();
                return false;
            }
            _items.Enqueue(item);
            Monitor.Pulse(_items);
        }
        return true;
    }

    /// <summary>
    /// Waits for work and takes it: either commits, as many as are there up to a limit, or one job. False when the
    /// queue is closed and empty.
    /// </summary>
    public bool Take(List<CommitItem> commits, int limit, out JobItem? job)
    {
        job = null;
        commits.Clear();
        var taken = 0;
        lock (_items)
        {
            while (_items.Count == 0)
            {
                if (_closed)
                    return false;
                Monitor.Wait(_items);
            }
            while (commits.Count < limit && _items.TryPeek(out var item))
            {
                if (item is JobItem && commits.Count > 0)
                    break;
                _items.Dequeue();
                taken++;
                if (!item.TryTake())
                    continue;
                if (item is CommitItem commit)
                {
                    commits.Add(commit);
                    continue;
                }
                job = (JobItem)item;
                break;
            }
        }
        _room.Release(taken);
        return true;
    }

    /// <summary>Lets nothing in any more; what is in is still taken.</summary>
    public void Close()
    {
        lock (_items)
        {
            _closed = true;
            Monitor.Pulse(_items);
        }
    }
}
