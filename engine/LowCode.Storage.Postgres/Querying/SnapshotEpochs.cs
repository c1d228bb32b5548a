namespace LowCode.Storage.Postgres.Querying;

/// <summary>
/// The time between two commits of this node. A snapshot costs nothing until it is read from: it then takes the newest
/// change as its own, but none that this node committed after it was taken.
/// </summary>
internal sealed class SnapshotEpoch
{
    private long _end = -1;

    /// <summary>The last change that snapshots of this time may contain; null while the time goes on.</summary>
    public long? End
    {
        get => Volatile.Read(ref _end) is var end && end >= 0 ? end : null;
        set => Volatile.Write(ref _end, value!.Value);
    }
}

/// <summary>The time that goes on now. Thread-safe.</summary>
internal sealed class SnapshotEpochs
{
    private SnapshotEpoch _current = new();

    public SnapshotEpoch Current => Volatile.Read(ref _current);

    /// <summary>A commit is about to be acknowledged: what was taken before it does not contain it.</summary>
    public void Next(long end) => Interlocked.Exchange(ref _current, new SnapshotEpoch()).End = end;
}
