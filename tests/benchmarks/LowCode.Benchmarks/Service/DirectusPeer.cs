using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace LowCode.Benchmarks.Service;

/// <summary>
/// Directus over SQLite with the same rows in tables, as a process of its own (<c>npm install</c> in
/// <c>tests/benchmarks/directus</c>). Its caches, limits and telemetry are off; it is asked as its administrator.
/// </summary>
sealed class DirectusPeer : IAsyncDisposable
{
    private const string Token = "benchmark-token";
    private static readonly string Scripts = Path.Combine(City.Root(), "tests", "benchmarks", "directus");

    private readonly string _folder;
    private readonly Process _process;

    private DirectusPeer(string folder, Process process, HttpClient client) => (_folder, _process, Client) = (folder, process, client);

    /// <summary>True when it has been installed.</summary>
    public static bool IsInstalled => File.Exists(Path.Combine(Scripts, "node_modules", "directus", "cli.js"));

    public HttpClient Client { get; }

    public static async Task<DirectusPeer> StartAsync(Hazards hazards, int records)
    {
        var folder = Directory.CreateTempSubdirectory("lowcode-directus-").FullName;
        var (data, lines, rows) = (Path.Combine(folder, "data.db"), Path.Combine(folder, "records.jsonl"), Path.Combine(folder, "rows.jsonl"));
        var port = FreePort();
        await RunAsync("bootstrap");
        hazards.Export(lines, rows, records);
        await FinishAsync(Node(Path.Combine(Scripts, "fill.mjs"), data, lines, rows));
        var process = Process.Start(Directus("start"))!;
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        while (!await AnswersAsync(client))
        {
            if (process.HasExited)
                throw new InvalidOperationException("Directus did not start.");
            await Task.Delay(200);
        }
        return new DirectusPeer(folder, process, client);

        Task RunAsync(string command) => FinishAsync(Directus(command));

        ProcessStartInfo Directus(string command)
        {
            var start = Node(Path.Combine(Scripts, "node_modules", "directus", "cli.js"), command);
            foreach (var (name, value) in new (string, string)[]
            {
                ("DB_CLIENT", "sqlite3"), ("DB_FILENAME", data), ("KEY", "benchmark"), ("SECRET", new string('s', 32)),
                ("ADMIN_EMAIL", "admin@example.com"), ("ADMIN_PASSWORD", "benchmark-password"), ("ADMIN_TOKEN", Token),
                ("HOST", "127.0.0.1"), ("PORT", port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ("TELEMETRY", "false"), ("CACHE_ENABLED", "false"), ("RATE_LIMITER_ENABLED", "false"), ("PRESSURE_LIMITER_ENABLED", "false"), ("LOG_LEVEL", "warn"),
                ("QUERY_LIMIT_MAX", "-1"), ("WEBSOCKETS_ENABLED", "false"), ("NODE_ENV", "production"),
            })
                start.Environment[name] = value;
            return start;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static ProcessStartInfo Node(params string[] arguments) => new("node", arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = Scripts,
    };

    private static async Task FinishAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var (said, failed) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', start.ArgumentList)}: {await said} {await failed}");
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            return (await client.GetAsync("items/hazard?limit=1")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
