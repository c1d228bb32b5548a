using LowCode.Storage;
using LowCode.Storage.Changes;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;
using Record = LowCode.Storage.Records.Record;

namespace LowCode.Runtime.Tests;

/// <summary>A store whose process ends after so many commits: what is committed is there, and nobody hears of it.</summary>
class StoppingStore(IRecordStore store, int commits) : IRecordStore
{
    private int _left = commits;

    public int MostFields => store.MostFields;

    public StoreStatus Status => store.Status;

    public virtual async Task<CommitResult> CommitAsync(WriteBatch batch, CancellationToken cancel = default)
    {
        if (Volatile.Read(ref _left) <= 0)
            throw new StoppedException();
        var result = await store.CommitAsync(batch, cancel);
        return Interlocked.Decrement(ref _left) > 0 ? result : throw new StoppedException();
    }

    public Task DeclareAsync(IReadOnlyCollection<RecordSet> sets, CancellationToken cancel = default) => store.DeclareAsync(sets, cancel);

    public IStoreSnapshot Snapshot() => store.Snapshot();

    public Task<IReadOnlyList<Record>> ClaimAsync(Query query, TimeSpan lease, CancellationToken cancel = default) => store.ClaimAsync(query, lease, cancel);

    public IAsyncEnumerable<ChangeEntry> HistoryAsync(string set, Guid id, CancellationToken cancel = default) => store.HistoryAsync(set, id, cancel);

    public IAsyncEnumerable<ChangeEntry> ChangesAsync(ChangeRange range, CancellationToken cancel = default) => store.ChangesAsync(range, cancel);

    public IAsyncEnumerable<StoredChange> StoredChangesAsync(ChangeRange range, CancellationToken cancel = default) =>
        store.StoredChangesAsync(range, cancel);

    public IAsyncEnumerable<long> WatchAsync(CancellationToken cancel = default) => store.WatchAsync(cancel);

    public Task<ChangeLogCheck> VerifyChangesAsync(IProgress<double>? progress = null, CancellationToken cancel = default) =>
        store.VerifyChangesAsync(progress, cancel);

    public Task BackupAsync(string path, IProgress<double>? progress = null, CancellationToken cancel = default) => store.BackupAsync(path, progress, cancel);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    public sealed class StoppedException : Exception;
}
