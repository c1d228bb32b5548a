using System.Net;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

public class PublishingTests
{
    [Fact]
    public async Task A_publish_is_served_from_the_next_request_on_and_old_records_stay()
    {
        await using var town = await Town.OpenAsync();
        var clerk = town.As("clerk");
        var id = (string)(await clerk.Create("visit", """{"title":"旧","remark":"备注"}"""))["id"]!;
        var files = Packs.VisitFiles.Select(file => (file.Path, Text: file.Text
            .Replace("\"version\": \"1.0.0\",", "\"version\": \"1.1.0\",", StringComparison.Ordinal)
            .Replace("{ \"name\": \"remark\", \"type\": \"longText\", \"label\": \"备注\" },",
                "{ \"name\": \"comment\", \"renamedFrom\": \"remark\", \"type\": \"longText\" }, { \"name\": \"added\", \"type\": \"text\" },", StringComparison.Ordinal))).ToArray();
        await Town.PublishAsync(town.Installation, Packs.Pack(files));
        var visit = (await clerk.Get($"visit({id})")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(("备注", 1), ((string)visit["comment"]!, (int)visit["appVersion"]!));
        Assert.False(visit.AsObject().ContainsKey("remark"));
        Assert.Contains("Name=\"added\"", (await clerk.Get("$metadata")).Text, StringComparison.Ordinal);
        Assert.Equal(2, (int)(await clerk.Create("visit", """{"title":"新","added":"x"}"""))["appVersion"]!);
        Assert.StartsWith("LC6011", (await clerk.Get("visit?$filter=remark eq 'x'")).Is(HttpStatusCode.BadRequest).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_the_service_needs_itself_get_out_of_its_way()
    {
        await using var town = await Town.OpenAsync();
        await Town.PublishAsync(town.Installation, Packs.Pack(
            ("app.json", """{ "app": "odd-names", "title": "x", "version": "1.0.0", "roles": [ { "name": "clerk", "title": "x" } ] }"""),
            ("forms/submit.json", """
            { "form": "submit", "title": "x",
              "fields": [ { "name": "other", "type": "reference", "to": "submit" }, { "name": "otherId", "type": "text" }, { "name": "name", "type": "text" } ],
              "access": [ { "role": "clerk", "can": ["read", "create"] } ] }
            """),
            ("workflows/submit.json", """
            { "workflow": "submit", "states": [ { "name": "a" }, { "name": "b" } ], "transitions": [ { "name": "submit", "from": "a", "to": "b", "by": "clerk" } ] }
            """)));
        var clerk = town.As("clerk", "odd-names");
        var record = await clerk.Create("submit", """{"otherId_":"x","name":"y"}""");
        Assert.Equal("x", (string?)record["otherId_"]);
        Assert.Equal("b", (string?)(await clerk.Post($"submit({record["id"]})/submit_", null)).Is(HttpStatusCode.OK).Json["state"]);
        (await clerk.Get("$metadata?$format=json")).Is(HttpStatusCode.OK);
    }
}
