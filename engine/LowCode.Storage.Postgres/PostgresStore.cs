using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Attachments;
using LowCode.Storage.Changes;
using LowCode.Storage.Postgres.Backups;
using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Postgres.Changes;
using LowCode.Storage.Postgres.Commits;
using LowCode.Storage.Postgres.Connections;
using LowCode.Storage.Postgres.Querying;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.Postgres;

/// <summary>
/// The store for many nodes and many records: any number of processes open it on one database, and each sees what the
/// others commit. Thread-safe. See the README beside it for what it promises and what it does not.
/// </summary>
public sealed class PostgresStore : IRecordStore
{
    private readonly PostgresStoreOptions _options;
    private readonly Database _database;
    private readonly LogWatch _watch;
    private readonly SnapshotEpochs _epochs = new();
    private readonly Committer _committer;
    private readonly Housekeeping _housekeeping;
    private readonly SemaphoreSlim _declaring = new(1, 1);
    private ImmutableDictionary<string, SetTable> _tables = ImmutableDictionary.Create<string, SetTable>(StringComparer.Ordinal);

    private PostgresStore(PostgresStoreOptions options, Database database)
    {
        _options = options;
        _database = database;
        _watch = new LogWatch(database);
        _committer = new Committer(database, options, _epochs, _watch);
        _housekeeping = new Housekeeping(database, options, _watch);
        Attachments = new AttachmentFolder(options.AttachmentsFolder, options.Time);
    }

    /// <summary>The attachments that lie in the folder of the options; backups take them along.</summary>
    public IAttachmentStore Attachments { get; }

    /// <inheritdoc/>
    public int MostFields => SetTable.MostFields;

    /// <inheritdoc/>
    public StoreStatus Status => new(
        "postgres", _watch.Records, _watch.Last, _housekeeping.DatabaseBytes, MemoryBytes: 0, MemoryLimitBytes: 0, _watch.Failure?.Message);

    /// <summary>Opens the store in a database; its schema is made when it is missing.</summary>
    /// <exception cref="StorageException">
    /// The server cannot be reached or refuses; the database is unfit; the schema is of another version; the folder of the
    /// attachments is not the one that other nodes use.
    /// </exception>
    public static async Task<PostgresStore> OpenAsync(PostgresStoreOptions options, CancellationToken cancel = default)
    {
        var store = new PostgresStore(options, new Database(options));
        try
        {
            await store.StartAsync(cancel).ConfigureAwait(false);
            return store;
        }
        catch (Exception failure)
        {
            await store.DisposeAsync().ConfigureAwait(false);
            if (Failures.IsOurs(failure))
                throw Failures.ToStorage(failure);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task DeclareAsync(IReadOnlyCollection<RecordSet> sets, CancellationToken cancel = default)
    {
        await _declaring.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (sets.All(set => _tables.TryGetValue(set.Name, out var known) && Declaration.IsSame(set, known.Set)))
                return;
            foreach (var set in sets)
                Declaration.Check(set, _tables.GetValueOrDefault(set.Name)?.Set);
            await using var connection = await _database.OtherAsync(cancel).ConfigureAwait(false);
            var catalogue = await new Migration(connection, _database).RunAsync(sets, cancel).ConfigureAwait(false);
            Volatile.Write(ref _tables, _tables.SetItems(sets.Select(set => KeyValuePair.Create(
                set.Name, new SetTable(_database.Schema, catalogue.Tables[set.Name].Number, set)))));
        }
        catch (Exception failure) when (Failures.IsOurs(failure))
        {
            throw Failures.ToStorage(failure);
        }
        finally
        {
            _declaring.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<CommitResult> CommitAsync(WriteBatch batch, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        if (batch.Writes.IsDefaultOrEmpty)
            return new Committed(_watch.Last);
        return await _committer.CommitAsync(PreparedBatch.Of(batch, Tables()), cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IStoreSnapshot Snapshot() => new PostgresSnapshot(_database, _options, _epochs.Current, _watch, Tables);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Record>> ClaimAsync(Query query, TimeSpan lease, CancellationToken cancel = default)
    {
        var tables = Tables();
        tables(query.Set);
        // Done twice it claims twice: what the first had claimed is free again when its lease is over.
        return await _database.ReadAsync(() => new ClaimRun(_database, tables).RunAsync(query, lease, cancel)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ChangeEntry> HistoryAsync(string set, Guid id, CancellationToken cancel = default) =>
        new ChangeReader(_database).HistoryAsync(Tables()(set).Number, id, ShapeOf, cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<ChangeEntry> ChangesAsync(ChangeRange range, CancellationToken cancel = default) =>
        StoredChangesAsync(range, cancel).Select(change => ChangeEntry.Read(change, ShapeOf));

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredChange> StoredChangesAsync(ChangeRange range, CancellationToken cancel = default) =>
        new ChangeReader(_database).ReadAsync(range, cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<long> WatchAsync(CancellationToken cancel = default) => _watch.Signal.WatchAsync(cancel);

    /// <inheritdoc/>
    public async Task<ChangeLogCheck> VerifyChangesAsync(IProgress<double>? progress = null, CancellationToken cancel = default) =>
        await new ChangeReader(_database).VerifyAsync(await _database.LastChangeAsync(cancel).ConfigureAwait(false), progress, cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task BackupAsync(string path, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        try
        {
            await BackupWriter.WriteAsync(_database, _options, path, share => progress?.Report(share), cancel).ConfigureAwait(false);
        }
        catch (Exception failure) when (Failures.IsOurs(failure))
        {
            throw Failures.ToStorage(failure);
        }
    }

    /// <summary>Finishes what waits and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _committer.DisposeAsync().ConfigureAwait(false);
        await _housekeeping.DisposeAsync().ConfigureAwait(false);
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
        _declaring.Dispose();
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        await using var connection = await _database.OtherAsync(cancel).ConfigureAwait(false);
        await DatabaseFormat.EnsureAsync(connection, _database, cancel).ConfigureAwait(false);
        await FolderMark.ClaimAsync(connection, _database, _options.AttachmentsFolder, cancel).ConfigureAwait(false);
        await _watch.CatchUpAsync(connection, cancel).ConfigureAwait(false);
        await _housekeeping.MeasureAsync(connection, cancel).ConfigureAwait(false);
        _watch.Start();
        _housekeeping.Start();
    }

    // Those of one moment: what is translated by a table must be read by the same, while a publish makes it grow.
    private Func<string, SetTable> Tables()
    {
        var tables = Volatile.Read(ref _tables);
        return set => tables.TryGetValue(set, out var table) ? table : throw new ArgumentException($"The set '{set}' has not been declared.", nameof(set));
    }

    private Shape? ShapeOf(string set) => Volatile.Read(ref _tables).GetValueOrDefault(set)?.Set.Shape;
}
