using LowCode.Storage.Changes;
using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Postgres.Connections;
using LowCode.Storage.Postgres.Translation;
using LowCode.Storage.Postgres.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;
using Npgsql;
using NpgsqlTypes;

namespace LowCode.Storage.Postgres.Querying;

/// <summary>Reads records as they were at a change.</summary>
internal sealed class SnapshotReads(Database database, Func<string, SetTable> tableOf, long number)
{
    public long Number => number;

    public Func<string, SetTable> TableOf => tableOf;

    public ValueTask<NpgsqlConnection> ConnectionAsync(CancellationToken cancel) => database.ReaderAsync(cancel);

    public async Task<Record?> FindAsync(string set, Guid id, CancellationToken cancel)
    {
        var table = tableOf(set);
        await using var connection = await database.ReaderAsync(cancel).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(ByIdSql(table, "id = $2", null), connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = number }, new NpgsqlParameter<Guid> { TypedValue = id } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        return await reader.ReadAsync(cancel).ConfigureAwait(false) ? RecordReader.Read(reader, table.Set) : null;
    }

    public async Task<IReadOnlyList<Record>> ByIdsAsync(string set, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        await using var connection = await database.ReaderAsync(cancel).ConfigureAwait(false);
        return await ByIdsAsync(connection, set, ids, null, cancel).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<Record>> ByIdsAsync(
        NpgsqlConnection connection, string set, IReadOnlyCollection<Guid> ids, Projection? projection, CancellationToken cancel) =>
        AnyAsync(connection, set, "id", ids, projection, cancel);

    /// <summary>Records that refer to one of some records.</summary>
    public async Task<IReadOnlyList<Record>> ReferringAsync(
        string set, FieldRef reference, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        await using var connection = await database.ReaderAsync(cancel).ConfigureAwait(false);
        return await ReferringAsync(connection, set, reference, ids, cancel).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<Record>> ReferringAsync(
        NpgsqlConnection connection, string set, FieldRef reference, IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        AnyAsync(connection, set, ColumnNames.Of(reference), ids, null, cancel);

    private async Task<IReadOnlyList<Record>> AnyAsync(
        NpgsqlConnection connection, string set, string column, IReadOnlyCollection<Guid> ids, Projection? projection, CancellationToken cancel)
    {
        var table = tableOf(set);
        await using var command = new NpgsqlCommand(ByIdSql(table, $"{column} = ANY($2)", projection), connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = number },
                new NpgsqlParameter<Guid[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid, TypedValue = [.. ids] },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        var records = new List<Record>(ids.Count);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
            records.Add(RecordReader.Read(reader, table.Set));
        return records;
    }

    /// <summary>Which records have changed is told by the log, what they are by their tables.</summary>
    public async Task<IReadOnlyList<RecordChange>> ChangedAsync(string set, long after, int top, CancellationToken cancel)
    {
        await using var connection = await database.ReaderAsync(cancel).ConfigureAwait(false);
        var newest = new List<(Guid Id, long Number)>();
        await using (var command = new NpgsqlCommand(
            $"SELECT record_id, max(number) FROM {database.Schema}.changes WHERE set_number = $1 AND number > $2 AND number <= $3 GROUP BY record_id ORDER BY 2 LIMIT $4",
            connection))
        {
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = tableOf(set).Number });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = top });
            await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
            while (await reader.ReadAsync(cancel).ConfigureAwait(false))
                newest.Add((reader.GetGuid(0), reader.GetInt64(1)));
        }
        var records = newest.Count == 0 ? [] : (await ByIdsAsync(connection, set, [.. newest.Select(change => change.Id)], null, cancel).ConfigureAwait(false))
            .ToDictionary(record => record.Id);
        return [.. newest.Select(change => new RecordChange(change.Number, change.Id, records.GetValueOrDefault(change.Id)))];
    }

    private static string ByIdSql(SetTable table, string condition, Projection? projection) =>
        $"SELECT * FROM ({Sources.At(table, table.ColumnsOf(projection), withReplaced: true)}) AS a WHERE {condition}";
}
