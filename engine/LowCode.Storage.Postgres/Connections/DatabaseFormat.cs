using LowCode.Definitions.Messages;
using Npgsql;

namespace LowCode.Storage.Postgres.Connections;

/// <summary>What the database must be like, made or checked before it is used.</summary>
internal static class DatabaseFormat
{
    /// <summary>Version of the way the store's data lies in the database.</summary>
    public const int Version = 3;

    private const int OldestServer = 14;

    /// <summary>Makes the schema when there is none.</summary>
    /// <exception cref="StorageException">It is of another version, or the database cannot keep what it must.</exception>
    public static async Task EnsureAsync(NpgsqlConnection connection, Database database, CancellationToken cancel)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
            throw Unfit("server_version", $"≥ {OldestServer}", connection.PostgreSqlVersion.ToString());
        if (await ShowAsync(connection, "server_encoding", cancel).ConfigureAwait(false) is var encoding && encoding != "UTF8")
            throw Unfit("server_encoding", "UTF8", encoding);
        // Two nodes may start at once on an empty database.
        await ExecuteAsync(connection, $"BEGIN; SELECT pg_advisory_xact_lock({database.DeclareLock})", cancel).ConfigureAwait(false);
        if (await FoundAsync(connection, database.Schema, cancel).ConfigureAwait(false) is not { } found)
            await ExecuteAsync(connection, CreateSql(database.Schema), cancel).ConfigureAwait(false);
        else if (found != Version)
            throw new StorageException(
                StorageMessages.DatabaseFormatUnknown, [("schema", database.Schema), ("found", found), ("expected", Version)]);
        await ExecuteAsync(connection, "COMMIT", cancel).ConfigureAwait(false);
    }

    private static string CreateSql(string schema) => $"""
        CREATE SCHEMA IF NOT EXISTS {schema};
        CREATE TABLE {schema}.format (version integer NOT NULL);
        INSERT INTO {schema}.format VALUES ({Version});
        CREATE TABLE {schema}.folder (mark uuid NOT NULL);
        CREATE TABLE {schema}.sets (
            number integer PRIMARY KEY, name text COLLATE "C" NOT NULL UNIQUE, shape jsonb NOT NULL, indexes jsonb NOT NULL,
            version bigint NOT NULL);
        CREATE TABLE {schema}.changes (
            number bigint PRIMARY KEY, set_number integer NOT NULL, record_id uuid NOT NULL, head bytea NOT NULL, body bytea,
            hash bytea NOT NULL, records bigint NOT NULL, at timestamptz NOT NULL);
        CREATE TABLE {schema}.claims (
            set_number integer NOT NULL, record_id uuid NOT NULL, revision bigint NOT NULL, until timestamptz NOT NULL,
            PRIMARY KEY (set_number, record_id));
        CREATE INDEX changes_of_record ON {schema}.changes (record_id, number);
        CREATE INDEX changes_of_time ON {schema}.changes USING brin (at) WITH (pages_per_range = 16, autosummarize = on);
        """;

    private static async Task<int?> FoundAsync(NpgsqlConnection connection, string schema, CancellationToken cancel)
    {
        await using var exists = new NpgsqlCommand($"SELECT to_regclass('{schema}.format') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync(cancel).ConfigureAwait(false) is not true)
            return null;
        await using var command = new NpgsqlCommand($"SELECT max(version) FROM {schema}.format", connection);
        return (int)(await command.ExecuteScalarAsync(cancel).ConfigureAwait(false))!;
    }

    private static async Task<string> ShowAsync(NpgsqlConnection connection, string setting, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"SHOW {setting}", connection);
        return (string)(await command.ExecuteScalarAsync(cancel).ConfigureAwait(false))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
    }

    private static StorageException Unfit(string setting, string expected, string found) =>
        new(StorageMessages.DatabaseUnfit, [("setting", setting), ("expected", expected), ("found", found)]);
}
