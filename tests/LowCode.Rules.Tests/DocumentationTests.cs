using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Rules.Functions;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests;

public partial class DocumentationTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(PackEnvironment.Root, "docs", "rules.md"));

    public static TheoryData<string, string> Examples() =>
        [.. Example().Matches(Text).Select(match => (match.Groups[1].Value.Trim('`').Trim().Replace("\\|", "|", StringComparison.Ordinal), match.Groups[2].Value))];

    [Theory, MemberData(nameof(Examples))]
    public void An_example_of_the_documentation_is_true(string text, string expected)
    {
        var diagnostics = new Diagnostics();
        var builder = Corpus.Environment.Builder("everything", diagnostics);
        var rule = builder.Add(new RuleText(text), new RuleSite(builder.Shape, RuleUse.Value));
        if (expected.StartsWith("LC", StringComparison.Ordinal))
        {
            Assert.Equal([expected], Corpus.Codes(diagnostics, Severity.Error));
            return;
        }
        Assert.Empty(diagnostics.Select(found => found.ToString()));
        var root = Corpus.RowOf(JsonNode.Parse(Record().Match(Text).Groups[1].Value), builder.Shape);
        using var session = builder.Build().Open(root, Corpus.Context);
        var actual = ((IInspectable)session).Inspect(rule, root);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected.Trim('`')), actual), actual?.ToJsonString() ?? "null");
    }

    [Fact]
    public void Every_function_of_ours_has_an_example()
    {
        var examples = string.Join('\n', Example().Matches(Text).Select(match => match.Groups[1].Value));
        var ours = StandardFunctions.All.Where(function => !function.IsNative).Select(function => function.Name).Concat(StandardFunctions.Special);
        Assert.Equal([], ours.Where(name => !examples.Contains(name + "(", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_method_is_named() => Assert.All(Methods.All, method => Assert.Contains(method.Name, Text, StringComparison.Ordinal));

    [GeneratedRegex(@"^\| (`.+`) \| (`[^`]+`|LC\d{4}) \|$", RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex(@"```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Record();
}
