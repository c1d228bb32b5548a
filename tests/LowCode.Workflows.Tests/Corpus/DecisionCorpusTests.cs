using System.Text.Json;
using LowCode.Decisions.Outcomes;
using LowCode.Definitions.Messages;
using LowCode.Rules;
using LowCode.Workflows.Tests.Support;

namespace LowCode.Workflows.Tests.Corpus;

/// <summary>
/// <c>corpus/decisions</c>: a form, a decision over it, and cases. A case gives values and expects outcome, points, the
/// rule that decided (<c>by</c>), what each named rule came to (<c>held</c>: true, false, or null for not asked) and gave
/// (<c>given</c>), the rules whose message applies (<c>messages</c>), or that a rule <c>fails</c>; or, for a whole file,
/// <c>diagnostics</c>.
/// </summary>
public class DecisionCorpusTests
{
    public static TheoryData<string, string> Cases() => CorpusFiles.Cases("decisions");

    [Theory, MemberData(nameof(Cases))]
    public void A_decision_comes_out_as_the_corpus_says(string file, string name)
    {
        var (parts, one) = CorpusFiles.Find("decisions", file, name);
        var expect = one.GetProperty("expect");
        var app = TestApp.Read(one.TryGetProperty("decision", out _) ? Merge(parts, one) : parts);
        if (expect.TryGetProperty("diagnostics", out var diagnostics))
        {
            Expectations.Diagnostics(diagnostics, app.Diagnostics);
            return;
        }
        Assert.DoesNotContain(app.Diagnostics, found => found.Severity == Severity.Error);
        var row = app.Row(one.GetProperty("given"));
        using var session = app.Open(row);
        var plan = app.Decisions.Values.Single();
        if (expect.TryGetProperty("fails", out var code))
        {
            var failure = Assert.Throws<RuleException>(() => plan.Decide(session));
            Assert.Equal(code.GetString(), failure.Problem.Code);
            return;
        }
        Compare(expect, plan.Decide(session));
    }

    static void Compare(JsonElement expect, DecisionOutcome outcome)
    {
        var rules = outcome.All().ToDictionary(pair => pair.Rule.Name, pair => pair.Rule);
        foreach (var property in expect.EnumerateObject())
        {
            switch (property.Name)
            {
                case "outcome": Assert.Equal(property.Value.GetString(), outcome.Outcome); break;
                case "points": Assert.Equal(Number(property.Value), outcome.Points); break;
                case "by": Assert.Equal(property.Value.GetString(), outcome.By); break;
                case "held":
                    foreach (var held in property.Value.EnumerateObject())
                        Assert.Equal((held.Name, Flag(held.Value)), (held.Name, rules[held.Name].Held));
                    break;
                case "given":
                    foreach (var given in property.Value.EnumerateObject())
                        Assert.Equal((given.Name, Number(given.Value)), (given.Name, rules[given.Name].Points));
                    break;
                case "messages":
                    Assert.Equal(
                        property.Value.EnumerateArray().Select(message => message.GetString()),
                        outcome.All().Where(pair => pair.Rule.Message is not null).Select(pair => pair.Rule.Name));
                    break;
                default: throw new InvalidOperationException($"A decision case expects no '{property.Name}'.");
            }
        }
    }

    static JsonElement Merge(JsonElement parts, JsonElement one)
    {
        var merged = parts.EnumerateObject().Where(property => property.Name != "decision").ToDictionary(property => property.Name, property => property.Value);
        merged["decision"] = one.GetProperty("decision");
        return JsonSerializer.SerializeToElement(merged);
    }

    static decimal? Number(JsonElement json) => json.ValueKind == JsonValueKind.Null ? null : json.GetDecimal();

    static bool? Flag(JsonElement json) => json.ValueKind == JsonValueKind.Null ? null : json.GetBoolean();
}
