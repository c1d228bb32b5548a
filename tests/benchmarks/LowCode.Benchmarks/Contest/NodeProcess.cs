using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LowCode.Benchmarks.Contest;

/// <summary>A Node process that answers questions: one JSON text a line in and out. It ends when it is disposed of.</summary>
sealed class NodeProcess : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts a script of <c>tests/benchmarks/peers</c>.</summary>
    public NodeProcess(string script, params IEnumerable<string> arguments) =>
        _process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Peers, script), .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    public static string Peers { get; } = Path.Combine(City.Root(), "tests", "benchmarks", "peers");

    /// <summary>The browser's runtime, built.</summary>
    public static string Runtime { get; } = Path.Combine(City.Root(), "apps", "web", "packages", "form-runtime", "dist");

    /// <summary>Why the part on Node cannot run, and what to do; null when it can.</summary>
    public static string? Missing() =>
        !CanRun() ? "Node 20 or newer is needed: https://nodejs.org"
        : !File.Exists(Path.Combine(Runtime, "index.js")) ? "The form runtime is not built: cd apps/web/packages/form-runtime && npm ci && npm run build"
        : null;

    /// <summary>Why the other engines cannot run, and what to do; null when they can.</summary>
    public static string? MissingPeers() => Directory.Exists(Path.Combine(Peers, "node_modules"))
        ? null
        : "The other engines are not installed: cd tests/benchmarks/peers && npm ci";

    public JsonNode Ask(JsonNode question)
    {
        _process.StandardInput.WriteLine(question.ToJsonString());
        _process.StandardInput.Flush();
        return JsonNode.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Node ended; see its output above."))!;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static bool CanRun()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
