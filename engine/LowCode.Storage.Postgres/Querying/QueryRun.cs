using LowCode.Storage.Evaluation;
using LowCode.Storage.Postgres.Translation;
using LowCode.Storage.Queries;
using Npgsql;

namespace LowCode.Storage.Postgres.Querying;

/// <summary>
/// Answers a query at a snapshot's change. First from current records alone, which is fast; when the database says, in
/// the same transaction, that some have been replaced since, again with those.
/// </summary>
internal sealed class QueryRun(SnapshotReads reads, int mostCollected)
{
    // From here on a result comes page by page from a cursor.
    private const int MostAtOnce = 5000;

    public async Task<(QueryResult Result, CandidateStream? Stream)> RunAsync(Query query, CancellationToken cancel)
    {
        QueryRunner.Check(query);
        return await TryAsync(query, withReplaced: false, cancel).ConfigureAwait(false)
            ?? (await TryAsync(query, withReplaced: true, cancel).ConfigureAwait(false))!.Value;
    }

    /// <summary>How a query is answered.</summary>
    public static QuerySql Translate(Query query, SnapshotReads reads, bool withReplaced) =>
        QuerySql.Of(query, reads.Number, new Sources(reads.TableOf, withReplaced));

    private async Task<(QueryResult, CandidateStream?)?> TryAsync(Query query, bool withReplaced, CancellationToken cancel)
    {
        var sql = Translate(query, reads, withReplaced);
        var wantsPage = query.Top is not 0 || (query.Count && sql.Residual is not null);
        var hasCursor = !sql.IsWhole || query.Top is null or > MostAtOnce;
        var connection = await reads.ConnectionAsync(cancel).ConfigureAwait(false);
        CandidateStream? stream = null;
        try
        {
            await using var batch = BatchOf(connection, query, sql, withReplaced, wantsPage, hasCursor);
            await using var reader = await batch.ExecuteReaderAsync(cancel).ConfigureAwait(false);
            if (!withReplaced && await FirstAsync(reader, cancel).ConfigureAwait(false) is true)
                return null;
            long? count = query.Count && sql.Residual is null ? (long)(await FirstAsync(reader, cancel).ConfigureAwait(false))! : null;
            stream = new CandidateStream(connection, reads, reads.TableOf(query.Set), query);
            if (!wantsPage)
                return (new QueryResult(count, NonePages()), null);
            await stream.ReadFirstAsync(reader, hasCursor, cancel).ConfigureAwait(false);
            var candidates = new StreamedCandidates(stream.PagesAsync(cancel), stream.ByIdsAsync)
            {
                Filter = sql.Residual,
                InOrder = sql.InOrder,
                Count = count,
            };
            var rest = sql.IsWhole ? query with { Skip = 0, Top = null } : query;
            var result = await StreamRunner.RunAsync(rest, candidates, mostCollected, cancel).ConfigureAwait(false);
            var open = stream.IsComplete ? null : stream;
            (stream, connection) = (null, null);
            return (result, open);
        }
        finally
        {
            if (stream is not null)
                await stream.DisposeAsync().ConfigureAwait(false);
            else if (connection is not null)
                await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static NpgsqlBatch BatchOf(
        NpgsqlConnection connection, Query query, QuerySql sql, bool withReplaced, bool wantsPage, bool hasCursor)
    {
        var batch = new NpgsqlBatch(connection) { BatchCommands = { new("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") } };
        void Add(string text, bool all)
        {
            var command = new NpgsqlBatchCommand(text);
            sql.Give(command.Parameters, all);
            batch.BatchCommands.Add(command);
        }
        var (count, page) = (query.Count && sql.Residual is null ? sql.CountSql() : null, wantsPage ? sql.PageSql() : null);
        if (!withReplaced)
            Add(sql.GuardSql, all: false);
        if (count is not null)
            Add(count, all: false);
        if (page is null || !hasCursor)
        {
            if (page is not null)
                Add(page, all: true);
            batch.BatchCommands.Add(new("COMMIT"));
            return batch;
        }
        Add($"DECLARE {CandidateStream.Cursor} NO SCROLL CURSOR FOR {page}", all: true);
        batch.BatchCommands.Add(new($"FETCH {CandidateStream.PageSize} FROM {CandidateStream.Cursor}"));
        return batch;
    }

    private static async Task<object?> FirstAsync(NpgsqlDataReader reader, CancellationToken cancel)
    {
        await reader.ReadAsync(cancel).ConfigureAwait(false);
        var value = reader.GetValue(0);
        await reader.NextResultAsync(cancel).ConfigureAwait(false);
        return value;
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<Hit>> NonePages()
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield break;
    }
}
