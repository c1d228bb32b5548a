using System.Net;
using LowCode.OData.Tests.Hosting;
using static LowCode.OData.Tests.Hosting.BatchText;

namespace LowCode.OData.Tests;

/// <summary>A record that was filled in by an earlier version is made under it: <c>LowCode-App-Version</c>.</summary>
public class PinnedVersionTests
{
    static readonly (string, string) First = ("LowCode-App-Version", "1");

    static MemoryFilesOf Second => new(("\"version\": \"1.0.0\", \"requires\"", "\"version\": \"1.1.0\", \"requires\""),
        // Renamed, dropped, a new one that must be there, a code that is gone, and another first state.
        ("{ \"name\": \"remark\", \"type\": \"longText\", \"label\": \"备注\" },", "{ \"name\": \"comment\", \"renamedFrom\": \"remark\", \"type\": \"longText\" }, { \"name\": \"added\", \"type\": \"text\", \"required\": true },"),
        ("{ \"name\": \"urgent\", \"type\": \"boolean\", \"label\": \"紧急\" },", ""), ("\"when\": \"urgent !== true\"", "\"when\": \"count > 0\""),
        ("\"max\": 1000000", "\"max\": 10"),
        ("\"states\": [ { \"name\": \"draft\" },", "\"states\": [ { \"name\": \"noted\" }, { \"name\": \"draft\" },"),
        ("\"transitions\": [", "\"transitions\": [ { \"name\": \"open\", \"from\": \"noted\", \"to\": \"draft\", \"by\": \"clerk\" },"));

    sealed class MemoryFilesOf(params (string Before, string After)[] changes)
    {
        public Task PublishAsync(Town town) => Town.PublishAsync(town.Installation, Packs.Pack([.. Packs.VisitFiles.Select(file =>
            (file.Path, changes.Aggregate(file.Text, (text, change) => text.Replace(change.Before, change.After, StringComparison.Ordinal))))]));
    }

    [Fact]
    public async Task What_was_filled_in_by_an_earlier_version_is_made_under_it_and_goes_on_by_it()
    {
        await using var town = await Town.OpenAsync();
        await Second.PublishAsync(town);
        var clerk = town.As("clerk");
        const string body = """{"title":"离线","remark":"备注","urgent":false,"count":500}""";
        Assert.Equal("LC6036", (await clerk.Post("visit", """{"title":"新","count":500}""")).Is(HttpStatusCode.UnprocessableEntity).Error);
        (await clerk.Post("visit", body)).Is(HttpStatusCode.BadRequest);
        var made = (await clerk.Post("visit", body, First)).Is(HttpStatusCode.Created).Json;
        Assert.Equal((1, "draft", "备注", 500), ((int)made["appVersion"]!, (string)made["state"]!, (string)made["comment"]!, (int)made["count"]!));
        var stored = await StoredAsync(town, (string)made["id"]!);
        Assert.False(stored.Data["urgent"].AsBoolean());
        var submitted = (await clerk.Post($"visit({made["id"]})/submit", "{}")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(("submitted", "A", 1), ((string)submitted["state"]!, (string)submitted["grade"]!, (int)submitted["appVersion"]!));
        // The rules of that version, too.
        Assert.Contains("LC3002 count", (await clerk.Post("visit", """{"title":"离线","count":1000001}""", First)).Is(HttpStatusCode.UnprocessableEntity).Details);
        (await clerk.Post("visit", """{"title":"新","count":500}""", ("LowCode-App-Version", "2"))).Is(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task It_works_in_batches_in_upserts_and_behind_links()
    {
        await using var town = await Town.OpenAsync();
        await Second.PublishAsync(town);
        var clerk = town.As("clerk");
        const string headers = "\"headers\":{\"lowcode-app-version\":\"1\"}";
        var id = Guid.CreateVersion7();
        var parts = await clerk.Batch(
        [
            Request("1", "post", "visit", $$"""{"id":"{{id}}","title":"一","urgent":true}""", "\"atomicityGroup\":\"g\"," + headers),
            Request("2", "post", "$1/submit", "{}", "\"atomicityGroup\":\"g\""),
            Request("3", "put", $"visit({Guid.CreateVersion7()})", """{"title":"二","urgent":true}""", headers),
            Request("4", "post", "visit", """{"title":"三","added":"x"}"""),
        ]);
        Assert.Equal([201, 200, 201, 201], parts.Values.Select(part => part.Status()));
        Assert.Equal([1, 1, 1, 2], parts.Values.Select(part => (int)part["body"]!["appVersion"]!));
        var place = (string)(await town.As("clerk", "town-base").Create("place", """{"name":"地"}"""))["id"]!;
        var linked = (await clerk.Post($"town_base__place({place})/visit_place", """{"title":"四","urgent":true}""", First)).Is(HttpStatusCode.Created).Json;
        Assert.Equal((1, place), ((int)linked["appVersion"]!, (string)linked["placeId"]!));
        // What is there already stays with its own.
        Assert.Equal("1", (await clerk.Get("visit/$count?$filter=title eq '三'")).Text);
        var third = (await clerk.Get("visit?$filter=title eq '三'")).Values[0]!["id"];
        Assert.Equal(2, (int)(await clerk.Patch($"visit({third})", """{"comment":"改"}""", First)).Is(HttpStatusCode.OK).Json["appVersion"]!);
    }

    [Theory]
    [InlineData("3", HttpStatusCode.BadRequest, "LC9220 LowCode-App-Version")]
    [InlineData("0", HttpStatusCode.BadRequest, "LC6037 LowCode-App-Version")]
    [InlineData("eins", HttpStatusCode.BadRequest, "LC6037 LowCode-App-Version")]
    public async Task A_version_that_there_is_not_is_refused(string version, HttpStatusCode status, string error)
    {
        await using var town = await Town.OpenAsync();
        await Second.PublishAsync(town);
        Assert.Equal(error, (await town.As("clerk").Post("visit", """{"title":"x"}""", ("LowCode-App-Version", version))).Is(status).Error);
        Assert.Equal("0", (await town.As("clerk").Get("visit/$count")).Text);
    }

    [Fact]
    public async Task A_form_that_the_version_does_not_have_is_refused_and_so_is_what_is_not_made_by_one_version()
    {
        await using var town = await Town.OpenAsync();
        await Town.PublishAsync(town.Installation, Packs.Pack([.. Packs.VisitFiles.Select(file =>
            (file.Path, file.Text.Replace("\"version\": \"1.0.0\", \"requires\"", "\"version\": \"1.1.0\", \"requires\"", StringComparison.Ordinal))),
            ("forms/late.json", """{ "form": "late", "title": "后来的", "fields": [ { "name": "text", "type": "text" } ], "access": [ { "role": "clerk", "can": ["read", "create"] } ] }""")]));
        var clerk = town.As("clerk");
        Assert.Equal("LC9220 LowCode-App-Version", (await clerk.Post("late", """{"text":"x"}""", First)).Is(HttpStatusCode.BadRequest).Error);
        (await clerk.Post("visit", """{"title":"x","earlier":{"title":"y"}}""", First)).Is(HttpStatusCode.NotImplemented);
        (await clerk.Patch("visit", """{"value":[{"title":"x"}]}""", First)).Is(HttpStatusCode.NotImplemented);
        (await clerk.Post("visit/evaluate", "{}", First)).Is(HttpStatusCode.NotImplemented);
    }

    [Fact]
    public async Task A_field_that_is_gone_stays_out_of_reach_for_whom_it_was_hidden()
    {
        await using var town = await Town.OpenAsync();
        static (string, string)[] Files(string version, string secret, string hides) =>
        [
            ("app.json", $$"""{ "app": "secrets", "title": "密", "version": "{{version}}", "roles": [ { "name": "clerk", "title": "办事员" }, { "name": "guest", "title": "访客" } ] }"""),
            ("forms/note.json", $$"""
            { "form": "note", "title": "记", "fields": [ { "name": "text", "type": "text" }{{secret}} ],
              "access": [ { "role": "clerk", "can": ["read", "create"] }, { "role": "guest", "can": ["read", "create"]{{hides}} } ] }
            """),
        ];
        await Town.PublishAsync(town.Installation, Packs.Pack(Files("1.0.0", """, { "name": "secret", "type": "text" }""", ", \"hides\": [\"secret\"]")));
        await Town.PublishAsync(town.Installation, Packs.Pack(Files("1.1.0", "", "")));
        (await town.As("clerk", "secrets").Post("note", """{"text":"x","secret":"y"}""", First)).Is(HttpStatusCode.Created);
        (await town.As("guest", "secrets").Post("note", """{"text":"x"}""", First)).Is(HttpStatusCode.Created);
        Assert.Contains("LC9004 secret", (await town.As("guest", "secrets").Post("note", """{"text":"x","secret":"y"}""", First)).Is(HttpStatusCode.UnprocessableEntity).Details);
    }

    static async Task<LowCode.Storage.Records.Record> StoredAsync(Town town, string id)
    {
        using var snapshot = town.Installation.Store.Snapshot();
        return (await snapshot.FindAsync("town-visits/visit", Guid.Parse(id), TestContext.Current.CancellationToken))!;
    }
}
