using LowCode.Definitions.Messages;
using LowCode.Storage.Changes;
using LowCode.Storage.Pipelines;
using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Postgres.Changes;
using LowCode.Storage.Postgres.Connections;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.Postgres.Querying;

/// <summary>
/// The records as of one change. It holds no connection: each read asks for the records as they were then. Until it is
/// first read from it is not even a number.
/// </summary>
internal sealed class PostgresSnapshot(
    Database database, PostgresStoreOptions options, SnapshotEpoch epoch, LogWatch watch, Func<Func<string, SetTable>> tables) : IStoreSnapshot
{
    private readonly long _taken = options.Time.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly List<CandidateStream> _open = [];
    private long _number = -1;

    private PipelineLimits Limits => new(Rows: options.MostCollected);

    public long LastChange => Volatile.Read(ref _number) is var number && number >= 0 ? number : Fix(epoch.End ?? watch.Last);

    public async ValueTask<Record?> FindAsync(string set, Guid id, CancellationToken cancel = default)
    {
        tables()(set);
        var reads = await ReadsAsync(cancel).ConfigureAwait(false);
        return await database.ReadAsync(() => reads.FindAsync(set, id, cancel)).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<Record?>> FindAllAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancel = default)
    {
        var tableOf = tables();
        foreach (var key in keys)
            tableOf(key.Set);
        if (Volatile.Read(ref _number) < 0 && epoch.End is null)
        {
            var (newest, records) = await database.ReadAsync(() => SnapshotReads.NewestAsync(database, tableOf, keys, cancel)).ConfigureAwait(false);
            // Unless this node has committed, or somebody has read from it, meanwhile: then it is of an earlier moment.
            if (Fix(epoch.End ?? newest) == newest)
                return records;
        }
        var reads = await ReadsAsync(cancel).ConfigureAwait(false);
        return await database.ReadAsync(() => reads.FindAllAsync(keys, cancel)).ConfigureAwait(false);
    }

    public async ValueTask<QueryResult> QueryAsync(Query query, CancellationToken cancel = default)
    {
        tables()(query.Set);
        var reads = await ReadsAsync(cancel).ConfigureAwait(false);
        if (query.HasPipeline)
            return await database.ReadAsync(() => new PipelineRun(reads, Limits).RunAsync(query, cancel)).ConfigureAwait(false);
        var run = new QueryRun(reads, options.MostCollected);
        var (result, stream) = await database.ReadAsync(() => run.RunAsync(query, cancel)).ConfigureAwait(false);
        if (stream is not null)
        {
            lock (_lock)
                _open.Add(stream);
        }
        return result;
    }

    public async ValueTask<StoreExplanation> ExplainAsync(Query query, CancellationToken cancel = default)
    {
        var reads = await ReadsAsync(cancel).ConfigureAwait(false);
        return await database.ReadAsync(
            () => new PlanReader(reads).ReadAsync(query.HasPipeline ? PipelineQuery.Of(query).Source : query, cancel)).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<RecordChange>> ChangedAsync(string set, long after, int top, CancellationToken cancel = default)
    {
        tables()(set);
        var reads = await ReadsAsync(cancel).ConfigureAwait(false);
        return await database.ReadAsync(() => reads.ChangedAsync(set, after, top, cancel)).ConfigureAwait(false);
    }

    /// <summary>How a query would be answered.</summary>
    public QueryExplanation Explain(Query query)
    {
        var reads = new SnapshotReads(database, tables(), LastChange);
        if (query.HasPipeline)
            return ExplainPipeline(PipelineQuery.Of(query), reads);
        var sql = QueryRun.Translate(query, reads, withReplaced: false);
        return new QueryExplanation(sql.PageSql(), sql.Pushed, sql.Residual, sql.InOrder);
    }

    private QueryExplanation ExplainPipeline(PipelineQuery pipeline, SnapshotReads reads)
    {
        if (PipelineRun.Translate(pipeline, reads, withReplaced: false) is var (source, fold))
            return new QueryExplanation(source.FoldedSql(fold, Limits.Groups + 1L), source.Pushed, null, InOrder: false) { IsFolded = true };
        var sql = QueryRun.Translate(pipeline.Source, reads, withReplaced: false);
        return new QueryExplanation(sql.PageSql(), sql.Pushed, sql.Residual, InOrder: false);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var stream in _open)
                stream.Dispose();
            _open.Clear();
        }
    }

    private async ValueTask<SnapshotReads> ReadsAsync(CancellationToken cancel)
    {
        if (options.Time.GetElapsedTime(_taken) > options.SnapshotLifetime)
            throw new StorageException(StorageMessages.SnapshotTooOld, [("minutes", (int)options.SnapshotLifetime.TotalMinutes)]);
        var number = Volatile.Read(ref _number);
        if (number < 0)
        {
            var newest = epoch.End ?? await database.LastChangeAsync(cancel).ConfigureAwait(false);
            number = Fix(epoch.End ?? newest);
        }
        return new SnapshotReads(database, tables(), number);
    }

    private long Fix(long number) =>
        Interlocked.CompareExchange(ref _number, number, -1) is var before && before >= 0 ? before : number;
}
