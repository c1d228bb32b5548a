using LowCode.Storage.Postgres.Catalogue;
using LowCode.Storage.Postgres.Connections;
using Npgsql;

namespace LowCode.Storage.Postgres.Changes;

/// <summary>
/// Once a minute: forgets versions of records that no snapshot may ask for any more and claims that are over, and
/// measures the database. Every
/// node does it; what another has done already is nothing to do.
/// </summary>
internal sealed class Housekeeping : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly Database _database;
    private readonly PostgresStoreOptions _options;
    private readonly LogWatch _watch;
    private readonly CancellationTokenSource _stop = new();
    private readonly PeriodicTimer _timer;
    private readonly Queue<(long At, long Number)> _past = new();
    private Task _loop = Task.CompletedTask;
    private long _bytes;
    private long _horizon;

    public Housekeeping(Database database, PostgresStoreOptions options, LogWatch watch)
    {
        (_database, _options, _watch) = (database, options, watch);
        _timer = new PeriodicTimer(Period, options.Time);
    }

    /// <summary>Size of the database when it was last measured.</summary>
    public long DatabaseBytes => Volatile.Read(ref _bytes);

    /// <summary>Begins its minutes.</summary>
    public void Start() => _loop = Task.Run(RunAsync);

    public async Task MeasureAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT pg_database_size(current_database())", connection);
        Volatile.Write(ref _bytes, (long)(await command.ExecuteScalarAsync(cancel).ConfigureAwait(false))!);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _timer.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
                await TickAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    private async Task TickAsync(CancellationToken cancel)
    {
        _past.Enqueue((_options.Time.GetTimestamp(), _watch.Last));
        var horizon = _horizon;
        while (_past.TryPeek(out var oldest) && _options.Time.GetElapsedTime(oldest.At) >= _options.SnapshotLifetime * 2)
            horizon = _past.Dequeue().Number;
        try
        {
            await using var connection = await _database.OtherAsync(cancel).ConfigureAwait(false);
            await MeasureAsync(connection, cancel).ConfigureAwait(false);
            await using (var claims = new NpgsqlCommand($"DELETE FROM {_database.Schema}.claims WHERE until <= now()", connection))
                await claims.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
            if (horizon == _horizon)
                return;
            foreach (var table in (await SetCatalogue.ReadAsync(connection, _database.Schema, cancel).ConfigureAwait(false)).Tables.Values)
            {
                await using var command = new NpgsqlCommand($"DELETE FROM {table.Replaced} WHERE until <= $1", connection);
                command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = horizon });
                await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
            }
            _horizon = horizon;
        }
        catch (Exception failure) when (Failures.IsConnection(failure) || (failure is PostgresException passing && Failures.IsPassing(passing)))
        {
            // The next minute does it; that the server is away is told by the watch.
        }
    }
}
