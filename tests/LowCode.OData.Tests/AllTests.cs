using System.Net;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

/// <summary>$all: OData 4.01 Part 2, 4.16.</summary>
public class AllTests
{
    static readonly string[] Sets = ["memo", "visit", "visit_supplies", "visit_supplies_parts", "town_base__place", "tasks", "divisions"];

    static async Task<List<string>> Addresses(Client client, string path, int size)
    {
        var found = new List<string>();
        for (var next = path; next is not null;)
        {
            var page = (await client.Get(next, ("Prefer", $"maxpagesize={size}"))).Is(HttpStatusCode.OK);
            Assert.InRange(page.Values.Count, 0, size);
            found.AddRange(page.Values.Select(one => (string)one!["@odata.id"]!));
            next = (string?)page.Json["@odata.nextLink"];
        }
        return found;
    }

    static async Task<Town> Sample()
    {
        var town = await Town.OpenAsync();
        var clerk = town.As("clerk");
        var place = (string)(await town.As("clerk", "town-base").Create("place", """{"name":"东车库","secret":"密"}"""))["id"]!;
        await clerk.Create("memo", """{"text":"车库"}""");
        await clerk.Create("memo", """{"text":"x"}""");
        for (var i = 0; i < 3; i++)
            await clerk.Create("visit", $$"""{"title":"v{{i}}","amount":{{i}},"placeId":"{{place}}","supplies":[{"item":"pump","onHand":1,"parts":[{"label":"车库"}]},{"item":"light"}]}""");
        await town.As("root").Create("visit", $$"""{"title":"别处","division":"{{Town.OtherCommittee}}"}""");
        return town;
    }

    [Fact]
    public async Task Section_4_16_all_is_every_entity_of_every_set_and_the_caller()
    {
        await using var town = await Sample();
        foreach (var user in (string[])["clerk", "guest", "root", "nobody"])
        {
            var client = town.As(user);
            var expected = new List<string>();
            foreach (var set in Sets)
            {
                var found = (await client.Get(set, ("Accept", "application/json;odata.metadata=full"))).Is(HttpStatusCode.OK).Values;
                expected.AddRange(found.Select(one => $"{one!["@odata.type"]} {one["@odata.id"]}"));
            }
            expected.Add($"#LowCode.Person {client.Root}me");
            var all = (await client.Get("$all?$count=true")).Is(HttpStatusCode.OK);
            Assert.Equal(expected, all.Values.Select(one => $"{one!["@odata.type"]} {one["@odata.id"]}"));
            Assert.Equal(expected.Count, (int)all.Json["@odata.count"]!);
            Assert.EndsWith("$metadata#Collection(Edm.EntityType)", (string)all.Json["@odata.context"]!, StringComparison.Ordinal);
            var full = (await client.Get("$all", ("Accept", "application/json;odata.metadata=full"))).Is(HttpStatusCode.OK);
            Assert.Equal(expected, full.Values.Select(one => $"{one!["@odata.type"]} {one["@odata.id"]}"));
        }
        var guest = (await town.As("guest").Get("$all")).Text;
        Assert.DoesNotContain("amount", guest, StringComparison.Ordinal);
        Assert.DoesNotContain("onHand", guest, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", guest, StringComparison.Ordinal);
        Assert.DoesNotContain("odata", (await town.As("clerk").Get("$all", ("Accept", "application/json;odata.metadata=none"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Section_11_2_6_pages_begin_and_end_where_they_are_asked_to()
    {
        await using var town = await Sample();
        var clerk = town.As("clerk");
        var all = await Addresses(clerk, "$all", 1000);
        foreach (var size in (int[])[1, 2, 3, 5])
            Assert.Equal(all, await Addresses(clerk, "$all", size));
        for (var skip = 0; skip <= all.Count + 1; skip++)
        {
            Assert.Equal(all.Skip(skip), await Addresses(clerk, $"$all?$skip={skip}", 4));
            Assert.Equal(all.Skip(skip).Take(3), await Addresses(clerk, $"$all?$skip={skip}&$top=3", 2));
            Assert.Equal(all.Take(skip), await Addresses(clerk, $"$all?$top={skip}", 3));
        }
    }

    [Fact]
    public async Task Section_4_16_search_finds_in_every_set()
    {
        await using var town = await Sample();
        var found = (await town.As("clerk").Get("$all?$search=车库&$count=true")).Is(HttpStatusCode.OK);
        Assert.Equal(
            ["memo", .. Enumerable.Repeat("visit", 3), .. Enumerable.Repeat("visit_supplies_row", 3), .. Enumerable.Repeat("visit_supplies_parts_row", 3), "place"],
            found.Values.Select(one => ((string)one!["@odata.type"]!).Split('.')[1]));
        Assert.Equal(11, (int)found.Json["@odata.count"]!);
        Assert.Equal(11, (await Addresses(town.As("clerk"), "$all?$search=车库", 2)).Count);
        Assert.Single((await town.As("clerk").Get("$all?$search=密")).Is(HttpStatusCode.OK).Values);
        Assert.Empty((await town.As("guest").Get("$all?$search=密")).Is(HttpStatusCode.OK).Values);
    }

    [Theory]
    [InlineData("$all?$filter=id ne null", 501, "LC6005 $filter"), InlineData("$all?$select=id", 501, "LC6005 $select"), InlineData("$all?$apply=identity", 501, "LC6005 $apply")]
    [InlineData("$all/town_visits.visit", 404, "LC6001"), InlineData("$all?$skiptoken=x", 400, "LC6016 $skiptoken"), InlineData("$all?$skiptoken=9..", 400, "LC6016 $skiptoken")]
    [InlineData("$all?$skiptoken=0..x", 400, "LC6016 $skiptoken"), InlineData("$all?$deltatoken=x", 400, "LC6008 $deltatoken"), InlineData("$all?$top=-1", 400, "LC6009 $top")]
    public async Task Mistakes_are_told(string path, int status, string error)
    {
        await using var town = await Town.OpenAsync();
        Assert.Equal(error, (await town.As("clerk").Get(path)).Is((HttpStatusCode)status).Error);
        (await town.As("clerk").Post("$all", "{}")).Is(HttpStatusCode.MethodNotAllowed);
    }
}
