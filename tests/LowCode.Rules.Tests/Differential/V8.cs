using System.Diagnostics;
using System.Text.Json.Nodes;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests.Differential;

/// <summary>A Node process that runs rules in V8: as emitted modules and as their authors' texts.</summary>
sealed class V8 : IDisposable
{
    static readonly string Runtime = Path.Combine(PackEnvironment.Root, "apps", "web", "packages", "form-runtime", "dist");
    static readonly string Script = Path.Combine(PackEnvironment.Root, "tests", "LowCode.Rules.Tests", "Differential", "v8.mjs");
    static readonly JsonNode Context = JsonNode.Parse("""
        { "today": "2026-06-01", "now": "2026-06-01T00:30:00.000Z",
          "me": { "name": "lin", "title": "林月", "division": "310106006002", "roles": ["inspector"] },
          "record": { "id": "0190a000-0000-7000-8000-00000000000a", "state": "draft", "division": "310106006002", "createdBy": "lin", "createdAt": "2026-05-31T16:00:00.000Z" } }
        """)!;

    static readonly JsonNode References = JsonNode.Parse(File.ReadAllText(Path.Combine(Corpus.Folder, "references.json")))!;

    readonly Process _process;

    V8(Process process) => _process = process;

    /// <summary>Null when it can run; otherwise what is missing and how to get it.</summary>
    public static string? Missing { get; } =
        !File.Exists(Path.Combine(Runtime, "index.js")) ? "The form runtime is not built: cd apps/web/packages/form-runtime && npm ci && npm run build"
        : !CanRun("node") ? "Node 20 or newer is needed: https://nodejs.org" : null;

    public static V8 Start()
    {
        var start = new ProcessStartInfo("node", [Script, Runtime]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        return new V8(Process.Start(start)!);
    }

    /// <summary>For each run what the module and what the text gives.</summary>
    public IReadOnlyList<(string Module, string Text)> Run(RuleFuzz fuzz)
    {
        var kinds = Corpus.Environment.OptionList("kinds")!.Items;
        var request = new JsonObject
        {
            ["module"] = fuzz.Module,
            ["rules"] = new JsonArray([.. fuzz.Rules.Select(rule => (JsonNode)new JsonObject { ["text"] = rule.Text.Text })]),
            ["runs"] = new JsonArray([.. fuzz.Runs.Select(run => (JsonNode)Of(run))]),
            ["context"] = Context.DeepClone(),
            ["references"] = References.DeepClone(),
            ["titles"] = new JsonObject(kinds.Select(item => KeyValuePair.Create(item.Code, (JsonNode?)item.Title.Original))),
            ["parents"] = new JsonObject(kinds.Select(item => KeyValuePair.Create(item.Code, (JsonNode?)item.Parent))),
            ["lookups"] = new JsonObject { ["set"] = "shared/site", ["lists"] = new JsonArray("tags") },
        };
        _process.StandardInput.WriteLine(request.ToJsonString());
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Node ended; see its output above.");
        return [.. JsonNode.Parse(answer)!.AsArray().Select(pair => (pair![0]!.GetValue<string>(), pair[1]!.GetValue<string>()))];
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    static JsonObject Of(FuzzRun run)
    {
        var json = new JsonObject
        {
            ["record"] = run.Record.DeepClone(),
            ["rule"] = run.Rule,
            ["at"] = run.At,
            ["hidden"] = new JsonArray([.. run.Hidden.Select(path => JsonValue.Create(path))]),
        };
        if (run.Option is { } option)
            json["option"] = new JsonObject { ["code"] = option.Code, ["title"] = option.Title.Original, ["parent"] = option.Parent };
        return json;
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
