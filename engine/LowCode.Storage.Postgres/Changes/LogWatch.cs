using LowCode.Storage.Changes;
using LowCode.Storage.Postgres.Connections;
using Npgsql;

namespace LowCode.Storage.Postgres.Changes;

/// <summary>
/// Knows how far the change log has come: by this node's commits, and by listening to those of the others. When the
/// connection breaks it connects again and catches up.
/// </summary>
internal sealed class LogWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Database _database;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private Task _loop = Task.CompletedTask;
    private State _state = new(0, 0, null);

    public LogWatch(Database database) => _database = database;

    /// <summary>Told whenever the log has grown.</summary>
    public ChangeSignal Signal { get; } = new();

    public long Last => Volatile.Read(ref _state).Last;

    /// <summary>Current records over all sets as of <see cref="Last"/>.</summary>
    public long Records => Volatile.Read(ref _state).Records;

    /// <summary>Why the database cannot be listened to, or null.</summary>
    public StorageException? Failure => Volatile.Read(ref _state).Failure;

    /// <summary>Begins to listen.</summary>
    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>The log ends with this change.</summary>
    public void Told(long last, long records)
    {
        lock (_lock)
        {
            if (last > _state.Last)
                Volatile.Write(ref _state, _state with { Last = last, Records = records });
        }
        Signal.Advance(last);
    }

    /// <summary>Asks the database.</summary>
    public async Task CatchUpAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT number, records FROM {_database.Schema}.changes ORDER BY number DESC LIMIT 1", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        if (await reader.ReadAsync(cancel).ConfigureAwait(false))
            Told(reader.GetInt64(0), reader.GetInt64(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (Failures.IsOurs(failure))
            {
                Fail(Failures.ToStorage(failure));
                await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        await using var connection = await _database.OtherAsync(cancel).ConfigureAwait(false);
        connection.Notification += (_, told) => Hear(told.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {_database.Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
        await CatchUpAsync(connection, cancel).ConfigureAwait(false);
        Fail(null);
        while (true)
            await connection.WaitAsync(cancel).ConfigureAwait(false);
    }

    private void Hear(string payload)
    {
        if (payload.Split(' ') is [var last, var records] && long.TryParse(last, out var number) && long.TryParse(records, out var count))
            Told(number, count);
    }

    private void Fail(StorageException? failure)
    {
        lock (_lock)
            Volatile.Write(ref _state, _state with { Failure = failure });
    }

    private sealed record State(long Last, long Records, StorageException? Failure);
}
