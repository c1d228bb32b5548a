using System.Text.Json.Nodes;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Rules.Scripts;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests.Modules;

public class RuleModuleTests
{
    [Fact]
    public void The_module_of_the_corpus_is_current() => ModuleFile.Check("rules.mjs", Written());

    [Fact]
    public void A_module_is_the_same_whenever_it_is_written() => Assert.Equal(Written(), Written());

    [Fact]
    public void A_module_makes_no_code_of_texts() => Assert.All(["eval(", "Function(", "import("], word => Assert.DoesNotContain(word, Written(), StringComparison.Ordinal));

    static string Written()
    {
        var builder = Corpus.Environment.Builder("everything", new Diagnostics());
        var rules = new List<Rule>();
        var cases = new JsonArray();
        foreach (var (file, content) in Corpus.Rules())
        {
            foreach (var test in content["cases"]!.AsArray().Select(node => node!.AsObject()).Where(test => test["error"] is null))
            {
                var corpus = new RuleCase(test, content["record"]);
                rules.Add(builder.Add(new RuleText(corpus.Rule) { At = new SourceLocation("rule", 1, 1) }, corpus.Site));
                cases.Add((JsonNode)new JsonArray(file, test["case"]!.GetValue<string>()));
            }
        }
        return $"{builder.Module(rules).Exports}export const shape = {ModuleJson.Text(builder.ShapeOfModule())};\nexport const cases = {ModuleJson.Text(cases)};\n";
    }
}
