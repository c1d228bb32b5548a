using System.Buffers;
using System.Net;
using System.Text.Json;
using LowCode.Decisions.Outcomes;
using LowCode.Definitions.Values;
using LowCode.OData.Tests.Hosting;
using LowCode.Runtime.Annexes;
using Record = LowCode.Storage.Records.Record;

namespace LowCode.OData.Tests;

/// <summary>Conditions over decisions, which are kept beside a record's fields: OData 4.01 Part 2, 5.1.1.13.</summary>
public class DecisionQueryTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    /// <summary>Four visits of their own tag: decided A, B and C, and a draft.</summary>
    async Task<string> Sample()
    {
        var tag = "D" + Guid.NewGuid().ToString("N");
        foreach (var (title, rest, isDecided) in ((string, string, bool)[])[
            ("calm", "", true), ("urgent", ""","urgent":true""", true),
            ("short", ""","supplies":[{"item":"pump","needed":3,"onHand":1}]""", true), ("draft", "", false)])
        {
            var id = (await _clerk.Create("visit", $$"""{"tag":"{{tag}}","title":"{{title}}"{{rest}}}"""))["id"];
            if (isDecided)
                (await _clerk.Post($"visit({id})/submit", "{}")).Is(HttpStatusCode.OK);
        }
        return tag;
    }

    [Theory]
    [InlineData("decisions/any()", "calm,short,urgent")]
    [InlineData("not decisions/any()", "draft")]
    [InlineData("decisions/any(d: d/decision eq 'grade' and d/outcome eq 'C')", "short")]
    [InlineData("decisions/any(d: d/outcome in ('A','B'))", "calm,urgent")]
    [InlineData("decisions/all(d: d/outcome ne 'C')", "calm,draft,urgent")]
    [InlineData("decisions/$count eq 1", "calm,short,urgent")]
    [InlineData("decisions/$count($filter=outcome eq 'A') eq 1", "calm")]
    [InlineData("decisions/any(d: d/points eq null and d/at le now())", "calm,short,urgent")]
    [InlineData("decisions/any(d: d/by eq 'short')", "short")]
    [InlineData("decisions/any(d: d/rules/any(r: r/rule eq 'short' and r/held))", "short")]
    [InlineData("decisions/any(d: d/rules/any(r: r/held eq false and r/depth eq 0))", "calm,urgent")]
    [InlineData("decisions/any(d: d/rules/any(r: r/held eq null))", "short")]
    [InlineData("decisions/any(d: d/rules/$count eq 2 and d/rules/$count($filter=held) eq 1)", "calm,short")]
    [InlineData("decisions/any(d: d/outcome eq grade)", "calm,short,urgent")]
    public async Task Section_5_1_1_13_a_condition_over_decisions(string filter, string expected)
    {
        var answer = await _clerk.Get($"visit?$filter={Uri.EscapeDataString($"tag eq '{await Sample()}' and ({filter})")}&$orderby=title&$select=title");
        Assert.Equal(expected, string.Join(',', answer.Is(HttpStatusCode.OK).Values.Select(visit => (string)visit!["title"]!)));
    }

    [Fact]
    public async Task Section_5_1_4_they_order_count_and_compute()
    {
        var tag = await Sample();
        var query = $"visit?$filter=tag eq '{tag}'&$compute=decisions/$count($filter=outcome eq 'C') as bad&$orderby=bad desc,title&$select=title,bad&$count=true";
        var answer = (await _clerk.Get(query, ("Accept", "application/json;odata.metadata=none"))).Is(HttpStatusCode.OK);
        Assert.Equal("""{"@odata.count":4,"value":[{"title":"short","bad":1},{"title":"calm","bad":0},{"title":"draft","bad":0},{"title":"urgent","bad":0}]}""", Answer.Compact(answer.Json));
        Assert.Equal("3", (await _clerk.Get($"visit/$filter(tag eq '{tag}')/$filter(decisions/any())/$count")).Is(HttpStatusCode.OK).Text);
        var grouped = await _clerk.Get($"visit?$apply=filter(tag eq '{tag}')/compute(decisions/any(d: d/outcome eq 'C') as bad)/groupby((bad),aggregate($count as n))",
            ("Accept", "application/json;odata.metadata=none"));
        Assert.Equal("""[{"bad":false,"n":3},{"bad":true,"n":1}]""", Answer.Compact(grouped.Is(HttpStatusCode.OK).Values));
    }

    [Theory]
    [InlineData("visit?$filter=earlier/decisions/any(d: d/outcome eq 'C')&$select=title", """[{"title":"later"}]""")]
    [InlineData("visit?$filter=visit_earlier/any(v: v/decisions/any(d: d/outcome eq 'A')) and tag eq '{0}'&$select=title", """[{"title":"short"}]""")]
    [InlineData("visit_supplies?$filter=record/decisions/any(d: d/outcome eq 'C') and record/tag eq '{0}'&$select=needed", """[{"needed":3}]""")]
    [InlineData("$crossjoin(visit,visit_supplies)?$filter=visit/decisions/any(d: d/outcome eq 'C') and visit/id eq visit_supplies/recordId and visit/tag eq '{0}'&$expand=visit($select=title)&$select=visit",
        """[{"visit":{"title":"short"}}]""")]
    public async Task Section_4_3_they_are_reached_by_paths(string query, string expected)
    {
        var tag = await Sample();
        var bad = (await _clerk.Get($"visit?$filter=tag eq '{tag}' and title eq 'short'")).Is(HttpStatusCode.OK).Values[0]!["id"];
        var later = (await _clerk.Create("visit", $$"""{"tag":"{{tag}}","title":"later","earlierId":"{{bad}}"}"""))["id"];
        (await _clerk.Post($"visit({later})/submit", "{}")).Is(HttpStatusCode.OK);
        query = query.Replace("&$select=title", query.StartsWith("visit?$filter=earlier", StringComparison.Ordinal) ? $" and tag eq '{tag}'&$select=title" : "&$select=title", StringComparison.Ordinal);
        var answer = await _clerk.Get(query.Replace("{0}", tag, StringComparison.Ordinal), ("Accept", "application/json;odata.metadata=none"));
        Assert.Equal(expected, Answer.Compact(answer.Is(HttpStatusCode.OK).Values));
    }

    [Theory]
    [InlineData("urgent", "$filter=outcome eq 'B'", 1), InlineData("urgent", "$filter=outcome eq 'C'", 0), InlineData("urgent", "$top=0", 0), InlineData("draft", "$filter=outcome eq 'B'", 0)]
    [InlineData("short", "$filter=rules/any(r: r/rule eq 'short' and r/held)", 1), InlineData("short", "$orderby=points desc,decision&$skip=0", 1)]
    public async Task Section_11_2_5_1_members_are_chosen(string title, string options, int expected)
    {
        var visit = (await _clerk.Get($"visit?$filter=tag eq '{await Sample()}' and title eq '{title}'&$select=id")).Is(HttpStatusCode.OK).Values[0]!["id"];
        var selected = (await _clerk.Get($"visit({visit})?$select=decisions($count=true;{options.Replace('&', ';')})")).Is(HttpStatusCode.OK).Json;
        var alone = (await _clerk.Get($"visit({visit})/decisions?$count=true&{options}")).Is(HttpStatusCode.OK);
        Assert.Equal(expected, selected["decisions"]!.AsArray().Count);
        Assert.Equal(Answer.Compact(selected["decisions"]), Answer.Compact(alone.Values));
        if (options.StartsWith("$filter", StringComparison.Ordinal))
        {
            Assert.Equal(expected, (int)selected["decisions@odata.count"]!);
            Assert.Equal(expected, (int)alone.Json["@odata.count"]!);
            Assert.Equal($"{expected}", (await _clerk.Get($"visit({visit})/decisions/$count?{options}")).Is(HttpStatusCode.OK).Text);
        }
        Assert.Equal(title == "draft" ? "0" : "1", (await _clerk.Get($"visit({visit})/decisions/$count")).Is(HttpStatusCode.OK).Text);
    }

    [Theory]
    [InlineData("decisions($select=outcome,points)", 200), InlineData("photos($select=name;$top=1)", 200), InlineData("spot($select=latitude)", 200)]
    [InlineData("decisions($select=outcom)", 400), InlineData("photos($select=nam)", 400), InlineData("spot($select=x)", 400), InlineData("goods($select=x)", 400), InlineData("title($select=x)", 400)]
    [InlineData("decisions($select=rules($filter=held))", 501)]
    public async Task Section_11_2_5_1_what_is_selected_of_members_exists(string select, int status)
    {
        await Sample();
        (await _clerk.Get($"visit?$select={select}&$top=3")).Is((HttpStatusCode)status);
    }

    [Fact]
    public void Rows_tell_what_outcomes_do()
    {
        DecidedRule Rule(string name, bool? held, params DecidedRule[] inner) => new(name, held) { Points = held is true ? 2.5m : null, Outcome = held is false ? "乙" : null, Rules = [.. inner] };
        var at = new DateTimeOffset(2026, 6, 1, 2, 3, 4, 567, TimeSpan.Zero);
        DecisionOutcome[] outcomes =
        [
            new("grade", "甲", 71.50m, [Rule("a", true, Rule("a1", null), Rule("a2", false, Rule("a2x", true))), Rule("b", false), Rule("c", true, Rule("c1", true))]) { By = "a2", At = at, Version = 7 },
            new("late", null, null, []),
        ];
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("enteredAt", at);
            writer.WriteStartObject("decisions");
            foreach (var outcome in outcomes)
            {
                writer.WritePropertyName(outcome.Decision);
                DecisionJson.Write(writer, outcome);
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        var rows = DecisionRows.In(new Record
        {
            Id = default,
            Set = "a/b",
            CreatedBy = "x",
            ModifiedBy = "x",
            CreatedAt = at,
            ModifiedAt = at,
            Revision = 1,
            Data = new Row(new Shape("b", [])),
            Annex = json.WrittenMemory,
        }).AsRows();
        string Said(object? value) => value?.ToString() ?? "(empty)";
        Assert.Equal(outcomes.Select(one => $"{one.Decision} {Said(one.Outcome)} {Said(one.Points)} {Said(one.By)} {one.At is not null} {one.All().Count()}"),
            rows.ToArray().Select(row => $"{row["decision"]} {row["outcome"]} {row["points"]} {row["by"]} {row["at"] == Value.Of(at)} {row["rules"].AsRows().Length}"));
        Assert.Equal(outcomes[0].All().Select(one => $"{one.Rule.Name} {one.Depth} {Said(one.Rule.Held).ToLowerInvariant()} {Said(one.Rule.Outcome)} {Said(one.Rule.Points)}"),
            rows[0]["rules"].AsRows().ToArray().Select(row => $"{row["rule"]} {row["depth"]} {row["held"]} {row["outcome"]} {row["points"]}"));
    }

    [Fact]
    public async Task Section_11_3_their_changes_are_followed()
    {
        var tag = await Sample();
        var draft = (await _clerk.Get($"visit?$filter=tag eq '{tag}' and title eq 'draft'")).Values[0]!["id"];
        var page = (await _clerk.Get($"visit?$filter=tag eq '{tag}' and decisions/any(d: d/outcome eq 'A')&$select=title", ("Prefer", "track-changes"))).Is(HttpStatusCode.OK);
        (await _clerk.Post($"visit({draft})/submit", "{}")).Is(HttpStatusCode.OK);
        var delta = (await _clerk.Get((string)page.Json["@odata.deltaLink"]!)).Is(HttpStatusCode.OK);
        Assert.Equal(["draft"], delta.Values.Select(visit => (string?)visit!["title"]));
    }
}
