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
    /// <summary>Makes the answer to a query of its candidates.</summary>
    public delegate ValueTask<QueryResult> Answer(Query query, StreamedCandidates candidates);

    // From here on a result comes page by page from a cursor.
    private const int MostAtOnce = 5000;

    public Task<(QueryResult Result, CandidateStream? Stream)> RunAsync(Query query, CancellationToken cancel) =>
        RunAsync(query, (rest, candidates) => StreamRunner.RunAsync(rest, candidates, mostCollected, cancel), cancel);

    /// <summary>Finds a query's candidates and lets them be answered by what gets them, with what is left of the query.</summary>
    public async Task<(QueryResult Result, CandidateStream? Stream)> RunAsync(Query query, Answer answer, CancellationToken cancel)
    {
        QueryRunner.Check(query);
        if (WithoutEmpty(query) is { } first && await TryAsync(first, answer, withReplaced: false, cancel, isWholePage: true).ConfigureAwait(false) is { } page)
            return page;
        return await TryAsync(query, answer, withReplaced: false, cancel).ConfigureAwait(false)
            ?? (await TryAsync(query, answer, withReplaced: true, cancel).ConfigureAwait(false))!.Value;
    }

    // A page behind some value of a descending order, without those that are empty there and come last: one range of an
    // index. It is the answer when it is full.
    private static Query? WithoutEmpty(Query query)
    {
        if (query.Count || query.Top is null or 0 or > MostAtOnce || query.OrderBy is not [{ Descending: true } term, ..])
            return null;
        var conjuncts = Conjuncts.Of(query.Filter).ToList();
        var behind = conjuncts.FindIndex(conjunct =>
            conjunct is Not { Operand: Compare { Operator: ComparisonOperator.Greater, Right: Constant } beyond } && beyond.Left == term.By);
        if (behind < 0)
            return null;
        conjuncts[behind] = ((Compare)((Not)conjuncts[behind]).Operand) with { Operator = ComparisonOperator.LessOrEqual };
        return query with { Filter = Conjuncts.All(conjuncts) };
    }

    /// <summary>How a query is answered.</summary>
    public static QuerySql Translate(Query query, SnapshotReads reads, bool withReplaced) =>
        QuerySql.Of(query, reads.Number, new Sources(reads.TableOf, withReplaced));

    // Null when versions that have been replaced since are needed; or when a whole page was wanted and there is none.
    private async Task<(QueryResult, CandidateStream?)?> TryAsync(
        Query query, Answer answer, bool withReplaced, CancellationToken cancel, bool isWholePage = false)
    {
        var sql = Translate(query, reads, withReplaced);
        var hasCursor = !sql.IsWhole || query.Top is null or > MostAtOnce;
        if (isWholePage && hasCursor)
            return null;
        var connection = await reads.ConnectionAsync(cancel).ConfigureAwait(false);
        var stream = new CandidateStream(connection, reads, reads.TableOf(query.Set), query with { Projection = sql.Projection }, isAhead: sql.IsWhole);
        try
        {
            if (await ReadAsync(connection, query, sql, withReplaced, hasCursor, cancel).ConfigureAwait(false) is not var (count, places))
                return null;
            if (isWholePage && places.Count < query.Top)
                return null;
            await stream.StartAsync(places, hasCursor, cancel).ConfigureAwait(false);
            var candidates = new StreamedCandidates(stream.PagesAsync(cancel), stream.ByIdsAsync)
            {
                Referring = stream.ReferringAsync,
                Filter = sql.Residual,
                InOrder = sql.InOrder,
                Count = count,
            };
            var rest = sql.IsWhole ? query with { Skip = 0, Top = null } : query;
            var result = await answer(rest, candidates).ConfigureAwait(false);
            var open = stream.IsComplete ? null : stream;
            stream = null;
            return (result, open);
        }
        finally
        {
            // A reader is closed before its connection is given back: the pool hands both to the next.
            if (stream is not null)
                await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<(long? Count, List<Found> Places)?> ReadAsync(
        NpgsqlConnection connection, Query query, QuerySql sql, bool withReplaced, bool hasCursor, CancellationToken cancel)
    {
        var countsHere = query.Count && sql.Residual is null;
        var wantsPage = query.Top is not 0 || (query.Count && !countsHere);
        await using var batch = BatchOf(connection, query, sql, withReplaced, countsHere, wantsPage, hasCursor ? CandidateStream.CursorOf(reads.TableOf(query.Set), query) : null);
        await using var reader = await batch.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        if (!withReplaced && await FirstAsync(reader, cancel).ConfigureAwait(false) is true)
            return null;
        long? count = countsHere ? (long)(await FirstAsync(reader, cancel).ConfigureAwait(false))! : null;
        return (count, wantsPage ? await CandidateStream.ReadAsync(reader, reads.TableOf(query.Set), query, cancel).ConfigureAwait(false) : []);
    }

    private static NpgsqlBatch BatchOf(
        NpgsqlConnection connection, Query query, QuerySql sql, bool withReplaced, bool wantsCount, bool wantsPage, string? cursor)
    {
        var batch = ReadTransaction.Begin(connection, query.Budget, sql.WantsOwnPlan);
        void Add(string text, bool all)
        {
            var command = new NpgsqlBatchCommand(text);
            sql.Give(command.Parameters, all);
            batch.BatchCommands.Add(command);
        }
        var (count, page) = (wantsCount ? sql.CountSql() : null, wantsPage ? sql.PageSql() : null);
        if (!withReplaced)
            Add(sql.GuardSql, all: false);
        if (count is not null)
            Add(count, all: false);
        if (page is null || cursor is null)
        {
            if (page is not null)
                Add(page, all: true);
            batch.BatchCommands.Add(new("COMMIT"));
            return batch;
        }
        Add($"DECLARE {cursor} NO SCROLL CURSOR FOR {page}", all: true);
        batch.BatchCommands.Add(new($"FETCH {CandidateStream.PageSize} FROM {cursor}"));
        return batch;
    }

    private static async Task<object?> FirstAsync(NpgsqlDataReader reader, CancellationToken cancel)
    {
        await reader.ReadAsync(cancel).ConfigureAwait(false);
        var value = reader.GetValue(0);
        await reader.NextResultAsync(cancel).ConfigureAwait(false);
        return value;
    }
}
