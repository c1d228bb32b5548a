using LowCode.Storage.Changes;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage;

/// <summary>
/// Keeps records, their history and the change log. Thread-safe. What is acknowledged is durable. A broken disk or file
/// throws <see cref="StorageException"/>; everything that a caller can cause is a result.
/// </summary>
public interface IRecordStore : IAsyncDisposable
{
    /// <summary>
    /// Makes sets and their indexes known, before anything else is done with them and again when a publish grows their
    /// shape or adds indexes; readers and writers go on meanwhile. Declaring what is there already does nothing.
    /// An index that is no longer named is dropped. Sets that are not named stay as they are.
    /// </summary>
    Task DeclareAsync(IReadOnlyCollection<RecordSet> sets, CancellationToken cancel = default);

    /// <summary>Writes a batch, all of it or nothing, together with its change-log entries.</summary>
    Task<CommitResult> CommitAsync(WriteBatch batch, CancellationToken cancel = default);

    /// <summary>A consistent view of the current records as of the last commit that was acknowledged, or a later one.</summary>
    IStoreSnapshot Snapshot();

    /// <summary>
    /// Of the records that a query finds now, those on which nobody else is at work, up to its
    /// <see cref="Query.Top"/>; nobody else gets them until the lease is over or they have changed. It spares
    /// processes the same work, and promises no more: that something happens once is what revisions are for.
    /// </summary>
    /// <exception cref="NotSupportedException">The query is over rows, counts, skips, or the store cannot claim by it.</exception>
    Task<IReadOnlyList<Record>> ClaimAsync(Query query, TimeSpan lease, CancellationToken cancel = default);

    /// <summary>Every revision of a record, newest first.</summary>
    IAsyncEnumerable<ChangeEntry> HistoryAsync(string set, Guid id, CancellationToken cancel = default);

    /// <summary>The change log after an entry's number, oldest first, up to the last acknowledged commit.</summary>
    IAsyncEnumerable<ChangeEntry> ChangesAsync(long after, CancellationToken cancel = default) => ChangesAsync(new ChangeRange { After = after }, cancel);

    /// <summary>The entries of a part of the change log, as of now; what is outside of its times is not read where that can be known.</summary>
    IAsyncEnumerable<ChangeEntry> ChangesAsync(ChangeRange range, CancellationToken cancel = default);

    /// <summary>The entries after a number exactly as they lie in the store, for whoever copies it.</summary>
    IAsyncEnumerable<StoredChange> StoredChangesAsync(long after, CancellationToken cancel = default) =>
        StoredChangesAsync(new ChangeRange { After = after }, cancel);

    /// <summary>The entries of a part of the change log exactly as they lie in the store.</summary>
    IAsyncEnumerable<StoredChange> StoredChangesAsync(ChangeRange range, CancellationToken cancel = default);

    /// <summary>
    /// Number of the last change, at once and then whenever it has grown, whichever process made the change; several
    /// changes may be told as one. Ends only by cancellation.
    /// </summary>
    IAsyncEnumerable<long> WatchAsync(CancellationToken cancel = default);

    /// <summary>
    /// Reads the whole change log and checks its numbers and its chain of hashes. Progress is from 0 to 1.
    /// </summary>
    Task<ChangeLogCheck> VerifyChangesAsync(IProgress<double>? progress = null, CancellationToken cancel = default);

    /// <summary>
    /// Copies everything, attachments included, to a new or empty folder at <paramref name="path"/> while readers and
    /// writers go on; the copy is of one moment, opens as a store of its own and has been verified. When it fails nothing
    /// is left there. Progress is from 0 to 1.
    /// </summary>
    Task BackupAsync(string path, IProgress<double>? progress = null, CancellationToken cancel = default);

    /// <summary>
    /// How many slots the shape of a set may have, removed ones too, so that every record fits; those of tables do not count.
    /// </summary>
    int MostFields { get; }

    /// <summary>Sizes and health, for the health endpoint and for people who operate it.</summary>
    StoreStatus Status { get; }
}

/// <summary>A consistent view of the current records. Thread-safe; dispose it when done.</summary>
public interface IStoreSnapshot : IDisposable
{
    /// <summary>Number of the last change-log entry that it contains.</summary>
    long LastChange { get; }

    /// <summary>The record, or null.</summary>
    ValueTask<Record?> FindAsync(string set, Guid id, CancellationToken cancel = default);

    /// <summary>Several records, of whatever sets, in the order of the keys; null where there is none. A store that is far away is asked once.</summary>
    async ValueTask<IReadOnlyList<Record?>> FindAllAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancel = default)
    {
        var found = new Record?[keys.Count];
        for (var i = 0; i < found.Length; i++)
            found[i] = await FindAsync(keys[i].Set, keys[i].Id, cancel).ConfigureAwait(false);
        return found;
    }

    /// <summary>
    /// Answers a query exactly. What the store does not support throws <see cref="NotSupportedException"/>; it never
    /// answers something else.
    /// </summary>
    ValueTask<QueryResult> QueryAsync(Query query, CancellationToken cancel = default);

    /// <summary>How the store would answer a query now.</summary>
    ValueTask<StoreExplanation> ExplainAsync(Query query, CancellationToken cancel = default);

    /// <summary>
    /// The records of a set whose newest change has a higher number than <paramref name="after"/>, deleted ones too, in the
    /// order of these numbers: the first <paramref name="top"/> of them. Each is told as this snapshot has it.
    /// </summary>
    ValueTask<IReadOnlyList<RecordChange>> ChangedAsync(string set, long after, int top, CancellationToken cancel = default);
}

/// <summary>Sizes and health of a store.</summary>
/// <param name="Store">Which it is: <c>litedb</c> or <c>postgres</c>.</param>
/// <param name="Records">Current records over all sets.</param>
/// <param name="LastChange">Number of the last change-log entry.</param>
/// <param name="FileBytes">Bytes on disk, attachments not counted.</param>
/// <param name="MemoryBytes">Bytes that current records take in memory, estimated; 0 when the store keeps none there.</param>
/// <param name="MemoryLimitBytes">Bytes they may take; 0 when there is no limit. Writes that would pass it are refused.</param>
/// <param name="Failure">Why the store accepts no writes any more, or null.</param>
public sealed record StoreStatus(
    string Store, long Records, long LastChange, long FileBytes, long MemoryBytes, long MemoryLimitBytes, string? Failure)
{
    /// <summary>True from 80 % of the memory limit on: time to add memory, raise the limit, or move to PostgreSQL.</summary>
    public bool IsMemoryShort => MemoryLimitBytes > 0 && MemoryBytes >= MemoryLimitBytes / 10 * 8;
}
