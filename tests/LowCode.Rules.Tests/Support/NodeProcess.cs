using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LowCode.Rules.Tests.Support;

/// <summary>A Node process that answers questions with the browser's runtime: one JSON text a line in and out.</summary>
sealed class NodeProcess : IDisposable
{
    static readonly string Tests = Path.Combine(PackEnvironment.Root, "tests", "LowCode.Rules.Tests");
    static readonly string Runtime = Path.Combine(PackEnvironment.Root, "apps", "web", "packages", "form-runtime", "dist");

    /// <summary><see cref="Corpus.Context"/> as the runtime takes it.</summary>
    public static JsonNode Context { get; } = JsonNode.Parse("""
        { "today": "2026-06-01", "now": "2026-06-01T00:30:00.000Z",
          "me": { "name": "lin", "title": "林月", "division": "310106006002", "roles": ["inspector"] },
          "record": { "id": "0190a000-0000-7000-8000-00000000000a", "state": "draft", "division": "310106006002", "createdBy": "lin", "createdAt": "2026-05-31T16:00:00.000Z" } }
        """)!;

    readonly Process _process;

    NodeProcess(Process process) => _process = process;

    /// <summary>A script beside the tests, which gets the folder of the built runtime. Skips the test where it cannot run; CI can.</summary>
    public static NodeProcess Start(string script)
    {
        var missing = !File.Exists(Path.Combine(Runtime, "index.js")) ? "The form runtime is not built: cd apps/web/packages/form-runtime && npm ci && npm run build"
            : !CanRun("node") ? "Node 20 or newer is needed: https://nodejs.org" : null;
        if (missing is not null)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", missing);
            Assert.Skip(missing);
        }
        return new NodeProcess(Process.Start(new ProcessStartInfo("node", [Path.Combine(Tests, script), Runtime]) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
    }

    public JsonNode Ask(JsonNode question)
    {
        _process.StandardInput.WriteLine(question.ToJsonString());
        _process.StandardInput.Flush();
        return JsonNode.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Node ended; see its output above."))!;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    static bool CanRun(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, ["--version"]) { RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
