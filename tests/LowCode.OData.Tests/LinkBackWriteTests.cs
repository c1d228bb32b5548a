using System.Net;
using LowCode.OData.Tests.Hosting;
using static LowCode.OData.Tests.Hosting.BatchText;

namespace LowCode.OData.Tests;

public class LinkBackWriteTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    async Task<string> New(string title = "新") => (string)(await _clerk.Create("visit", $$"""{"title":"{{title}}"}"""))["id"]!;

    [Fact]
    public async Task Section_11_4_2_1_what_is_posted_to_a_link_back_refers_to_the_entity_before_it()
    {
        var first = await New();
        var answer = (await _clerk.Post($"visit({first})/visit_earlier?$select=title,earlierId", """{"title":"后"}""")).Is(HttpStatusCode.Created);
        Assert.Equal(("后", first), ((string)answer.Json["title"]!, (string)answer.Json["earlierId"]!));
        var second = answer.Headers["Location"];
        Assert.Equal("1", (await _clerk.Get($"visit({first})/visit_earlier/$count")).Text);
        // One that says the same is fine, one that says otherwise is not.
        (await _clerk.Post($"visit({first})/visit_earlier", $$"""{"title":"后","earlierId":"{{first}}"}""")).Is(HttpStatusCode.Created);
        Assert.Equal("LC6032 earlierId",
            (await _clerk.Post($"visit({first})/visit_earlier", $$"""{"title":"后","earlier@odata.bind":"{{second}}"}""")).Is(HttpStatusCode.BadRequest).Error);
        (await _clerk.Post($"visit({Guid.NewGuid()})/visit_earlier", """{"title":"后"}""")).Is(HttpStatusCode.NotFound);
        (await _clerk.Post($"visit({first})/visit_earlier", """{"title":"后","count":-1}""")).Is(HttpStatusCode.UnprocessableEntity);
        (await fixture.Town.As("guest").Post($"visit({first})/visit_earlier", """{"title":"后"}""")).Is(HttpStatusCode.Forbidden);
        Assert.Equal("2", (await _clerk.Get($"visit({first})/visit_earlier/$count")).Text);
    }

    [Fact]
    public async Task Section_11_4_6_references_are_added_to_a_link_back_and_removed_from_it()
    {
        var (first, second, third) = (await New(), await New(), await New());
        var added = (await _clerk.Post($"visit({first})/visit_earlier/$ref", $$"""{"@odata.id":"{{_clerk.Root}}visit({{second}})"}""")).Is(HttpStatusCode.NoContent);
        Assert.Equal("W/\"2\"", added.ETag);
        (await _clerk.Post($"visit({first})/visit_earlier/$ref", $$"""{"@id":"visit/{{third}}"}""")).Is(HttpStatusCode.NoContent);
        Assert.Equal("2", (await _clerk.Get($"visit({first})/visit_earlier/$count")).Text);
        (await _clerk.Delete($"visit({first})/visit_earlier({second})/$ref", ("If-Match", "W/\"1\""))).Is(HttpStatusCode.PreconditionFailed);
        (await _clerk.Delete($"visit({first})/visit_earlier({second})/$ref", ("If-Match", "W/\"2\""))).Is(HttpStatusCode.NoContent);
        Assert.Null((await _clerk.Get($"visit({second})")).Json["earlierId"]);
        // What does not refer to it cannot be removed from it.
        (await _clerk.Delete($"visit({first})/visit_earlier({second})/$ref")).Is(HttpStatusCode.NotFound);
        (await _clerk.Delete($"visit({second})/visit_earlier/$ref?$id=visit({third})")).Is(HttpStatusCode.NotFound);
        (await _clerk.Delete($"visit({first})/visit_earlier/$ref?$id={_clerk.Root}visit({third})")).Is(HttpStatusCode.NoContent);
        Assert.Equal("0", (await _clerk.Get($"visit({first})/visit_earlier/$count")).Text);
    }

    [Theory]
    [InlineData("{}", "LC6026")]
    [InlineData("""{"@odata.id":5}""", "LC6029 @odata.id")]
    [InlineData("""{"@odata.id":"memo(1)"}""", "LC6031 @odata.id")]
    [InlineData("""{"titel":"x"}""", "LC6027 titel")]
    public async Task Links_that_cannot_be_read_are_a_bad_request(string body, string error) =>
        Assert.Equal(error, (await _clerk.Post($"visit({await New()})/visit_earlier/$ref", body)).Is(HttpStatusCode.BadRequest).Error);

    [Fact]
    public async Task Links_back_are_written_in_change_sets()
    {
        var (first, other) = (await New(), await New());
        var parts = await _clerk.Batch([
            Request("1", "POST", $"visit({first})/visit_earlier", """{"title":"甲"}""", "\"atomicityGroup\":\"g\""),
            Request("2", "POST", "$1/visit_earlier", """{"title":"乙"}""", "\"atomicityGroup\":\"g\""),
            Request("3", "POST", "$2/visit_earlier/$ref", $$"""{"@odata.id":"visit({{other}})"}""", "\"atomicityGroup\":\"g\"")]);
        Assert.Equal([201, 201, 204], new[] { "1", "2", "3" }.Select(id => parts[id].Status()));
        Assert.Equal("甲", (string?)(await _clerk.Get($"visit({other})/earlier/earlier/title")).Json["value"]);
    }

    [Fact]
    public async Task Section_10_4_an_entity_is_found_by_its_id()
    {
        var id = await New("找");
        foreach (var address in new[] { $"visit({id})", $"{_clerk.Root}visit({id})", $"/odata/town-visits/visit/{id}" })
        {
            var found = (await _clerk.Get($"$entity?$id={Uri.EscapeDataString(address)}&$select=title")).Is(HttpStatusCode.OK).Json;
            Assert.Equal(($"{_clerk.Root}$metadata#visit(title)/$entity", "找"), ((string)found["@odata.context"]!, (string)found["title"]!));
        }
        Assert.Equal("LC6009 $id", (await _clerk.Get("$entity")).Is(HttpStatusCode.BadRequest).Error);
        foreach (var address in new[] { $"visit({Guid.NewGuid()})", "visit", $"visit({id})/title", "http://elsewhere.example/visit(1)", "$metadata" })
            (await _clerk.Get($"$entity?$id={Uri.EscapeDataString(address)}")).Is(HttpStatusCode.NotFound);
        (await _clerk.Send(HttpMethod.Delete, $"$entity?$id=visit({id})", null)).Is(HttpStatusCode.MethodNotAllowed);
        Assert.Equal("LC6008 $id", (await _clerk.Get($"visit({id})?$id=x")).Is(HttpStatusCode.BadRequest).Error);
    }
}
