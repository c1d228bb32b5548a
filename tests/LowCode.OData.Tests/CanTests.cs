using System.Net;
using System.Text.Json.Nodes;
using LowCode.OData.Tests.Hosting;
using static LowCode.OData.Tests.Hosting.BatchText;

namespace LowCode.OData.Tests;

/// <summary><c>@LowCode.can</c>: what the caller may do with a record, for who asks.</summary>
public class CanTests
{
    static readonly (string, string) Asked = ("Prefer", "include-annotations=\"LowCode.can\"");

    static string Can(JsonNode? entity) => string.Join(' ', entity!["@LowCode.can"]?.AsArray().Select(action => (string)action!) ?? ["nothing said"]);

    [Fact]
    public async Task Every_way_to_a_record_tells_it()
    {
        await using var town = await Town.OpenAsync();
        var (clerk, reviewer, guest) = (town.As("clerk"), town.As("reviewer"), town.As("guest"));
        var made = (await clerk.Post("visit", """{"title":"一"}""", Asked)).Is(HttpStatusCode.Created);
        Assert.Equal(("update delete submit", "include-annotations=\"LowCode.can\""), (Can(made.Json), made.Headers["Preference-Applied"]));
        var visit = $"visit({made.Json["id"]})";
        Assert.Equal("update", Can((await reviewer.Get(visit, Asked)).Json));
        Assert.Equal("", Can((await guest.Get(visit, Asked)).Json));
        Assert.Equal("update delete", Can((await town.As("root").Get(visit, Asked)).Json));

        var tracked = (await reviewer.Get("visit?$select=title", ("Prefer", "track-changes,odata.include-annotations=\"other.*,LowCode.*\""))).Json;
        Assert.Equal(["@odata.etag", "@LowCode.can", "title"], tracked["value"]![0]!.AsObject().Select(member => member.Key));
        var submitted = (await clerk.Post($"{visit}/submit", "{}", Asked)).Is(HttpStatusCode.OK).Json;
        Assert.Equal("update", Can(submitted));
        var delta = (await reviewer.Get((string)tracked["@odata.deltaLink"]!, Asked)).Is(HttpStatusCode.OK);
        Assert.Equal("update sendBack accept", Can(delta.Values[0]));
        var part = (await reviewer.Batch([Request("1", "get", visit, more: "\"headers\":{\"prefer\":\"include-annotations=*\"}")]))["1"];
        Assert.Equal("update sendBack accept", Can(part["body"]));
        Assert.Equal("update sendBack accept", Can((await reviewer.Get($"visit/$filter(state eq 'submitted')?$expand=earlier,place", Asked)).Values[0]));
        Assert.Equal("update sendBack accept", Can((await reviewer.Get($"{visit}?$format=application/json;odata.metadata=none", Asked)).Json));
    }

    [Theory]
    [InlineData("include-annotations=*", true)]
    [InlineData("odata.include-annotations=\"*\"", true)]
    [InlineData("return=representation, include-annotations=\"a.b,LowCode.*\"", true)]
    [InlineData("include-annotations=\"*,-LowCode.can\"", false)]
    [InlineData("include-annotations=\"-LowCode.*,LowCode.can\"", true)]
    [InlineData("include-annotations=\"LowCode.masked\"", false)]
    [InlineData("include-annotations=\"\"", false)]
    [InlineData("return=representation", false)]
    public async Task It_is_told_to_who_asks(string prefer, bool isTold)
    {
        await using var town = await Town.OpenAsync();
        var made = await town.As("clerk").Post("memo", """{"text":"一"}""", ("Prefer", prefer));
        Assert.Equal(isTold, made.Json.AsObject().ContainsKey("@LowCode.can"));
    }

    [Fact]
    public async Task Neither_what_is_expanded_nor_what_is_only_read_here_nor_rows_tell_it()
    {
        await using var town = await Town.OpenAsync();
        var clerk = town.As("clerk");
        var place = (string)(await town.As("clerk", "town-base").Create("place", """{"name":"地"}"""))["id"]!;
        await clerk.Create("visit", $$"""{"title":"一","placeId":"{{place}}","supplies":[{"item":"pump"}]}""");
        var visit = (await clerk.Get("visit?$expand=place", Asked)).Values[0]!;
        Assert.False(visit["place"]!.AsObject().ContainsKey("@LowCode.can"));
        foreach (var set in (string[])["town_base__place", "visit_supplies", "tasks", "divisions"])
            Assert.All((await clerk.Get(set, Asked)).Values, entity => Assert.False(entity!.AsObject().ContainsKey("@LowCode.can")));
        Assert.True((await clerk.Get("$crossjoin(visit,memo)?$expand=visit", Asked)).Status is HttpStatusCode.OK);
    }
}
