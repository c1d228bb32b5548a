using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Postgres.Connections;
using LowCode.Storage.Postgres.Values;
using LowCode.Storage.Records;
using Npgsql;
using NpgsqlTypes;

namespace LowCode.Storage.Postgres.Commits;

/// <summary>
/// Begins a group's transaction: takes the commit lock, and reads what the group must know, in one round trip.
/// </summary>
internal sealed class GroupReader(NpgsqlConnection connection, Database database)
{
    /// <summary>Where the change log ends, what the sets hold, and the catalogue, which is read again when it is old.</summary>
    public async Task<(LogEnd End, Dictionary<string, SetState> Sets, SetCatalogue Catalogue)> BeginAsync(
        IReadOnlyList<PreparedBatch> batches, SetCatalogue catalogue)
    {
        var lead = new[] { "BEGIN", $"SELECT pg_advisory_xact_lock({database.CommitLock})" };
        while (true)
        {
            var sets = SetsOf(batches, catalogue);
            var (end, version) = await ReadAsync(lead, batches, sets).ConfigureAwait(false);
            if (version == catalogue.Version)
                return (end, sets, catalogue);
            catalogue = await SetCatalogue.ReadAsync(connection, database.Schema, CancellationToken.None).ConfigureAwait(false);
            lead = [];
        }
    }

    private static Dictionary<string, SetState> SetsOf(IReadOnlyList<PreparedBatch> batches, SetCatalogue catalogue)
    {
        var sets = new Dictionary<string, SetState>(StringComparer.Ordinal);
        var named = batches.SelectMany(batch => batch.Writes.Select(write => write.Write.Set).Concat(batch.Batch.Absent.Select(key => key.Set)));
        foreach (var name in named)
        {
            // A set that this node has declared but not yet met here is in the newer catalogue.
            if (!sets.ContainsKey(name) && catalogue.Tables.TryGetValue(name, out var table))
                sets.Add(name, new SetState(table));
        }
        return sets;
    }

    private async Task<(LogEnd End, long Version)> ReadAsync(
        string[] lead, IReadOnlyList<PreparedBatch> batches, Dictionary<string, SetState> sets)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in lead)
            batch.BatchCommands.Add(new(sql));
        batch.BatchCommands.Add(new(SetCatalogue.VersionSql(database.Schema)));
        batch.BatchCommands.Add(new($"SELECT number, hash, records FROM {database.Schema}.changes ORDER BY number DESC LIMIT 1"));
        var readers = new List<Action<NpgsqlDataReader>>();
        foreach (var set in sets.Values)
        {
            var writes = batches.SelectMany(item => item.Writes).Select(write => write.Write).Where(write => write.Set == set.Table.Set.Name).ToList();
            var absent = batches.SelectMany(item => item.Batch.Absent).Where(key => key.Set == set.Table.Set.Name).Select(key => key.Id);
            batch.BatchCommands.Add(Revisions(set, writes.Select(write => write.Id).Concat(absent)));
            readers.Add(reader => set.Found(reader.GetGuid(0), reader.GetInt64(1)));
            if (Logged(set, batches) is { } logged)
            {
                batch.BatchCommands.Add(logged);
                readers.Add(reader => set.Logged(reader.GetGuid(0)));
            }
            foreach (var values in set.Uniques)
            {
                if (Holders(set, values, writes) is not { } command)
                    continue;
                batch.BatchCommands.Add(command);
                readers.Add(reader => values.Hold(reader.GetGuid(0), KeyAt(reader, values.Index)));
            }
        }
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        if (lead.Length > 0)
            await reader.NextResultAsync().ConfigureAwait(false);
        await reader.ReadAsync().ConfigureAwait(false);
        var version = reader.GetInt64(0);
        await reader.NextResultAsync().ConfigureAwait(false);
        var end = await reader.ReadAsync().ConfigureAwait(false)
            ? new LogEnd(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetInt64(2)) : LogEnd.None;
        foreach (var read in readers)
        {
            await reader.NextResultAsync().ConfigureAwait(false);
            while (await reader.ReadAsync().ConfigureAwait(false))
                read(reader);
        }
        return (end, version);
    }

    private static NpgsqlBatchCommand Revisions(SetState set, IEnumerable<Guid> ids) =>
        new($"SELECT id, revision FROM {set.Table.Current} WHERE id = ANY($1)")
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]>
                {
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid, TypedValue = [.. ids.Distinct()],
                },
            },
        };

    // Only who erases a record that is deleted has to know that there ever was one.
    private NpgsqlBatchCommand? Logged(SetState set, IReadOnlyList<PreparedBatch> batches)
    {
        Guid[] ids =
        [
            .. batches.SelectMany(item => item.Writes)
                .Where(prepared => prepared is { Erases: true, Write: { New: null, ExpectedRevision: 0 } } && prepared.Write.Set == set.Table.Set.Name)
                .Select(prepared => prepared.Write.Id).Distinct(),
        ];
        return ids.Length == 0 ? null : new($"SELECT DISTINCT record_id FROM {database.Schema}.changes WHERE record_id = ANY($1) AND set_number = $2")
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid, TypedValue = ids },
                new NpgsqlParameter<int> { TypedValue = set.Table.Number },
            },
        };
    }

    private static NpgsqlBatchCommand? Holders(SetState set, UniqueValues values, List<RecordWrite> writes)
    {
        var keys = writes.Select(write => write.New is null ? null : UniqueKey.Of(values.Index, write.New)).OfType<UniqueKey>().Distinct().ToList();
        if (keys.Count == 0)
            return null;
        var fields = values.Index.Fields;
        var columns = fields.Select(ColumnNames.Of).ToList();
        var matches = fields.Select((field, i) => SetTable.IsCut(field)
            ? $"a.{columns[i]} = k.v{i} AND left(a.{columns[i]}, {SetTable.IndexedText}) = left(k.v{i}, {SetTable.IndexedText})"
            : $"a.{columns[i]} = k.v{i}");
        var command = new NpgsqlBatchCommand(
            $"SELECT a.id, {string.Join(", ", columns.Select(column => "a." + column))} FROM unnest({string.Join(", ", fields.Select((_, i) => $"${i + 1}"))}) "
            + $"AS k({string.Join(", ", fields.Select((_, i) => $"v{i}"))}) JOIN {set.Table.Current} a ON {string.Join(" AND ", matches)}");
        for (var i = 0; i < fields.Length; i++)
        {
            var at = i;
            command.Parameters.Add(RecordColumns.Of(fields[i].Kind, keys.Count, key => keys[key].Values[at]));
        }
        return command;
    }

    private static UniqueKey KeyAt(NpgsqlDataReader reader, RecordIndex index)
    {
        var values = new Value[index.Fields.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = RecordReader.ReadValue(reader, i + 1, new Slot(0, "", index.Fields[i].Kind, null));
        return new UniqueKey(values);
    }
}
