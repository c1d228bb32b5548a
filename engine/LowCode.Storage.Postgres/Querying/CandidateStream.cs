using System.Runtime.CompilerServices;
using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Postgres.Connections;
using LowCode.Storage.Postgres.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;
using Npgsql;

namespace LowCode.Storage.Postgres.Querying;

/// <summary>Where a candidate is: a record, or a row by its record's id and its places in the tables, from 0.</summary>
internal readonly record struct Found(Record? Record, Guid Id, int[] Row);

/// <summary>
/// A query's candidates as the database gives them: a page at a time from a cursor, on a connection that is given back
/// as soon as the last has come. The first page is there from the start.
/// </summary>
/// <param name="connection">The connection, which is the stream's from now on.</param>
/// <param name="reads">Reads at the same change.</param>
/// <param name="table">The set's tables.</param>
/// <param name="query">The query.</param>
/// <param name="isAhead">
/// True when the next page is fetched while somebody reads the last: only where nobody asks for related records meanwhile,
/// because those come by the same connection.
/// </param>
internal sealed class CandidateStream(NpgsqlConnection connection, SnapshotReads reads, SetTable table, Query query, bool isAhead)
    : IDisposable, IAsyncDisposable
{
    public const int PageSize = 1000;

    private NpgsqlConnection? _connection = connection;
    private List<Candidate> _first = [];
    private bool _isComplete;

    /// <summary>True when it holds no connection any more.</summary>
    public bool IsComplete => _isComplete;

    /// <summary>
    /// The cursor's name: another for other columns, because the driver keeps a statement's columns with its text.
    /// </summary>
    public static string CursorOf(SetTable table, Query query) =>
        $"c{Database.Literal(table.Number)}_{Database.Literal(table.Set.Shape.Slots.Length)}_{Database.Literal(query.Table.IsDefault ? 0 : query.Table.Length)}";

    /// <summary>Takes the first page. Without a cursor it is the only one.</summary>
    public async Task StartAsync(List<Found> places, bool hasCursor, CancellationToken cancel)
    {
        _first = await FoundAsync(places, cancel).ConfigureAwait(false);
        if (!hasCursor || places.Count < PageSize)
            await DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Reads the page that a result gives.</summary>
    public static async Task<List<Found>> ReadAsync(NpgsqlDataReader reader, SetTable table, Query query, CancellationToken cancel)
    {
        var places = new List<Found>();
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            if (query.Table.IsDefaultOrEmpty)
            {
                places.Add(new Found(RecordReader.Read(reader, table.Set), default, []));
                continue;
            }
            var row = new int[query.Table.Length];
            for (var depth = 0; depth < row.Length; depth++)
                row[depth] = (int)reader.GetInt64(depth + 1) - 1;
            places.Add(new Found(null, reader.GetGuid(0), row));
        }
        return places;
    }

    public async IAsyncEnumerable<IReadOnlyList<Candidate>> PagesAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        var next = Ahead(cancel);
        try
        {
            if (_first.Count > 0)
                yield return _first;
            while (next is not null || !_isComplete)
            {
                var page = await (next ?? NextAsync(cancel)).ConfigureAwait(false);
                next = Ahead(cancel);
                if (page.Count > 0)
                    yield return page;
            }
        }
        finally
        {
            // Nobody waits for its outcome any more, but the connection is not free before.
            if (next is not null)
                await Task.WhenAny(next).ConfigureAwait(false);
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Records by id, on the stream's own connection while it has one: who holds one must not wait for another.</summary>
    public async Task<IReadOnlyList<Record>> ByIdsAsync(string set, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        _connection is { } open
            ? await reads.ByIdsAsync(open, set, ids, null, cancel).ConfigureAwait(false)
            : await reads.ByIdsAsync(set, ids, cancel).ConfigureAwait(false);

    /// <summary>Records that refer to others, likewise.</summary>
    public async Task<IReadOnlyList<Record>> ReferringAsync(
        string set, FieldRef reference, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        _connection is { } open
            ? await reads.ReferringAsync(open, set, reference, ids, cancel).ConfigureAwait(false)
            : await reads.ReferringAsync(set, reference, ids, cancel).ConfigureAwait(false);

    public void Dispose()
    {
        _isComplete = true;
        Interlocked.Exchange(ref _connection, null)?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        _isComplete = true;
        if (Interlocked.Exchange(ref _connection, null) is { } open)
            await open.DisposeAsync().ConfigureAwait(false);
    }

    private Task<List<Candidate>>? Ahead(CancellationToken cancel) => isAhead && !_isComplete ? NextAsync(cancel) : null;

    private async Task<List<Candidate>> NextAsync(CancellationToken cancel)
    {
        try
        {
            var places = await FetchAsync(cancel).ConfigureAwait(false);
            var page = await FoundAsync(places, cancel).ConfigureAwait(false);
            if (places.Count < PageSize)
                await DisposeAsync().ConfigureAwait(false);
            return page;
        }
        catch (Exception failure) when (Failures.IsOurs(failure))
        {
            throw Failures.ToStorage(failure);
        }
    }

    private async Task<List<Found>> FetchAsync(CancellationToken cancel)
    {
        var open = _connection ?? throw new ObjectDisposedException(nameof(CandidateStream), "The snapshot has been disposed.");
        await using var fetch = new NpgsqlCommand($"FETCH {PageSize} FROM {CursorOf(table, query)}", open);
        fetch.CommandTimeout = ReadTransaction.TimeoutOf(query.Budget) ?? fetch.CommandTimeout;
        await using var reader = await fetch.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        return await ReadAsync(reader, table, query, cancel).ConfigureAwait(false);
    }

    private async Task<List<Candidate>> FoundAsync(List<Found> places, CancellationToken cancel)
    {
        if (query.Table.IsDefaultOrEmpty)
            return places.ConvertAll(place => new Candidate(new Hit(place.Record!)));
        if (places.Count == 0)
            return [];
        // By the stream's own connection: it is given back only once all pages have come.
        var owners = (await reads.ByIdsAsync(_connection!, query.Set, [.. places.Select(place => place.Id).Distinct()], query.Projection, cancel).ConfigureAwait(false))
            .ToDictionary(record => record.Id);
        return places.ConvertAll(place => RowAt(owners[place.Id], place.Row));
    }

    private Candidate RowAt(Record owner, int[] places)
    {
        var (around, parent, position) = (owner.Data, (Row?)null, 0);
        for (var depth = 0; depth < places.Length; depth++)
        {
            var rows = around[query.Table[depth]].AsRows();
            for (var before = 0; before < places[depth]; before++)
                position += RowsBelow(rows[before], depth + 1);
            (parent, around) = (depth == 0 ? null : around, rows[places[depth]]);
        }
        return new Candidate(new Hit(owner, around, parent), position);
    }

    private int RowsBelow(Row row, int depth)
    {
        if (depth == query.Table.Length)
            return 1;
        var count = 0;
        foreach (var inner in row[query.Table[depth]].AsRows())
            count += RowsBelow(inner, depth + 1);
        return count;
    }
}
