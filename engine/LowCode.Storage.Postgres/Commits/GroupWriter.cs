using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Postgres.Connections;
using LowCode.Storage.Postgres.Values;
using LowCode.Storage.Records;
using Npgsql;
using NpgsqlTypes;

namespace LowCode.Storage.Postgres.Commits;

/// <summary>Writes what a group has come to and commits, in one round trip.</summary>
internal static class GroupWriter
{
    public static async Task CommitAsync(NpgsqlConnection connection, Database database, GroupWork group)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var set in group.Sets)
        {
            var replaced = set.Replaced.ToList();
            if (replaced.Count > 0)
                batch.BatchCommands.Add(Replace(set, replaced));
            var left = set.Left.ToList();
            if (left.Count > 0)
                batch.BatchCommands.Add(Insert(set.Table, left));
        }
        batch.BatchCommands.Add(Log(database, group.Changes));
        var erasing = group.Changes.Where(change => change.Erases).ToList();
        if (erasing.Count > 0)
            batch.BatchCommands.Add(Erase(database, erasing));
        batch.BatchCommands.Add(Notify(database, group.End));
        batch.BatchCommands.Add(new("COMMIT"));
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private static NpgsqlBatchCommand Replace(SetState set, List<(Guid Id, long Change)> replaced)
    {
        var columns = set.Table.Columns;
        return new NpgsqlBatchCommand(
            $"""
            WITH gone AS (
                DELETE FROM {set.Table.Current} a USING unnest($1, $2) AS w(record, change) WHERE a.id = w.record
                RETURNING a.*, w.change)
            INSERT INTO {set.Table.Replaced} (since, {columns}, until) SELECT since, {columns}, change FROM gone
            """)
        {
            Parameters = { Array(NpgsqlDbType.Uuid, replaced.Select(pair => pair.Id)), Array(NpgsqlDbType.Bigint, replaced.Select(pair => pair.Change)) },
        };
    }

    /// <summary>Puts records into a set's table, each with the change that made it.</summary>
    public static NpgsqlBatchCommand Insert(SetTable table, List<(Record Record, long Change)> left)
    {
        var records = left.ConvertAll(pair => pair.Record);
        var parameters = new List<NpgsqlParameter> { Array(NpgsqlDbType.Bigint, left.Select(pair => pair.Change)) };
        parameters.AddRange(RecordColumns.OfSystem(records));
        foreach (var slot in table.Set.Shape.Slots)
            parameters.Add(RecordColumns.OfSlot(records, slot));
        var command = new NpgsqlBatchCommand(
            $"INSERT INTO {table.Current} (since, {table.Columns}) SELECT * FROM unnest({string.Join(", ", parameters.Select((_, i) => "$" + Database.Literal(i + 1)))})");
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    private static NpgsqlBatchCommand Log(Database database, IReadOnlyList<LoggedChange> changes) =>
        new($"INSERT INTO {database.Schema}.changes (number, set_number, record_id, head, body, hash, records, at) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)")
        {
            Parameters =
            {
                Array(NpgsqlDbType.Bigint, changes.Select(change => change.Number)),
                Array(NpgsqlDbType.Integer, changes.Select(change => change.Set)),
                Array(NpgsqlDbType.Uuid, changes.Select(change => change.Id)),
                Array(NpgsqlDbType.Bytea, changes.Select(change => change.Head)),
                Array(NpgsqlDbType.Bytea, changes.Select(change => change.Body)),
                Array(NpgsqlDbType.Bytea, changes.Select(change => change.Hash)),
                Array(NpgsqlDbType.Bigint, changes.Select(change => change.Records)),
                Array(NpgsqlDbType.TimestampTz, changes.Select(change => change.At.UtcDateTime)),
            },
        };

    private static NpgsqlBatchCommand Erase(Database database, List<LoggedChange> erasing) =>
        new($"""
            UPDATE {database.Schema}.changes c SET body = NULL FROM unnest($1, $2, $3) AS e(set_number, record_id, number)
            WHERE c.record_id = e.record_id AND c.set_number = e.set_number AND c.number < e.number AND c.body IS NOT NULL
            """)
        {
            Parameters =
            {
                Array(NpgsqlDbType.Integer, erasing.Select(change => change.Set)),
                Array(NpgsqlDbType.Uuid, erasing.Select(change => change.Id)),
                Array(NpgsqlDbType.Bigint, erasing.Select(change => change.Number)),
            },
        };

    private static NpgsqlBatchCommand Notify(Database database, LogEnd end) => new("SELECT pg_notify($1, $2)")
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = database.Channel },
            new NpgsqlParameter<string> { TypedValue = $"{Database.Literal(end.Number)} {Database.Literal(end.Records)}" },
        },
    };

    private static NpgsqlParameter<T[]> Array<T>(NpgsqlDbType type, IEnumerable<T> values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = [.. values] };
}
