using LowCode.Storage.Changes;
using LowCode.Storage.Postgres;
using LowCode.Storage.Tests.Conformance;
using LowCode.Storage.Tests.Accidents;
using Npgsql;

namespace LowCode.Storage.Tests.Postgres;

/// <summary>A schema of its own for each store, and for each backup that is opened.</summary>
internal sealed class PostgresHome(string connectionString) : StoreHome
{
    private readonly TestFolder _folder = new();
    private readonly List<string> _schemas = ["t" + Guid.NewGuid().ToString("N")];
    private int _backups;

    public PostgresStoreOptions Options => new(connectionString, _folder["attachments"]) { Schema = _schemas[0] };

    public override async Task<IRecordStore> OpenAsync() => await PostgresStore.OpenAsync(Options);

    public override string NewBackupPath() => _folder[$"backup{++_backups}"];

    public override async Task<IRecordStore> OpenBackupAsync(string path)
    {
        _schemas.Add("t" + Guid.NewGuid().ToString("N"));
        var options = Options with { Schema = _schemas[^1], AttachmentsFolder = _folder["restored" + _backups] };
        await PostgresBackup.RestoreAsync(path, options);
        return await PostgresStore.OpenAsync(options);
    }

    /// <summary>What the server otherwise does by itself within a minute.</summary>
    public Task AnalyzeAsync() => ExecuteAsync("VACUUM ANALYZE");

    public async Task ExecuteAsync(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        foreach (var sql in statements)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }

    public override Task TamperAsync(params StoredChange[] changes) => ExecuteAsync([.. changes.Select(change => change.Hash.Length == 0
        ? $"DELETE FROM {_schemas[0]}.changes WHERE number = {change.Number}"
        : $"""
            UPDATE {_schemas[0]}.changes SET head = '{Hex(change.Head)}', body = {(change.Body is { } body ? $"'{Hex(body)}'" : "NULL")}, hash = '{Hex(change.Hash)}'
            WHERE number = {change.Number}
            """)]);

    private static string Hex(byte[] bytes) => @"\x" + Convert.ToHexStringLower(bytes);

    public override async ValueTask DisposeAsync()
    {
        await ExecuteAsync([.. _schemas.Select(schema => $"DROP SCHEMA IF EXISTS {schema} CASCADE")]);
        _folder.Dispose();
    }
}
