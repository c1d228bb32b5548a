using System.Globalization;
using System.Text.RegularExpressions;
using LowCode.Definitions.Messages;
using Npgsql;

namespace LowCode.Storage.Postgres.Connections;

/// <summary>The database: a pool for readers, and single connections for whoever needs one for long. Thread-safe.</summary>
internal sealed partial class Database : IAsyncDisposable
{
    private readonly NpgsqlDataSource _readers;
    private readonly NpgsqlDataSource _others;

    static Database()
    {
        // 9999-12-31 is a date that people enter, not infinity. No one else in the process uses the driver.
        AppContext.SetSwitch("Npgsql.DisableDateTimeInfinityConversions", true);
    }

    public Database(PostgresStoreOptions options)
    {
        if (!SchemaName().IsMatch(options.Schema))
            throw new StorageException(HostMessages.BadSetting, [("setting", nameof(options.Schema)), ("value", options.Schema)]);
        Schema = options.Schema;
        var settings = Parse(options.ConnectionString);
        settings.Enlist = false;
        settings.Timezone = "UTC";
        settings.MaxAutoPrepare = 256;
        settings.AutoPrepareMinUsages = 3;
        settings.IncludeErrorDetail = false;
        settings.ApplicationName ??= "LowCode";
        // Compiling a query takes longer than running ours.
        settings.Options = (settings.Options + " -c jit=off").TrimStart();
        settings.Timeout = Math.Max(1, (int)options.Patience.TotalSeconds);
        settings.MaxPoolSize = options.Connections;
        // Readers change nothing in their session that the next would have to be kept from.
        settings.NoResetOnClose = true;
        _readers = NpgsqlDataSource.Create(settings);
        settings.MaxPoolSize = 4;
        settings.NoResetOnClose = false;
        settings.KeepAlive = 10;
        _others = NpgsqlDataSource.Create(settings);
    }

    /// <summary>The schema that holds everything.</summary>
    public string Schema { get; }

    /// <summary>Name under which commits are told to all nodes.</summary>
    public string Channel => Schema + "_changes";

    /// <summary>Asks for the number of the last change; no row when there is none.</summary>
    public string LastChangeSql => $"SELECT number FROM {Schema}.changes ORDER BY number DESC LIMIT 1";

    /// <summary>Arguments of the advisory lock that whoever commits holds to the end of its transaction.</summary>
    public string CommitLock => $"hashtext('{Schema}'), 1";

    /// <summary>Arguments of the advisory lock that whoever changes tables holds.</summary>
    public string DeclareLock => $"hashtext('{Schema}'), 2";

    /// <summary>A connection to read with, back in the pool when disposed.</summary>
    public ValueTask<NpgsqlConnection> ReaderAsync(CancellationToken cancel) => _readers.OpenConnectionAsync(cancel);

    /// <summary>A connection for committing, declaring or listening; readers cannot use these up.</summary>
    public ValueTask<NpgsqlConnection> OtherAsync(CancellationToken cancel) => _others.OpenConnectionAsync(cancel);

    /// <summary>
    /// Does something that only reads. When the connection it got had broken since it was last used, as all have after a
    /// restart of the server, it is done once more on a new one.
    /// </summary>
    /// <exception cref="StorageException">The server cannot be reached, or refuses.</exception>
    public async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            try
            {
                return await read().ConfigureAwait(false);
            }
            catch (Exception broken) when (Failures.IsConnection(broken) && broken.InnerException is not TimeoutException)
            {
                _readers.Clear();
                return await read().ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (Failures.IsOurs(failure))
        {
            throw Failures.ToStorage(failure);
        }
    }

    /// <summary>Number of the last change; 0 when there is none.</summary>
    public Task<long> LastChangeAsync(CancellationToken cancel) => ReadAsync(async () =>
    {
        await using var connection = await ReaderAsync(cancel).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(LastChangeSql, connection);
        return await command.ExecuteScalarAsync(cancel).ConfigureAwait(false) is long number ? number : 0;
    });

    public async ValueTask DisposeAsync()
    {
        await _readers.DisposeAsync().ConfigureAwait(false);
        await _others.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>A number as it stands in SQL.</summary>
    public static string Literal(long number) => number.ToString(CultureInfo.InvariantCulture);

    // What the driver says of a wrong one repeats parts of it, and a password may be among them.
    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new StorageException(HostMessages.BadConnectionString, []);
        }
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,39}$")]
    private static partial Regex SchemaName();
}
