using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using LowCode.Storage.Tests.Postgres;
using LowCode.Stores;
using Npgsql;

namespace LowCode.Tests.Shared;

/// <summary>
/// The store of a test by its folder: an embedded one in it, or, when <c>LOWCODE_TEST_STORE</c> is <c>postgres</c>, a schema
/// of its own on the tests' PostgreSQL with the attachments in it. The same folder is the same store.
/// </summary>
static class TestStore
{
    private const string Prefix = "postgres:";

    private static readonly Lazy<PostgresServer> Server = new(Start);
    private static readonly ConcurrentDictionary<string, string> Schemas = new(StringComparer.Ordinal);

    /// <summary>True when tests that do not care run on PostgreSQL.</summary>
    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable("LOWCODE_TEST_STORE") == "postgres";

    /// <summary>Why there can be no PostgreSQL; null when there can.</summary>
    public static string? WhyNoPostgres => PostgresServer.WhyNot;

    /// <summary>What <c>LOWCODE_Postgres</c> must be.</summary>
    public static string ConnectionString => Server.Value.ConnectionString;

    /// <summary>The name of a folder's store.</summary>
    public static string NameOf(string folder) => IsPostgres && !folder.StartsWith(Prefix, StringComparison.Ordinal) ? PostgresNameOf(folder) : folder;

    /// <summary>The name of a folder's store on PostgreSQL.</summary>
    public static string PostgresNameOf(string folder) => Prefix + folder;

    /// <summary>The schema of a folder's store on PostgreSQL.</summary>
    public static string SchemaOf(string folder) => Schemas.GetOrAdd(
        folder, static folder => "t" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16]);

    /// <summary>Gives a program what it needs beside the name of a store among its arguments.</summary>
    public static void Give(ProcessStartInfo program)
    {
        if (program.ArgumentList.FirstOrDefault(argument => argument.StartsWith(Prefix, StringComparison.Ordinal)) is not { } name)
            return;
        program.Environment["LOWCODE_Postgres"] = ConnectionString;
        program.Environment["LOWCODE_Schema"] = SchemaOf(name[Prefix.Length..]);
    }

    /// <summary>Opens a folder's store.</summary>
    public static Task<OpenStore> OpenAsync(string folder, TimeProvider clock) => OpenAsync(NameOf(folder), folder, clock);

    /// <summary>Opens a folder's store on PostgreSQL, whatever other tests run on.</summary>
    public static Task<OpenStore> OpenPostgresAsync(string folder, TimeProvider clock) => OpenAsync(PostgresNameOf(folder), folder, clock);

    /// <summary>Deletes a folder with its store and those of the folders in it.</summary>
    public static void Delete(string folder)
    {
        foreach (var inner in Server.IsValueCreated ? Schemas.Keys.Where(inner => inner.StartsWith(folder, StringComparison.Ordinal)) : [])
            Execute($"DROP SCHEMA IF EXISTS {SchemaOf(inner)} CASCADE");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Runs a statement on the tests' PostgreSQL.</summary>
    public static void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static Task<OpenStore> OpenAsync(string name, string folder, TimeProvider clock)
    {
        var parsed = StoreName.Parse(name);
        return OpenStore.OpenAsync(parsed, new StoreSettings
        {
            ConnectionString = parsed.IsPostgres ? ConnectionString : null,
            Schema = SchemaOf(folder),
            Time = clock,
        });
    }

    private static PostgresServer Start()
    {
        var server = new PostgresServer();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server;
    }
}
