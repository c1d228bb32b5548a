using System.Diagnostics;

namespace LowCode.Storage.Tests.Postgres;

/// <summary>A PostgreSQL server of the tests' own. Dispose it to stop it and delete its data.</summary>
internal sealed class PrivateCluster : IDisposable
{
    // The server does not run as root, and stops when its standard input ends: when this process does.
    private const string Guarded = """
        "$0/postgres" -D "$1/data" -c listen_addresses= -c unix_socket_directories="$1" -c max_connections=200 2>> "$1/log" &
        server=$!
        cat > /dev/null
        kill -QUIT "$server"
        wait "$server"
        """;

    private readonly string _folder;
    private Process? _server;

    private PrivateCluster(string folder) => _folder = folder;

    /// <summary>Folder of the newest installed binaries, or null.</summary>
    public static string? Binaries { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    public string ConnectionString => $"Host={_folder};Database=postgres;Username=postgres";

    public static PrivateCluster Start()
    {
        var folder = Directory.CreateTempSubdirectory("lowcode-pg-").FullName;
        if (Environment.IsPrivilegedProcess)
            Run("chown", ["postgres", folder]);
        AsServer(Path.Combine(Binaries!, "initdb"), ["-D", Path.Combine(folder, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        var cluster = new PrivateCluster(folder);
        cluster.StartServer();
        return cluster;
    }

    /// <summary>Starts the server and waits until it answers.</summary>
    public void StartServer()
    {
        _server = Process.Start(Command("sh", ["-c", Guarded, Binaries!, _folder], redirectInput: true))!;
        while (!IsReady())
            Thread.Yield();
    }

    /// <summary>Stops the server as a crash would: nothing is written any more.</summary>
    public void Crash()
    {
        _server!.StandardInput.Close();
        _server.WaitForExit();
        _server.Dispose();
        _server = null;
    }

    public void Dispose()
    {
        if (_server is not null)
            Crash();
        Directory.Delete(_folder, recursive: true);
    }

    private bool IsReady()
    {
        using var asked = Process.Start(new ProcessStartInfo(Path.Combine(Binaries!, "pg_isready"), ["-q", "-h", _folder, "-U", "postgres"]))!;
        asked.WaitForExit();
        if (_server!.HasExited)
            throw new InvalidOperationException("The server did not start: " + File.ReadAllText(Path.Combine(_folder, "log")));
        return asked.ExitCode == 0;
    }

    private static void AsServer(string program, string[] arguments)
    {
        using var process = Process.Start(Command(program, arguments, redirectInput: false))!;
        var said = process.StandardOutput.ReadToEndAsync();
        var failed = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed: {failed} {said.Result}");
    }

    private static ProcessStartInfo Command(string program, string[] arguments, bool redirectInput)
    {
        var asRoot = Environment.IsPrivilegedProcess;
        return new ProcessStartInfo(asRoot ? "runuser" : program, asRoot ? ["-u", "postgres", "--", program, .. arguments] : arguments)
        {
            RedirectStandardInput = redirectInput,
            RedirectStandardOutput = !redirectInput,
            RedirectStandardError = !redirectInput,
            WorkingDirectory = "/",
        };
    }

    private static void Run(string program, string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed.");
    }
}
