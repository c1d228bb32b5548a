using LowCode.Definitions.Messages;
using LowCode.Storage.Changes;
using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Postgres.Commits;
using LowCode.Storage.Postgres.Connections;
using LowCode.Storage.Records;
using Npgsql;
using NpgsqlTypes;

namespace LowCode.Storage.Postgres.Backups;

/// <summary>
/// Fills an empty schema from a change log: the log as it is, the records as their newest entries say. All of it or nothing.
/// </summary>
/// <param name="connection">A connection of its own.</param>
/// <param name="database">Where to.</param>
/// <param name="sets">Every set that an entry names.</param>
/// <param name="changes">The whole log from its first entry; read twice.</param>
internal sealed class Restorer(
    NpgsqlConnection connection, Database database, IReadOnlyCollection<RecordSet> sets, Func<IAsyncEnumerable<StoredChange>> changes)
{
    private const int Slice = 1000;

    public async Task RunAsync(CancellationToken cancel)
    {
        await RefuseContentAsync(database, cancel).ConfigureAwait(false);
        foreach (var set in sets.Where(set => set.Shape.Slots.Length > SetTable.MostFields))
        {
            throw new StorageException(RuntimeMessages.TooManyFields,
                [("form", set.Name), ("count", set.Shape.Slots.Length), ("max", SetTable.MostFields)]);
        }
        var catalogue = await new Migration(connection, database).RunAsync(sets, cancel).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        await using (var alone = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({database.CommitLock})", connection))
            await alone.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
        await RefuseContentAsync(database, cancel).ConfigureAwait(false);
        var newest = await CopyChangesAsync(catalogue, cancel).ConfigureAwait(false);
        await FillAsync(catalogue, newest, cancel).ConfigureAwait(false);
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
        await using var analyze = new NpgsqlCommand("ANALYZE", connection) { CommandTimeout = 0 };
        await analyze.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Refuses a schema in which something has been written; tables without a change are what an earlier attempt has left.</summary>
    public static async Task RefuseContentAsync(Database database, CancellationToken cancel)
    {
        if (await database.LastChangeAsync(cancel).ConfigureAwait(false) > 0)
            throw new StorageException(StorageMessages.DatabaseNotEmpty, [("schema", database.Schema)]);
    }

    private static SetTable TableOf(string set, SetCatalogue catalogue) => catalogue.Tables.GetValueOrDefault(set)
        ?? throw new StorageException(StorageMessages.RecordUnreadable, [("set", set), ("reason", "the set is not known")]);

    private async Task<Dictionary<(string, Guid), long>> CopyChangesAsync(SetCatalogue catalogue, CancellationToken cancel)
    {
        var newest = new Dictionary<(string, Guid), long>();
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY {database.Schema}.changes (number, set_number, record_id, head, body, hash, records, at) FROM STDIN (FORMAT BINARY)", cancel).ConfigureAwait(false);
        await foreach (var row in changes().WithCancellation(cancel).ConfigureAwait(false))
        {
            var entry = ChangeHead.Read(row.Head);
            if (entry.IsDeletion || entry.IsNote)
                newest.Remove((entry.Set, entry.Id));
            else
                newest[(entry.Set, entry.Id)] = row.Number;
            await copy.StartRowAsync(cancel).ConfigureAwait(false);
            await copy.WriteAsync(row.Number, NpgsqlDbType.Bigint, cancel).ConfigureAwait(false);
            await copy.WriteAsync(TableOf(entry.Set, catalogue).Number, NpgsqlDbType.Integer, cancel).ConfigureAwait(false);
            await copy.WriteAsync(entry.Id, NpgsqlDbType.Uuid, cancel).ConfigureAwait(false);
            await copy.WriteAsync(row.Head, NpgsqlDbType.Bytea, cancel).ConfigureAwait(false);
            await (row.Body is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(row.Body, NpgsqlDbType.Bytea, cancel)).ConfigureAwait(false);
            await copy.WriteAsync(row.Hash, NpgsqlDbType.Bytea, cancel).ConfigureAwait(false);
            await copy.WriteAsync((long)newest.Count, NpgsqlDbType.Bigint, cancel).ConfigureAwait(false);
            await copy.WriteAsync(entry.At.UtcDateTime, NpgsqlDbType.TimestampTz, cancel).ConfigureAwait(false);
        }
        await copy.CompleteAsync(cancel).ConfigureAwait(false);
        return newest;
    }

    private async Task FillAsync(
        SetCatalogue catalogue, Dictionary<(string, Guid), long> newest, CancellationToken cancel)
    {
        var waiting = new Dictionary<SetTable, List<(Record, long)>>();
        await foreach (var row in changes().WithCancellation(cancel).ConfigureAwait(false))
        {
            var entry = ChangeEntry.Read(row, set => catalogue.Tables[set].Set.Shape);
            if (entry.Record is null || newest.GetValueOrDefault((entry.Set, entry.Id)) != row.Number)
                continue;
            var table = catalogue.Tables[entry.Set];
            if (!waiting.TryGetValue(table, out var records))
                waiting.Add(table, records = []);
            records.Add((entry.Record, row.Number));
            if (records.Count == Slice)
                await InsertAsync(table, records, cancel).ConfigureAwait(false);
        }
        foreach (var (table, records) in waiting)
        {
            if (records.Count > 0)
                await InsertAsync(table, records, cancel).ConfigureAwait(false);
        }
    }

    private async Task InsertAsync(SetTable table, List<(Record, long)> records, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { GroupWriter.Insert(table, records) } };
        await batch.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
        records.Clear();
    }
}
