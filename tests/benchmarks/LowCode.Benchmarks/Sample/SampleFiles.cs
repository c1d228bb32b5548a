using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LowCode.Rules;
using LowCode.Rules.Scripts;

namespace LowCode.Benchmarks.Sample;

/// <summary>What the scripts under <c>tests/benchmarks/peers</c> read.</summary>
static class SampleFiles
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>rules.mjs</c>, the emitted rules; <c>records.jsonl</c>, a record a line; <c>sample.json</c>, the context, the fields and what the rules are for.</summary>
    public static void Write(string folder, SampleForm form, IEnumerable<Rule> rules, IEnumerable<byte[]> records)
    {
        File.WriteAllText(Path.Combine(folder, "rules.mjs"),
            $"{form.Builder.Module(rules).Exports}export const shape = {ModuleJson.Text(form.Builder.ShapeOfModule())};\n");
        using (var lines = File.Create(Path.Combine(folder, "records.jsonl")))
        {
            foreach (var record in records)
            {
                lines.Write(record);
                lines.WriteByte((byte)'\n');
            }
        }
        File.WriteAllText(Path.Combine(folder, "sample.json"), new JsonObject
        {
            ["context"] = SampleForm.ContextJson(),
            ["rules"] = new JsonArray([.. SampleRules.All.Select((rule, i) => (JsonNode)new JsonObject
            {
                ["text"] = rule.Text,
                ["use"] = rule.Use.ToString(),
                ["place"] = rule.Place,
                ["field"] = rule.Field ?? (rule.Use == RuleUse.Condition ? $"k{i}" : $"v{i}"),
            })]),
            ["fields"] = SampleForm.Fields(),
            ["options"] = SampleForm.Options(),
        }.ToJsonString(Plain));
    }
}
