using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using LowCode.Decisions.Outcomes;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;

namespace LowCode.Workflows.Tests.Decisions;

public class DecisionJsonTests
{
    static readonly DecisionOutcome Outcome = new("grade", "C", 12.5m,
    [
        new DecidedRule("papers", true)
        {
            Title = Text("资料", "Papers"),
            Points = 12.5m,
            Max = 15,
            Message = Text("资料齐全", null),
            Evidence = new Evidence { Grade = EvidenceGrade.V1, Source = "第十二条" },
            Rules = [new DecidedRule("list", null), new DecidedRule("plan", false) { Gate = true, Outcome = "C" }],
        },
    ])
    {
        Title = Text("等级", "Grade"),
        By = "plan",
        At = new DateTimeOffset(2026, 6, 1, 2, 3, 4, TimeSpan.Zero),
    };

    [Fact]
    public void What_is_kept_comes_back_with_all_languages()
    {
        var json = Write(writer => DecisionJson.Write(writer, Outcome));
        using var document = JsonDocument.Parse(json);
        var read = DecisionJson.Read(document.RootElement);
        Assert.Equal(json, Write(writer => DecisionJson.Write(writer, read)));
        Assert.Equal("Papers", read.Rules[0].Title!.In("en"));
        Assert.Equal("资料", read.Rules[0].Title!.In("zh-CN"));
        Assert.Equal([true, null, false], read.All().Select(pair => pair.Rule.Held));
        Assert.Equal("第十二条", read.Rules[0].Evidence!.Source);
        Assert.Equal(Outcome.At, read.At);
    }

    [Fact]
    public void A_reader_gets_one_language()
    {
        using var document = JsonDocument.Parse(Write(writer => DecisionJson.WriteFor(writer, Outcome, "en")));
        var rule = document.RootElement.GetProperty("rules")[0];
        Assert.Equal("Grade", document.RootElement.GetProperty("title").GetString());
        Assert.Equal("Papers", rule.GetProperty("title").GetString());
        Assert.Equal("资料齐全", rule.GetProperty("message").GetString());
    }

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
