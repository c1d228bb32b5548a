using LowCode.Storage.Postgres.Connections;
using Npgsql;
using NpgsqlTypes;

namespace LowCode.Storage.Postgres.Commits;

/// <summary>The one connection on which a node commits: opened when it is needed, given up when it fails.</summary>
internal sealed class CommitConnection(Database database, PostgresStoreOptions options) : IAsyncDisposable
{
    private NpgsqlConnection? _connection;

    public async ValueTask<NpgsqlConnection> OpenAsync()
    {
        if (_connection is not null)
            return _connection;
        var connection = await database.OtherAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            // A node that hangs in the middle of a commit must not hold up the others for long; an acknowledgement
            // must not come before the disk's.
            await ExecuteAsync(
                connection,
                $"""
                SELECT set_config('lock_timeout', '{(long)options.Patience.TotalMilliseconds}ms', false),
                    set_config('idle_in_transaction_session_timeout', '5s', false),
                    set_config('synchronous_commit', CASE WHEN current_setting('synchronous_commit') = 'off' THEN 'on'
                        ELSE current_setting('synchronous_commit') END, false)
                """).ConfigureAwait(false);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        return _connection = connection;
    }

    /// <summary>Ends the transaction without a trace.</summary>
    public Task RollBackAsync() => ExecuteAsync(_connection!, "ROLLBACK");

    /// <summary>
    /// Whether a change is in the log. A transaction that was cut off held the commit lock, so whoever gets it finds
    /// the log as that transaction left it.
    /// </summary>
    public async Task<bool> IsLoggedAsync(LoggedChange change)
    {
        await using var batch = new NpgsqlBatch(await OpenAsync().ConfigureAwait(false))
        {
            BatchCommands =
            {
                new("BEGIN"), new($"SELECT pg_advisory_xact_lock({database.CommitLock})"),
                new($"SELECT count(*) FROM {database.Schema}.changes WHERE number = $1 AND hash = $2")
                {
                    Parameters = { new() { Value = change.Number }, new() { Value = change.Hash, NpgsqlDbType = NpgsqlDbType.Bytea } },
                },
                new("ROLLBACK"),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        await reader.NextResultAsync().ConfigureAwait(false);
        await reader.ReadAsync().ConfigureAwait(false);
        return reader.GetInt64(0) > 0;
    }

    /// <summary>Gives the connection up; the next operation opens another.</summary>
    public async ValueTask DropAsync()
    {
        var connection = _connection;
        _connection = null;
        if (connection is not null)
            await connection.DisposeAsync().ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => DropAsync();

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
