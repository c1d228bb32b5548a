using System.Net;
using LowCode.OData.Tests.Hosting;
using static LowCode.OData.Tests.Hosting.BatchText;

namespace LowCode.OData.Tests;

public class DeltaUpdateTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    async Task<string> New(string title = "新") => (string)(await _clerk.Create("visit", $$"""{"title":"{{title}}"}"""))["id"]!;

    [Fact]
    public async Task Section_11_4_12_changes_to_a_set_are_made_together_and_answered_in_their_order()
    {
        var (one, two, three, made) = (await New(), await New(), await New(), Guid.CreateVersion7());
        var answer = (await _clerk.Patch("visit?$select=title,count", $$$"""
            {"@context":"#$delta","value":[
              {"id":"{{{one}}}","count":1},
              {"@odata.id":"{{{_clerk.Root}}}visit({{{two}}})","title":"改","earlier":{"title":"附"}},
              {"@removed":{"reason":"deleted"},"@id":"visit({{{three}}})"},
              {"id":"{{{made}}}","title":"造"},
              {"title":"添","earlier@odata.bind":"visit({{{made}}})"} ]}
            """)).Is(HttpStatusCode.OK).Json;
        Assert.Equal($"{_clerk.Root}$metadata#visit(title,count)/$delta", (string?)answer["@odata.context"]);
        var values = answer["value"]!.AsArray();
        Assert.Equal(["新", "改", null, "造", "添"], values.Select(value => (string?)value!["title"]));
        Assert.Equal((1, "deleted", three), ((int)values[0]!["count"]!, (string)values[2]!["@odata.removed"]!["reason"]!, (string)values[2]!["id"]!));
        Assert.Equal("附", (string?)(await _clerk.Get($"visit({two})/earlier/title")).Json["value"]);
        (await _clerk.Get($"visit({three})")).Is(HttpStatusCode.NotFound);
        Assert.Equal("1", (await _clerk.Get($"visit/$count?$filter=earlierId eq {made}")).Text);
    }

    [Fact]
    public async Task Section_11_4_12_one_that_fails_undoes_all_and_is_named()
    {
        var one = await New();
        var answer = (await _clerk.Patch("visit", $$"""{"value":[{"id":"{{one}}","count":5},{"title":"撤回"},{"title":"x","count":-1}]}""")).Is(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(answer.Details, detail => detail.EndsWith(" value/2/count", StringComparison.Ordinal));
        Assert.Null((await _clerk.Get($"visit({one})")).Json["count"]);
        Assert.Equal("0", (await _clerk.Get("visit/$count?$filter=title eq '撤回'")).Text);
        Assert.Equal("LC6034", (await _clerk.Patch("visit", $$"""{"value":[{"title":"撤回"},{"id":"{{one}}","@odata.etag":"W/\"9\"","count":5}]}""")).Is(HttpStatusCode.PreconditionFailed).Error);
        (await _clerk.Patch("visit", $$$"""{"value":[{"title":"撤回"},{"@removed":{},"id":"{{{Guid.NewGuid()}}}"}]}""")).Is(HttpStatusCode.NotFound);
        Assert.Equal("0", (await _clerk.Get("visit/$count?$filter=title eq '撤回'")).Text);
        (await fixture.Town.As("guest").Patch("visit", $$"""{"value":[{"id":"{{one}}","count":5}]}""")).Is(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("{}", "LC6026")]
    [InlineData("""{"value":{}}""", "LC6029 value")]
    [InlineData("""{"value":[5]}""", "LC6029 value/0")]
    [InlineData("""{"value":[{"titel":"x"}]}""", "LC6027 value/0/titel")]
    [InlineData("""{"value":[{"@removed":{}}]}""", "LC6026 value/0")]
    [InlineData("""{"value":[{"@id":"memo(1)","title":"x"}]}""", "LC6031 value/0")]
    [InlineData("""{"values":[]}""", "LC6027 values")]
    public async Task Changes_that_cannot_be_read_are_a_bad_request(string body, string error) =>
        Assert.Equal(error, (await _clerk.Patch("visit", body)).Is(HttpStatusCode.BadRequest).Error);

    [Fact]
    public async Task Minimal_answers_empty_changes_and_change_sets_are_served()
    {
        (await _clerk.Patch("visit", """{"value":[{"title":"少"}]}""", ("Prefer", "return=minimal"))).Is(HttpStatusCode.NoContent);
        Assert.Empty((await _clerk.Patch("visit", """{"value":[]}""")).Is(HttpStatusCode.OK).Values);
        (await _clerk.Patch("tasks", """{"value":[]}""")).Is(HttpStatusCode.MethodNotAllowed);
        var parts = await _clerk.Batch(
        [
            Request("1", "post", "visit", """{"title":"批一"}""", "\"atomicityGroup\":\"g\""),
            Request("2", "patch", "visit", """{"value":[{"@id":"$1","count":8},{"title":"批二"}]}""", "\"atomicityGroup\":\"g\""),
        ]);
        Assert.Equal([201, 200], parts.Values.Select(part => part.Status()));
        Assert.Equal((8, 8), ((int)parts["1"]["body"]!["count"]!, (int)parts["2"]["body"]!["value"]![0]!["count"]!));
    }
}
