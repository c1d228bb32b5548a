using System.Runtime.CompilerServices;
using LowCode.Definitions.Values;
using LowCode.Storage.Changes;
using LowCode.Storage.Postgres.Connections;
using Npgsql;

namespace LowCode.Storage.Postgres.Changes;

/// <summary>
/// Reads the change log in slices. An entry is there only when all before it are: each commit numbers its entries under
/// a lock that it holds to its end.
/// </summary>
internal sealed class ChangeReader(Database database)
{
    private const int SliceSize = 512;
    private static readonly DateTime Earliest = DateTime.UnixEpoch.AddYears(-1900);
    private static readonly DateTime Latest = DateTime.UnixEpoch.AddYears(8000);

    /// <summary>Entries after a number, up to another.</summary>
    public IAsyncEnumerable<StoredChange> ReadAsync(long after, long last, CancellationToken cancel) =>
        ReadAsync(new ChangeRange { After = after, Before = last + 1 }, cancel);

    /// <summary>The entries of a range, as far as the log goes now.</summary>
    public async IAsyncEnumerable<StoredChange> ReadAsync(ChangeRange range, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (after, before) = (range.After, Math.Min(range.Before, await database.LastChangeAsync(cancel).ConfigureAwait(false) + 1));
        // The database keeps whole microseconds: what is a little later than the end is left out here.
        var (from, until) = (range.From?.UtcDateTime ?? Earliest, range.Until?.UtcDateTime.AddTicks(TimeSpan.TicksPerMicrosecond - 1) ?? Latest);
        while (after < before - 1)
        {
            var rows = await SliceAsync(
                $"""
                SELECT number, head, body, hash FROM {database.Schema}.changes WHERE number > $1 AND number < $2 AND at >= $3 AND at < $4
                ORDER BY number {(range.NewestFirst ? "DESC" : "")} LIMIT {SliceSize}
                """,
                cancel, after, before, from, until).ConfigureAwait(false);
            foreach (var row in rows)
            {
                if (range is { From: null, Until: null } || range.Holds(ChangeHead.Read(row.Head).At))
                    yield return row;
            }
            if (rows.Count < SliceSize)
                yield break;
            if (range.NewestFirst)
                before = rows[^1].Number;
            else
                after = rows[^1].Number;
        }
    }

    /// <summary>One record's entries, newest first.</summary>
    public async IAsyncEnumerable<ChangeEntry> HistoryAsync(
        int set, Guid id, Func<string, Shape?> shapeOf, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var before = long.MaxValue; ;)
        {
            var rows = await SliceAsync(
                $"SELECT number, head, body, hash FROM {database.Schema}.changes WHERE record_id = $1 AND set_number = $2 AND number < $3 ORDER BY number DESC LIMIT {SliceSize}",
                cancel, id, set, before).ConfigureAwait(false);
            foreach (var row in rows)
                yield return ChangeEntry.Read(row, shapeOf);
            if (rows.Count < SliceSize)
                yield break;
            before = rows[^1].Number;
        }
    }

    /// <summary>Reads everything up to a number and checks it.</summary>
    public async Task<ChangeLogCheck> VerifyAsync(long last, IProgress<double>? progress, CancellationToken cancel)
    {
        var verifier = new ChangeLogVerifier();
        while (true)
        {
            await foreach (var row in ReadAsync(verifier.LastNumber, last, cancel).ConfigureAwait(false))
            {
                if (!verifier.Add(row))
                    return verifier.Result;
                if (row.Number % SliceSize == 0 || row.Number == last)
                    progress?.Report((double)row.Number / last);
            }
            // What was erased meanwhile has its reason further on.
            var newest = verifier.IsMissing && verifier.LastNumber == last ? await database.LastChangeAsync(cancel).ConfigureAwait(false) : last;
            if (newest == last)
                break;
            last = newest;
        }
        return verifier.LastNumber == last
            ? verifier.Result : verifier.Result with { Break = new ChangeLogBreak(verifier.LastNumber + 1, "the entry is missing") };
    }

    private Task<List<StoredChange>> SliceAsync(string sql, CancellationToken cancel, params object[] arguments) => database.ReadAsync(async () =>
    {
        await using var connection = await database.ReaderAsync(cancel).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var argument in arguments)
            command.Parameters.Add(new NpgsqlParameter { Value = argument });
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        var rows = new List<StoredChange>();
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
            rows.Add(new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<byte[]>(3)));
        return rows;
    });
}
