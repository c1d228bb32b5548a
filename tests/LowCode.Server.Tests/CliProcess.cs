using System.Diagnostics;
using System.Globalization;
using System.Text;
using LowCode.Tests.Shared;

namespace LowCode.Server.Tests;

/// <summary>The <c>lowcode</c> tool as a process of its own.</summary>
static class CliProcess
{
    // As it was built for itself: beside the tests lie the server's assemblies, which leave out what ASP.NET brings.
    private static readonly string Program = Path.Combine(
        AppContext.BaseDirectory.Replace(Path.Combine("tests", "LowCode.Server.Tests"), Path.Combine("apps", "cli"), StringComparison.Ordinal), "lowcode.dll");

    /// <summary>Runs it to its end. Returns its exit code and what it wrote to both streams.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(CancellationToken cancel, params string[] arguments) =>
        InterruptAsync(null, cancel, arguments);

    /// <summary>The same; when what is waited for has come, it gets a Ctrl+C.</summary>
    public static async Task<(int ExitCode, string Output)> InterruptAsync(Func<Task>? when, CancellationToken cancel, params string[] arguments)
    {
        // Whoever starts the tests may ignore the signal, and what ignores it hands that down.
        var start = new ProcessStartInfo(when is null ? "dotnet" : "env")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var argument in when is null ? [Program] : (string[])["--default-signal=INT", "dotnet", Program])
            start.ArgumentList.Add(argument);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        TestStore.Give(start);
        using var process = Process.Start(start)!;
        var written = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        try
        {
            if (when is not null)
            {
                await when();
                using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
                await kill.WaitForExitAsync(cancel);
            }
            await process.WaitForExitAsync(cancel);
            return (process.ExitCode, await written + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
