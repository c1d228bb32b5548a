using System.Net;
using System.Text.Json.Nodes;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

/// <summary>What has happened to a record, as those who may see it and those who audit read it.</summary>
public class HistoryTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    static string Fields(JsonNode? change) => string.Join("; ", change!["fields"]!.AsArray()
        .Select(field => $"{field!["path"]}: {Answer.Compact(field["before"])} → {Answer.Compact(field["after"])}"));

    [Fact]
    public async Task Each_change_tells_who_when_what_and_which_fields_with_their_values_before_and_after()
    {
        var visit = await _clerk.Create("visit", """{"title":"一","amount":5,"supplies":[{"item":"pump","needed":2},{"item":"light"}]}""");
        var id = (string)visit["id"]!;
        var rows = visit["supplies"]!.AsArray().Select(row => (string)row!["rowId"]!).ToArray();
        await _clerk.Patch($"visit({id})", $$"""{"title":"二","contact":{"phone":"138"},"goods":["pump"],"supplies":[{"rowId":"{{rows[1]}}","item":"light","onHand":1},{"item":"sandbag"}]}""");
        (await _clerk.Post($"visit({id})/submit", null)).Is(HttpStatusCode.OK);

        var changes = (await _clerk.Get($"visit({id})/history()")).Is(HttpStatusCode.OK).Values;

        Assert.Equal(["transition:submit", "update", "create"], changes.Select(change => (string)change!["command"]!));
        Assert.All(changes, change => Assert.Equal(("clerk", "小王", false, false, null), (
            (string?)change!["by"], (string?)change["name"], (bool)change["deleted"]!, (bool)change["erased"]!, (string?)change["from"])));
        Assert.Contains("state: \"draft\" → \"submitted\"", Fields(changes[0]), StringComparison.Ordinal);
        Assert.Equal("title: \"一\" → \"二\"; goods: [] → [\"pump\"]; contact/phone: null → \"138\"; supplies/0/onHand: null → 1; "
            + "supplies/1/item: null → \"sandbag\"; supplies/1/short: null → 0; supplies/0/item: \"pump\" → null; supplies/0/needed: 2 → null; "
            + "supplies/0/short: 2 → null; totalShort: 2 → 0", Fields(changes[1]).Replace("goods: null", "goods: []", StringComparison.Ordinal));
        Assert.Contains("amount: null → 5", Fields(changes[2]), StringComparison.Ordinal);
        Assert.Equal("标题", (string)changes[1]!["fields"]![0]!["label"]!);
        Assert.True((long)changes[0]!["number"]! > (long)changes[1]!["number"]!);
    }

    [Fact]
    public async Task What_a_reader_does_not_see_is_not_in_it_and_who_does_not_see_the_record_gets_nothing()
    {
        var id = (string)(await _clerk.Create("visit", """{"title":"一","amount":5}"""))["id"]!;
        await _clerk.Patch($"visit({id})", """{"amount":6,"contact":{"phone":"138"},"remark":"看见"}""");
        Assert.Equal("remark: null → \"看见\"", Fields((await fixture.Town.As("guest").Get($"visit({id})/history()")).Is(HttpStatusCode.OK).Values[0]));
        Assert.Equal("LC6003", (await fixture.Town.As("other").Get($"visit({id})/history()")).Is(HttpStatusCode.NotFound).Error);
        Assert.Equal("LC6003", (await _clerk.Get($"visit({Guid.NewGuid()})/history()")).Is(HttpStatusCode.NotFound).Error);
        (await _clerk.Post($"visit({id})/history", null)).Is(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task It_comes_page_by_page()
    {
        var id = (string)(await _clerk.Create("visit", """{"title":"0"}"""))["id"]!;
        for (var i = 1; i < 9; i++)
            await _clerk.Patch($"visit({id})", $$"""{"title":"{{i}}"}""");
        foreach (var (query, expected) in new[] { ("", "8 7 6 5 4 3 2 1 0"), ("?$top=5", "8 7 6 5 4"), ("?$top=1", "8"), ("?$top=0", "") })
        {
            var seen = new List<string>();
            for (string? next = $"visit({id})/history(){query}"; next is not null;)
            {
                var page = (await _clerk.Get(next, ("Prefer", "maxpagesize=2"))).Is(HttpStatusCode.OK);
                Assert.True(page.Values.Count <= 2);
                seen.AddRange(page.Values.Select(change => (string)change!["fields"]!.AsArray().Single(field => (string)field!["path"]! == "title")!["after"]!));
                next = (string?)page.Json["@odata.nextLink"];
            }
            Assert.Equal(expected, string.Join(' ', seen));
        }
        Assert.Equal("LC6016 $skiptoken", (await _clerk.Get($"visit({id})/history()?$skiptoken=x")).Is(HttpStatusCode.BadRequest).Error);
    }

    [Fact]
    public async Task Who_audits_a_division_reads_it_with_addresses_and_without_what_is_sensitive_of_deleted_records_too()
    {
        var id = (string)(await _clerk.Create("visit", """{"title":"一","amount":5,"contact":{"name":"周","phone":"138"}}"""))["id"]!;
        var from = fixture.Town.Installation;
        await from.Records.UpdateAsync(Town.People["clerk"] with { From = "10.0.0.7" }, "town-visits", "visit", Guid.Parse(id),
            Input("title", "二"), replace: false, null, TestContext.Current.CancellationToken);
        Assert.Null((string?)(await _clerk.Get($"visit({id})/history()")).Values[0]!["from"]);
        (await _clerk.Delete($"visit({id})")).Is(HttpStatusCode.NoContent);
        (await _clerk.Get($"visit({id})/history()")).Is(HttpStatusCode.NotFound);
        (await fixture.Town.As("stranger").Get($"visit({id})/history()")).Is(HttpStatusCode.NotFound);
        foreach (var who in (string[])["auditor", "chief", "root"])
        {
            var changes = (await fixture.Town.As(who).Get($"visit({id})/history()")).Is(HttpStatusCode.OK).Values;
            Assert.Equal([true, false, false], changes.Select(change => (bool)change!["deleted"]!));
            Assert.Equal("10.0.0.7", (string?)changes[1]!["from"]);
            Assert.Equal("title: \"一\" → \"二\"", Fields(changes[1]));
            Assert.Contains("contact/name", Fields(changes[2]), StringComparison.Ordinal);
            Assert.DoesNotContain("138", Fields(changes[2]), StringComparison.Ordinal);
        }
        (await fixture.Town.As("auditor").Get($"visit({id})")).Is(HttpStatusCode.NotFound);
        Assert.Empty((await fixture.Town.As("auditor").Get("visit")).Values);
    }

    private Runtime.Commands.RecordInput Input(string field, string text)
    {
        var shape = fixture.Town.Installation.Apps["town-visits"].Forms["visit"].Shape;
        var row = new Definitions.Values.Row(shape);
        row[shape[field].Index] = Definitions.Values.Value.Of(text);
        return new Runtime.Commands.RecordInput(row, [shape[field].Index]);
    }
}
