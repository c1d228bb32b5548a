using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using LowCode.Decisions.Outcomes;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Nodes;

namespace LowCode.Workflows.Tests.Decisions;

public class DecisionJsonTests
{
    static readonly DecisionDefinition Definition = new()
    {
        Name = "grade",
        Form = "check",
        Title = Text("等级", "Grade"),
        Rules =
        [
            new DecisionRuleDefinition
            {
                Name = "papers",
                Title = Text("资料", "Papers"),
                Max = 15,
                Message = Text("资料齐全", null),
                Evidence = new Evidence { Grade = EvidenceGrade.V1, Source = "第十二条" },
                Rules =
                [
                    new DecisionRuleDefinition { Name = "list" },
                    new DecisionRuleDefinition { Name = "plan", Gate = true, Message = Text("没有预案", "No plan") },
                ],
            },
        ],
    };

    static readonly DecisionOutcome Outcome = new("grade", "C", 12.5m,
    [
        DecidedRule.Of(Definition.Rules[0], true) with
        {
            Points = 12.5m,
            Rules = [DecidedRule.Of(Definition.Rules[0].Rules[0], null), DecidedRule.Of(Definition.Rules[0].Rules[1], false) with { Outcome = "C" }],
        },
    ])
    {
        Title = Definition.Title,
        By = "plan",
        At = new DateTimeOffset(2026, 6, 1, 2, 3, 4, TimeSpan.Zero),
    };

    [Fact]
    public void What_is_kept_comes_back_whole()
    {
        using var document = JsonDocument.Parse(Write(writer => DecisionJson.Write(writer, Outcome)));
        var read = DecisionJson.Read(document.RootElement, Definition);
        Assert.Equal(Outcome with { Rules = [] }, read with { Rules = [] });
        Assert.Equal(Flat(Outcome), Flat(read));
        Assert.Equal("No plan", read.Rules[0].Rules[1].Message!.In("en"));
        Assert.Equal("第十二条", read.Rules[0].Evidence!.Source);
    }

    [Fact]
    public void Words_of_the_definition_are_not_kept_with_every_record()
    {
        var json = Write(writer => DecisionJson.Write(writer, Outcome));
        Assert.Equal("""{"decision":"grade","outcome":"C","points":12.5,"by":"plan","at":"2026-06-01T02:03:04+00:00","rules":[{"name":"papers","held":true,"points":12.5,"rules":[{"name":"list"},{"name":"plan","held":false,"outcome":"C"}]}]}""", json);
    }

    [Fact]
    public void An_outcome_of_another_definition_is_not_explained()
    {
        using var document = JsonDocument.Parse(Write(writer => DecisionJson.Write(writer, Outcome)));
        Assert.Throws<KeyNotFoundException>(() => DecisionJson.Read(document.RootElement, Definition with { Rules = [] }));
    }

    static IEnumerable<DecidedRule> Flat(DecisionOutcome outcome) => outcome.All().Select(entry => entry.Rule with { Rules = [] });

    static LocalizedText Text(string chinese, string? english) => new(chinese)
    {
        Translations = english is null ? ImmutableDictionary<string, string>.Empty : ImmutableDictionary<string, string>.Empty.Add("en", english),
    };

    static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            write(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
