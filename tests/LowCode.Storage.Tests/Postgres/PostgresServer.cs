
namespace LowCode.Storage.Tests.Postgres;

/// <summary>
/// A PostgreSQL server for the tests: the one that <c>LOWCODE_TEST_POSTGRES</c> names (a connection string to a database
/// in which schemas may be made), or else a private one of the installed binaries, in a temporary folder, on a socket
/// there and no port. It stops when the test process goes, however that goes.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string Variable = "LOWCODE_TEST_POSTGRES";

    private readonly Lazy<PrivateCluster?> _cluster = new(() => Given is null ? PrivateCluster.Start() : null);

    /// <summary>Why there is no server to test with; null when there is one.</summary>
    public static string? WhyNot => Given is not null || PrivateCluster.Binaries is not null
        ? null
        : $"PostgreSQL is not installed: install it (Debian: apt-get install postgresql) or set {Variable} to a connection string.";

    /// <summary>The server, started on first use.</summary>
    public string ConnectionString => Given ?? _cluster.Value!.ConnectionString;

    private static string? Given => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    public void Dispose()
    {
        if (_cluster.IsValueCreated)
            _cluster.Value?.Dispose();
    }
}
