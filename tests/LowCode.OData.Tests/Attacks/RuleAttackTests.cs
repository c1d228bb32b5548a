using System.Text.Json.Nodes;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Reading;
using LowCode.OData.Tests.Hosting;
using LowCode.Runtime.Callers;

namespace LowCode.OData.Tests.Attacks;

/// <summary>What the rule language refuses in a field it refuses wherever a rule may stand.</summary>
public class RuleAttackTests(TownFixture fixture)
{
    static readonly (string Name, string Rule, string Code)[] Refused =
    [
        .. from file in Directory.GetFiles(Path.Combine(AttackCorpus.Root, "attacks", "rules"), "*.json").Order(StringComparer.Ordinal)
           from test in JsonNode.Parse(File.ReadAllText(file))!["cases"]!.AsArray()
           where test!["error"] is not null && test["errors"] is null
           let rule = AttackCorpus.Text(test["rule"]!)
           where !string.IsNullOrWhiteSpace(rule) // the reader refuses that by itself
           select (test["case"]!.GetValue<string>(), rule, test["error"]!.GetValue<string>()),
    ];

    [Fact]
    public async Task A_rule_is_refused_as_a_condition_of_a_decision_a_guard_and_a_check_too()
    {
        await Town.PublishAsync(fixture.Town.Installation, new FolderFiles(Path.Combine(AttackCorpus.Root, "apps", "shared")));
        var files = new Dictionary<string, string>();
        foreach (var path in (string[])["forms/everything.json", "options/kinds.json"])
            files[path] = await File.ReadAllTextAsync(Path.Combine(AttackCorpus.Root, "apps", "corpus", path), TestContext.Current.CancellationToken);
        files["app.json"] = """{ "app": "rule-attacks", "title": "x", "version": "1.0.0", "requires": { "shared": "1.0.0" }, "roles": [ { "name": "clerk", "title": "x" } ] }""";
        files["decisions/conditions.json"] = new JsonObject
        {
            ["decision"] = "conditions",
            ["form"] = "everything",
            ["title"] = "x",
            ["mode"] = "first",
            ["otherwise"] = "B",
            ["rules"] = Each((i, rule) => new JsonObject { ["name"] = $"r{i}", ["title"] = "x", ["when"] = rule, ["outcome"] = "A" }),
        }.ToJsonString();
        files["workflows/everything.json"] = new JsonObject
        {
            ["workflow"] = "everything",
            ["states"] = new JsonArray(new JsonObject { ["name"] = "a" }, new JsonObject { ["name"] = "b", ["locked"] = true }),
            ["transitions"] = Each((i, rule) => new JsonObject { ["name"] = $"t{i}", ["from"] = "a", ["to"] = "b", ["by"] = "clerk", ["when"] = rule }),
        }.ToJsonString();
        var form = JsonNode.Parse(files["forms/everything.json"])!;
        form["fields"]![0]!["check"] = Each((_, rule) => new JsonObject { ["rule"] = rule, ["message"] = "x" });
        files["forms/everything.json"] = form.ToJsonString();
        var result = await fixture.Town.Installation.PublishAsync(Caller.System, MemoryFiles.Of(files), TestContext.Current.CancellationToken);
        Assert.Null(result.App);
        var found = result.Diagnostics.Where(problem => problem.Severity == Severity.Error).ToLookup(problem => problem.At.Node, problem => problem.Message.Code);
        for (var i = 0; i < Refused.Length; i++)
        {
            var (name, _, code) = Refused[i];
            foreach (var node in (string[])[$"rules[{i}].when", $"transitions[{i}].when", $"fields[0].check[{i}].rule"])
                Assert.True(found[node].SequenceEqual([code]), $"{name} at {node}: {string.Join(' ', found[node])}, expected {code}");
        }
    }

    static JsonArray Each(Func<int, string, JsonObject> make) => [.. Refused.Select((attack, i) => (JsonNode)make(i, attack.Rule))];
}
