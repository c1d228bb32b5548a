using System.Net;
using System.Text.Json.Nodes;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

/// <summary>Query options in the body of a request: OData 4.01 Part 2, 4.17.</summary>
public class QueryBodyTests(TownFixture fixture)
{
    static readonly (string, string) Text = ("Content-Type", "text/plain");

    readonly Client _clerk = fixture.Town.As("clerk");
    readonly string _tag = "Q" + Guid.NewGuid().ToString("N");

    async Task<string> Sample()
    {
        await _clerk.Create("visit", $$"""{"tag":"{{_tag}}","title":"一","count":1}""");
        return (string)(await _clerk.Create("visit", $$"""{"tag":"{{_tag}}","title":"二+","count":2}"""))["id"]!;
    }

    [Fact]
    public async Task Section_4_17_options_in_the_body_are_those_of_the_address()
    {
        var id = await Sample();
        foreach (var (path, options) in ((string, string)[])[
            ("visit", $"$filter=tag%20eq%20'{_tag}'&$orderby=count"), ("visit", $"$filter=tag eq '{_tag}' and title eq '二%2B'&$select=title"),
            ("visit/$count", $"$filter=tag eq '{_tag}'"), ($"visit({id})", "$select=title&$compute=count add 1 as x"), ($"visit/$filter(@f)", $"@f=tag eq '{_tag}'&$apply=aggregate($count as n)"),
            ("$crossjoin(visit,memo)", $"$filter=visit/tag eq '{_tag}' and memo/id eq visit/id&$count=true"), ("$all", "$search=nothing123")])
        {
            var written = (await _clerk.Get($"{path}?$format=json&{options}")).Is(HttpStatusCode.OK);
            var sent = (await _clerk.Post($"{path}/$query?$format=json", options, Text)).Is(HttpStatusCode.OK);
            Assert.Equal(written.Text, sent.Text);
        }
        var many = string.Join(',', Enumerable.Range(0, 1000).Select(_ => Guid.NewGuid()).Append(Guid.Parse(id)));
        Assert.Equal("二+", (string?)Assert.Single((await _clerk.Post("visit/$query", $"$filter=id in ({many})", ("Content-Type", "text/plain;charset=utf-8"))).Is(HttpStatusCode.OK).Values)!["title"]);
    }

    [Fact]
    public async Task Section_4_17_a_part_of_a_batch_may_have_them_in_its_body()
    {
        await Sample();
        var answer = await _clerk.Post("$batch", new JsonObject
        {
            ["requests"] = new JsonArray(new JsonObject
            {
                ["id"] = "1",
                ["method"] = "POST",
                ["url"] = "visit/$query",
                ["headers"] = new JsonObject { ["Content-Type"] = "text/plain" },
                ["body"] = $"$filter=tag eq '{_tag}'&$select=title&$orderby=count",
            }),
        }.ToJsonString());
        Assert.Equal(2, answer.Is(HttpStatusCode.OK).Json["responses"]![0]!["body"]!["value"]!.AsArray().Count);
    }

    [Fact]
    public async Task Section_9_3_mistakes_are_those_of_the_request_that_it_stands_for()
    {
        Assert.Equal("LC6011 $filter", (await _clerk.Post("visit/$query", "$filter=titel eq 'x'", Text)).Is(HttpStatusCode.BadRequest).Error);
        Assert.Equal("LC6007 $top", (await _clerk.Post("visit/$query?$top=1", "$top=2", Text)).Is(HttpStatusCode.BadRequest).Error);
        Assert.Equal("LC6022 Content-Type", (await _clerk.Post("visit/$query", "{}")).Is(HttpStatusCode.UnsupportedMediaType).Error);
        Assert.Equal("LC6022 Content-Type", (await _clerk.Post("visit/$query", null)).Is(HttpStatusCode.UnsupportedMediaType).Error);
        Assert.Equal("LC6023", (await _clerk.Post("visit/$query", "$filter=" + new string('1', 70_000), Text)).Is(HttpStatusCode.RequestEntityTooLarge).Error);
        Assert.Equal("LC6001", (await _clerk.Post("nothing/$query", "$top=1", Text)).Is(HttpStatusCode.NotFound).Error);
        (await _clerk.Post("$batch/$query", "", Text)).Is(HttpStatusCode.MethodNotAllowed);
        Assert.StartsWith("LC6011", (await fixture.Town.As("guest").Post("visit/$query", "$filter=amount eq 1", Text)).Is(HttpStatusCode.BadRequest).Error, StringComparison.Ordinal);
    }
}
