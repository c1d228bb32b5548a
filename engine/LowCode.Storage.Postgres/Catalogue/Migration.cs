using System.Collections.Immutable;
using LowCode.Storage.Postgres.Connections;
using LowCode.Storage.Postgres.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;
using Npgsql;
using NpgsqlTypes;

namespace LowCode.Storage.Postgres.Catalogue;

/// <summary>
/// Brings tables and indexes to what has been declared, on a connection of its own, while readers and writers of all
/// nodes go on. One node at a time; what is there already is left alone.
/// </summary>
internal sealed class Migration(NpgsqlConnection connection, Database database)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private string Schema => database.Schema;

    /// <summary>Does it, and returns the catalogue as it then is.</summary>
    /// <exception cref="ArgumentException">A declaration cannot be: its shape does not grow, or records break a unique index.</exception>
    public async Task<SetCatalogue> RunAsync(IReadOnlyCollection<RecordSet> sets, CancellationToken cancel)
    {
        var known = await SetCatalogue.ReadAsync(connection, Schema, cancel).ConfigureAwait(false);
        if (sets.All(set => IsDeclared(set, known)))
        {
            Check(sets, known);
            return known;
        }
        await LockAsync(cancel).ConfigureAwait(false);
        try
        {
            known = await SetCatalogue.ReadAsync(connection, Schema, cancel).ConfigureAwait(false);
            Check(sets, known);
            await CreateTablesAsync([.. sets.Where(set => !known.Tables.ContainsKey(set.Name))], known, cancel).ConfigureAwait(false);
            foreach (var set in sets.Where(set => known.Tables.ContainsKey(set.Name) && !IsDeclared(set, known)))
                await ChangeTableAsync(set, known.Tables[set.Name], cancel).ConfigureAwait(false);
            return await SetCatalogue.ReadAsync(connection, Schema, cancel).ConfigureAwait(false);
        }
        finally
        {
            // The lock outlives a cancelled statement, but not its connection.
            if (connection.FullState is System.Data.ConnectionState.Open)
                await ExecuteAsync($"SELECT pg_advisory_unlock({database.DeclareLock})", CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static void Check(IReadOnlyCollection<RecordSet> sets, SetCatalogue known)
    {
        foreach (var set in sets)
            Declaration.Check(set, known.Tables.GetValueOrDefault(set.Name)?.Set);
    }

    private static bool IsDeclared(RecordSet set, SetCatalogue known) =>
        known.Tables.TryGetValue(set.Name, out var table)
        && ShapeJson.Write(set.Shape) == ShapeJson.Write(table.Set.Shape)
        && IndexJson.Write(set.Indexes) == IndexJson.Write(table.Set.Indexes);

    // Waiting inside a statement would hold a snapshot, for which another node's CREATE INDEX CONCURRENTLY waits in turn.
    private async Task LockAsync(CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({database.DeclareLock})", connection);
        while (await command.ExecuteScalarAsync(cancel).ConfigureAwait(false) is not true)
            await Task.Delay(Pause, cancel).ConfigureAwait(false);
    }

    // New tables are empty: nobody can mind that their indexes are made at once.
    private async Task CreateTablesAsync(List<RecordSet> sets, SetCatalogue known, CancellationToken cancel)
    {
        if (sets.Count == 0)
            return;
        var number = known.Tables.Values.Select(table => table.Number).DefaultIfEmpty().Max();
        await using var transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        foreach (var set in sets)
        {
            var table = new SetTable(Schema, ++number, set);
            await ExecuteAsync(CreateSql(table), cancel).ConfigureAwait(false);
            await KeepAsync(table, cancel).ConfigureAwait(false);
        }
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
    }

    private static string CreateSql(SetTable table)
    {
        var columns = SetTable.SystemColumns.Select(column => $"{column.Name} {column.Type}")
            .Concat(table.Set.Shape.Slots.Select(slot => $"{ColumnNames.Of(FieldRef.Of(slot))} {SetTable.TypeOf(slot.Kind)}"));
        var indexes = table.Set.Indexes.DistinctBy(index => IndexSql.NameOf(table.Number, index.Fields))
            .Select(index => IndexSql.Create(table, index.Fields, concurrently: false) + ";");
        return $"""
            CREATE TABLE {table.Current} (since bigint NOT NULL, {string.Join(", ", columns)}, PRIMARY KEY (id));
            CREATE TABLE {table.Replaced} (LIKE {table.Current}, until bigint NOT NULL);
            CREATE INDEX ON {table.Replaced} (until);
            {string.Concat(indexes)}
            """;
    }

    private async Task ChangeTableAsync(RecordSet set, SetTable known, CancellationToken cancel)
    {
        var table = new SetTable(Schema, known.Number, set);
        await AddColumnsAsync(table, known.Set.Shape.Slots.Length, cancel).ConfigureAwait(false);
        var added = set.Indexes.Where(index => index.Unique && !known.Set.Indexes.Any(old => old.Unique && old.Fields.SequenceEqual(index.Fields))).ToList();
        await RefuseDuplicatesAsync(table, added, cancel).ConfigureAwait(false);
        await CreateIndexesAsync(table, cancel).ConfigureAwait(false);
        // From here on all nodes keep a new unique index: under the lock nobody commits, and whoever commits next reads it.
        await using (var transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false))
        {
            await ExecuteAsync($"SELECT pg_advisory_xact_lock({database.CommitLock})", cancel).ConfigureAwait(false);
            await RefuseDuplicatesAsync(table, added, cancel).ConfigureAwait(false);
            await KeepAsync(table, cancel).ConfigureAwait(false);
            await transaction.CommitAsync(cancel).ConfigureAwait(false);
        }
        await DropIndexesAsync(table, cancel).ConfigureAwait(false);
    }

    // Adding a column is instant, but its lock queues behind readers and others queue behind it: so it does not wait long.
    private async Task AddColumnsAsync(SetTable table, int from, CancellationToken cancel)
    {
        var columns = table.Set.Shape.Slots.Skip(from)
            .Select(slot => $"ADD COLUMN IF NOT EXISTS {ColumnNames.Of(FieldRef.Of(slot))} {SetTable.TypeOf(slot.Kind)}").ToList();
        if (columns.Count == 0)
            return;
        var list = string.Join(", ", columns);
        while (true)
        {
            try
            {
                await using var transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
                await ExecuteAsync("SET LOCAL lock_timeout = '100ms'", cancel).ConfigureAwait(false);
                await ExecuteAsync($"ALTER TABLE {table.Replaced} {list}; ALTER TABLE {table.Current} {list}", cancel).ConfigureAwait(false);
                await transaction.CommitAsync(cancel).ConfigureAwait(false);
                return;
            }
            catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                await Task.Delay(Pause, cancel).ConfigureAwait(false);
            }
        }
    }

    private async Task RefuseDuplicatesAsync(SetTable table, List<RecordIndex> indexes, CancellationToken cancel)
    {
        foreach (var index in indexes)
        {
            var columns = index.Fields.Select(ColumnNames.Of).ToList();
            await using var command = new NpgsqlCommand(
                $"""
                SELECT min(id::text), max(id::text) FROM {table.Current} WHERE {string.Join(" AND ", columns.Select(column => column + " IS NOT NULL"))}
                GROUP BY {string.Join(", ", columns)} HAVING count(*) > 1 LIMIT 1
                """, connection);
            await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
            if (await reader.ReadAsync(cancel).ConfigureAwait(false))
                throw new ArgumentException(
                    $"A unique index of '{table.Set.Name}' cannot be made: {reader.GetString(0)} and {reader.GetString(1)} have the same values.");
        }
    }

    private async Task CreateIndexesAsync(SetTable table, CancellationToken cancel)
    {
        var present = await IndexNamesAsync(table, cancel).ConfigureAwait(false);
        var made = false;
        foreach (var fields in table.Set.Indexes.Select(index => index.Fields))
        {
            var name = IndexSql.NameOf(table.Number, fields);
            if (present.TryGetValue(name, out var isValid) && isValid)
                continue;
            // What an earlier attempt left is no index.
            if (present.ContainsKey(name))
                await ExecuteAsync(IndexSql.Drop(Schema, name), cancel).ConfigureAwait(false);
            await ExecuteAsync(IndexSql.Create(table, fields, concurrently: true), cancel).ConfigureAwait(false);
            made = true;
        }
        if (made)
            await ExecuteAsync($"ANALYZE {table.Current}", cancel).ConfigureAwait(false);
    }

    private async Task DropIndexesAsync(SetTable table, CancellationToken cancel)
    {
        var wanted = table.Set.Indexes.Select(index => IndexSql.NameOf(table.Number, index.Fields)).ToHashSet();
        foreach (var name in (await IndexNamesAsync(table, cancel).ConfigureAwait(false)).Keys.Where(name => !wanted.Contains(name)))
            await ExecuteAsync(IndexSql.Drop(Schema, name), cancel).ConfigureAwait(false);
    }

    private async Task<Dictionary<string, bool>> IndexNamesAsync(SetTable table, CancellationToken cancel)
    {
        var names = new Dictionary<string, bool>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(
            $"""
            SELECT c.relname, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = '{table.Current}'::regclass AND starts_with(c.relname, '{IndexSql.Prefix(table.Number)}')
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
            names.Add(reader.GetString(0), reader.GetBoolean(1));
        return names;
    }

    private async Task KeepAsync(SetTable table, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"""
            INSERT INTO {Schema}.sets (number, name, shape, indexes, version)
            VALUES ($1, $2, $3, $4, (SELECT coalesce(max(version), 0) + 1 FROM {Schema}.sets))
            ON CONFLICT (number) DO UPDATE SET shape = excluded.shape, indexes = excluded.indexes, version = excluded.version
            """, connection)
        {
            Parameters =
            {
                new() { Value = table.Number },
                new() { Value = table.Set.Name },
                new() { Value = ShapeJson.Write(table.Set.Shape), NpgsqlDbType = NpgsqlDbType.Jsonb },
                new() { Value = IndexJson.Write(table.Set.Indexes), NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        };
        await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
    }
}
