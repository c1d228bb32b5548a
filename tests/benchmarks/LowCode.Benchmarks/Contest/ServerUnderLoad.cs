using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LowCode.Benchmarks.Contest;

/// <summary>The server as a process of its own on a free loopback port, with the demonstration's people and no limits; it ends when it is disposed of.</summary>
sealed partial class ServerUnderLoad : IAsyncDisposable
{
    private readonly Process _process;

    private ServerUnderLoad(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>The built server.</summary>
    public static string Program { get; } = Path.Combine(City.Root(), "apps", "server", "bin", "Release", "net10.0", "LowCode.Server.dll");

    public Uri Address { get; }

    public static async Task<ServerUnderLoad> StartAsync(string folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Program, "--data", Path.Combine(folder, "data"), "--urls", "http://127.0.0.1:0",
                "--RequestsPerMinute=0", "--AddressRequestsPerMinute=0", "--SignInsPerMinute=0",
            },
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["DOTNET_ENVIRONMENT"] = "Development" },
        };
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new ServerUnderLoad(process, new Uri(match.Groups[1].Value));
            }
        }
        throw new InvalidOperationException("The server ended before it listened.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"[Ll]istening on:? *(http://127\.0\.0\.1:[0-9]+)")]
    private static partial Regex Listening();
}
