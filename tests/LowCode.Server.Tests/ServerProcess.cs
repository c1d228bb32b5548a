using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using LowCode.Tests.Shared;

namespace LowCode.Server.Tests;

/// <summary>
/// The real server as a process of its own, on a free loopback port, over a data folder or the store that a name with
/// <c>postgres:</c> says. It ends with the test:
/// by <see cref="StopAsync"/> as an operator stops it, by <see cref="Kill"/> as a power failure does, or when disposed.
/// </summary>
sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Tests are one address and few users, and in more of a hurry than people: what limits them says so itself.
    private static readonly string[] Unlimited = ["--RequestsPerMinute=0", "--AddressRequestsPerMinute=0", "--SignInsPerMinute=0"];

    private ServerProcess(string dataFolder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "LowCode.Server.dll"));
        foreach (var argument in (string[])["--data", TestStore.NameOf(dataFolder), "--urls", "http://127.0.0.1:0", .. Unlimited, .. arguments])
            start.ArgumentList.Add(argument);
        TestStore.Give(start);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Receive(line.Data);
        _process.ErrorDataReceived += (_, line) => Receive(line.Data);
        _process.Exited += (_, _) => _listening.TrySetException(
            new InvalidOperationException($"The server ended before it listened:\n{Output}"));
    }

    /// <summary>Where it listens, without a path.</summary>
    public Uri Address => _listening.Task.Result;

    /// <summary>Everything it has written so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Waits until it has written this so many times.</summary>
    public async Task SaidAsync(string text, CancellationToken cancel, int times = 1)
    {
        while (Output.Split(text).Length <= times)
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);
    }

    /// <summary>Starts a server and waits until it listens.</summary>
    public static Task<ServerProcess> StartAsync(string dataFolder, CancellationToken cancel, params string[] arguments) =>
        StartAsync(dataFolder, new Dictionary<string, string>(), cancel, arguments);

    /// <summary>The same, with variables of the environment.</summary>
    public static async Task<ServerProcess> StartAsync(
        string dataFolder, IReadOnlyDictionary<string, string> environment, CancellationToken cancel, params string[] arguments)
    {
        var server = new ServerProcess(dataFolder, arguments, environment);
        server.Start();
        try
        {
            await server._listening.Task.WaitAsync(TimeSpan.FromMinutes(2), cancel);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a server that is expected to refuse to start. Returns its exit code and what it wrote.</summary>
    public static Task<(int ExitCode, string Output)> StartAndFailAsync(string dataFolder, CancellationToken cancel, params string[] arguments) =>
        StartAndFailAsync(dataFolder, new Dictionary<string, string>(), cancel, arguments);

    /// <summary>The same, with variables of the environment.</summary>
    public static async Task<(int ExitCode, string Output)> StartAndFailAsync(
        string dataFolder, IReadOnlyDictionary<string, string> environment, CancellationToken cancel, params string[] arguments)
    {
        await using var server = new ServerProcess(dataFolder, arguments, environment);
        _ = server._listening.Task.ContinueWith(task => task.Exception, TaskScheduler.Default);
        server.Start();
        await server._process.WaitForExitAsync(cancel);
        return (server._process.ExitCode, server.Output);
    }

    /// <summary>A client that signs in with a name and password; nobody when <paramref name="user"/> is null.</summary>
    public HttpClient Client(string? user = null, string? password = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (user is not null)
        {
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        }
        return client;
    }

    /// <summary>SIGKILL: nothing of the process runs any more.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>SIGTERM, as an operator stops it; returns the exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancel)
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancel);
        await _process.WaitForExitAsync(cancel);
        return _process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Start()
    {
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Receive(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        if (Listening().Match(line) is { Success: true } match)
            _listening.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"[Ll]istening on:? *(http://127\.0\.0\.1:[0-9]+)")]
    private static partial Regex Listening();
}
