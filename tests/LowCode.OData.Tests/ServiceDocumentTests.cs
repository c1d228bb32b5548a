using System.Net;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

public class ServiceDocumentTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    [Fact]
    public async Task Section_11_1_1_the_service_document_lists_every_set_and_singleton()
    {
        var answer = (await _clerk.Get("")).Is(HttpStatusCode.OK);
        Assert.Equal(
            ["memo", "visit", "visit_supplies", "visit_supplies_parts", "town_base__place", "tasks", "divisions", "changes", "me"],
            answer.Values.Select(entry => (string)entry!["name"]!));
        Assert.Equal($"{_clerk.Root}$metadata", (string?)answer.Json["@odata.context"]);
        Assert.Equal("4.01", answer.Headers["OData-Version"]);
    }

    [Theory, InlineData("xml"), InlineData("json")]
    public async Task Section_11_1_2_the_metadata_is_as_agreed(string format)
    {
        var answer = (await _clerk.Get("$metadata?$format=" + format)).Is(HttpStatusCode.OK);
        var golden = Path.Combine(AppContext.BaseDirectory, "Golden", "visits." + format);
        if (Environment.GetEnvironmentVariable("LOWCODE_GOLDEN") is { } folder)
            await File.WriteAllTextAsync(Path.Combine(folder, "visits." + format), answer.Text + "\n", TestContext.Current.CancellationToken);
        else
            Assert.Equal((await File.ReadAllTextAsync(golden, TestContext.Current.CancellationToken)).Trim(), answer.Text.Trim());
    }

    [Fact]
    public async Task Section_11_2_12_the_current_schema_version_is_served_and_no_other()
    {
        await using var town = await Town.OpenAsync();
        var clerk = town.As("clerk");
        Assert.Equal("1", (string?)(await clerk.Get("$metadata?$format=json&$schemaversion=*")).Is(HttpStatusCode.OK).Json["town_visits"]!["@Core.SchemaVersion"]);
        Assert.Contains("<Annotation Term=\"Core.SchemaVersion\" String=\"1\" />", (await clerk.Get("$metadata?$schemaversion=1")).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        var id = (string)(await clerk.Create("visit?$schemaversion=1", """{"title":"x"}"""))["id"]!;
        var next = (string)(await clerk.Get("divisions?SchemaVersion=1", ("Prefer", "maxpagesize=1"))).Is(HttpStatusCode.OK).Json["@odata.nextLink"]!;
        await Town.PublishAsync(town.Installation, Packs.Pack(
            [.. Packs.VisitFiles.Select(file => (file.Path, file.Text.Replace("\"1.0.0\", \"requires\"", "\"1.1.0\", \"requires\"", StringComparison.Ordinal)))]));
        foreach (var path in (string[])[$"visit({id})?$schemaversion=1", "$metadata?$schemaversion=1", "visit?$schemaversion=1&$top=1", "?$schemaversion=x", next])
            Assert.Equal("LC6355", (await clerk.Get(path)).Is(HttpStatusCode.NotFound).Error);
        Assert.Equal("LC6355", (await clerk.Patch($"visit({id})?$schemaversion=1", """{"title":"y"}""")).Is(HttpStatusCode.NotFound).Error);
        foreach (var path in (string[])[$"visit({id})?$schemaversion=2", $"visit({id})/title?$schemaversion=*", $"visit({id})", "$metadata?$schemaversion=2"])
            (await clerk.Get(path)).Is(HttpStatusCode.OK);
        Assert.Equal("x", (string?)(await clerk.Get($"visit({id})/title")).Json["value"]);
    }

    [Theory, InlineData("$metadata?$format=xml"), InlineData("$metadata?$format=json"), InlineData("$openapi")]
    public async Task What_describes_the_service_is_in_the_readers_language_and_sent_again_only_when_it_has_changed(string path)
    {
        var chinese = (await _clerk.Get(path, ("Accept-Language", "zh-CN"))).Is(HttpStatusCode.OK);
        var english = (await _clerk.Get(path, ("Accept-Language", "en-GB"))).Is(HttpStatusCode.OK);
        Assert.Contains("走访记录", chinese.Text, StringComparison.Ordinal);
        Assert.Contains("Visit report", english.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("走访记录", english.Text, StringComparison.Ordinal);
        Assert.Contains("Accept-Language", english.Headers["Vary"], StringComparison.Ordinal);
        Assert.Equal("en-GB", english.Headers["Content-Language"]);
        Assert.NotEqual(chinese.ETag, english.ETag);
        Assert.Empty((await _clerk.Get(path, ("Accept-Language", "en"), ("If-None-Match", english.ETag!))).Is(HttpStatusCode.NotModified).Bytes);
        (await _clerk.Get(path, ("Accept-Language", "zh"), ("If-None-Match", english.ETag!))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_description_has_what_is_known_of_fields()
    {
        var schemas = (await _clerk.Get("$openapi")).Is(HttpStatusCode.OK).Json["components"]!["schemas"]!;
        var (read, written) = (schemas["town_visits.visit"]!["properties"]!, schemas["town_visits.visit-write"]!["properties"]!);
        Assert.Equal("""{"type":["integer","null"],"format":"int64","title":"人数","description":"到场的人"}""", Answer.Compact(read["count"]));
        Assert.Equal(
            """{"type":["integer","null"],"format":"int64","title":"人数","description":"到场的人","minimum":0,"maximum":1000000}""",
            Answer.Compact(written["count"]));
        Assert.Equal("""["light","pump","sandbag"]""", Answer.Compact(read["goods"]!["items"]!["examples"]));
        Assert.Equal(3, (int)written["photos"]!["maxItems"]!);
        Assert.True((bool)read["totalShort"]!["readOnly"]!);
        Assert.Null(written["totalShort"]);
        (await _clerk.Get("$openapi/x")).Is(HttpStatusCode.NotFound);
        (await _clerk.Post("$openapi", "{}")).Is(HttpStatusCode.MethodNotAllowed);
        (await _clerk.Get("$openapi?$top=1")).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_caller_is_a_singleton()
    {
        var me = (await _clerk.Get("me")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("小王", (string?)me["title"]);
        Assert.Equal(Town.Committee, (string?)me["roles"]![0]!["division"]);
    }
}
