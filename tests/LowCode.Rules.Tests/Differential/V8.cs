using System.Text.Json.Nodes;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests.Differential;

/// <summary>Runs rules in Node's V8: as emitted modules and as their authors' texts.</summary>
sealed class V8 : IDisposable
{
    static readonly JsonNode References = JsonNode.Parse(File.ReadAllText(Path.Combine(Corpus.Folder, "references.json")))!;

    readonly NodeProcess _node = NodeProcess.Start(Path.Combine("Differential", "v8.mjs"));

    /// <summary>For each run what the module and what the text gives.</summary>
    public IReadOnlyList<(string Module, string Text)> Run(RuleFuzz fuzz)
    {
        var kinds = Corpus.Environment.OptionList("kinds")!.Items;
        var request = new JsonObject
        {
            ["module"] = fuzz.Module,
            ["rules"] = new JsonArray([.. fuzz.Rules.Select(rule => (JsonNode)new JsonObject { ["text"] = rule.Text.Text })]),
            ["runs"] = new JsonArray([.. fuzz.Runs.Select(run => (JsonNode)Of(run))]),
            ["context"] = NodeProcess.Context.DeepClone(),
            ["references"] = References.DeepClone(),
            ["titles"] = new JsonObject(kinds.Select(item => KeyValuePair.Create(item.Code, (JsonNode?)item.Title.Original))),
            ["parents"] = new JsonObject(kinds.Select(item => KeyValuePair.Create(item.Code, (JsonNode?)item.Parent))),
            ["lookups"] = new JsonObject { ["set"] = "shared/site", ["lists"] = new JsonArray("tags") },
        };
        return [.. _node.Ask(request).AsArray().Select(pair => (pair![0]!.GetValue<string>(), pair[1]!.GetValue<string>()))];
    }

    public void Dispose() => _node.Dispose();

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
}
