using System.Net;
using System.Text.Json.Nodes;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

/// <summary>What <c>$metadata</c> says can be done is done, and what it says cannot is refused.</summary>
public class CapabilitiesTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    async Task<JsonObject> Metadata() => (await _clerk.Get("$metadata?$format=json")).Is(HttpStatusCode.OK).Json.AsObject();

    static IEnumerable<(string Name, JsonObject Content)> Sets(JsonObject metadata) =>
        metadata["town_visits"]!["Container"]!.AsObject().Where(member => member.Value is JsonObject content && content.ContainsKey("$Type"))
            .Select(member => (member.Key, member.Value!.AsObject()));

    static bool? Says(JsonObject set, string term, string property) => (bool?)set["@Capabilities." + term]?[property];

    [Fact]
    public async Task What_cannot_be_written_is_refused_and_what_can_is_not()
    {
        foreach (var (name, set) in Sets(await Metadata()))
        {
            var isMe = name == "me";
            var one = isMe ? name : name.Contains("supplies", StringComparison.Ordinal)
                ? $"{name}(recordId={Guid.NewGuid()},rowId={Guid.NewGuid()})" : $"{name}({Guid.NewGuid()})";
            var posted = (await _clerk.Post(name, "[]")).Status;
            var patched = (await _clerk.Patch(one, "[]")).Status;
            var deleted = (await _clerk.Delete(one)).Status;
            Assert.Equal(isMe || Says(set, "InsertRestrictions", "Insertable") == false, posted == HttpStatusCode.MethodNotAllowed);
            Assert.Equal(Says(set, "UpdateRestrictions", "Updatable") == false, patched == HttpStatusCode.MethodNotAllowed);
            Assert.Equal(isMe || Says(set, "DeleteRestrictions", "Deletable") == false, deleted == HttpStatusCode.MethodNotAllowed);
            if (Says(set, "UpdateRestrictions", "DeltaUpdateSupported") == true)
                (await _clerk.Patch(name, """{"value":[]}""")).Is(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Records_can_be_made_by_a_change_where_it_says_so()
    {
        Assert.Equal(["memo", "visit"], Sets(await Metadata()).Where(set => Says(set.Content, "UpdateRestrictions", "Upsertable") == true).Select(set => set.Name));
        (await _clerk.Patch($"visit({Guid.CreateVersion7()})", """{"title":"新"}""")).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Changes_can_be_followed_where_it_says_so()
    {
        foreach (var (name, set) in Sets(await Metadata()).Where(set => set.Name != "me"))
        {
            var page = (await _clerk.Get($"{name}?$filter=revision lt 0".Replace("revision lt 0", name.Contains("supplies", StringComparison.Ordinal)
                ? "record/revision lt 0" : "revision lt 0", StringComparison.Ordinal), ("Prefer", "track-changes"))).Is(HttpStatusCode.OK);
            Assert.Equal(Says(set, "ChangeTracking", "Supported"), page.Json["@odata.deltaLink"] is not null);
        }
    }

    [Fact]
    public async Task Transformations_that_it_names_are_served()
    {
        var named = (await Metadata())["town_visits"]!["Container"]!["@Aggregation.ApplySupported"]!["Transformations"]!.AsArray().Select(name => (string)name!);
        foreach (var name in named)
        {
            var example = name switch
            {
                "filter" => "filter(count gt 1)",
                "search" => "search(x)",
                "compute" => "compute(count mul 2 as d)",
                "aggregate" => "aggregate($count as n)",
                "groupby" => "groupby((urgent))",
                "orderby" => "orderby(title)",
                "top" or "skip" => $"{name}(1)",
                "concat" => "concat(identity,top(1))",
                "identity" => name,
                "join" or "outerjoin" => $"{name}(supplies as s)",
                _ => $"{name}(10,count)",
            };
            (await _clerk.Get($"visit/$count?$apply={example}")).Is(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Requests_are_answered_at_once()
    {
        Assert.False((bool)(await Metadata())["town_visits"]!["Container"]!["@Capabilities.AsynchronousRequestsSupported"]!);
        (await _clerk.Get("visit?$top=0", ("Prefer", "respond-async"))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Bounds_of_values_are_those_that_are_enforced()
    {
        var count = (await Metadata())["town_visits"]!["visit"]!["count"]!;
        var (least, most) = ((long)count["@Validation.Minimum"]!, (long)count["@Validation.Maximum"]!);
        Assert.Equal("人", (string?)count["@Measures.Unit"]);
        Assert.Equal("到场的人", (string?)count["@Core.LongDescription"]);
        foreach (var (value, fits) in new[] { (least, true), (most, true), (least - 1, false), (most + 1, false) })
            (await _clerk.Post("visit", $$"""{"title":"新","count":{{value}}}""")).Is(fits ? HttpStatusCode.Created : HttpStatusCode.UnprocessableEntity);
    }
}
