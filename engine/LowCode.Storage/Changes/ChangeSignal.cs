using System.Runtime.CompilerServices;

namespace LowCode.Storage.Changes;

/// <summary>
/// The number of the last change, and a way to wait for the next. Who is slow hears the newest number, not every one in
/// between. Thread-safe.
/// </summary>
public sealed class ChangeSignal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _moved = NewSource();
    private long _last;

    /// <summary>The last number that was told.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Tells that changes up to a number are there. A number that is not above the last is not told.</summary>
    public void Advance(long number)
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            if (number <= _last)
                return;
            Volatile.Write(ref _last, number);
            (moved, _moved) = (_moved, NewSource());
        }
        moved.TrySetResult();
    }

    /// <summary>The last number at once, then each time that it has moved; until cancelled, which ends it by throwing.</summary>
    public async IAsyncEnumerable<long> WatchAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (var told = -1L; ;)
        {
            Task moved;
            long last;
            lock (_lock)
                (last, moved) = (_last, _moved.Task);
            if (last > told)
            {
                told = last;
                yield return last;
                continue;
            }
            await moved.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
