using System.Net;
using System.Text.Json.Nodes;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

/// <summary>Links to one and links to many: expanded with their options, in expressions, as addresses.</summary>
public class NavigationTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    /// <summary>A place with three visits, of which the last two follow the first.</summary>
    async Task<(string Place, string First, string Second, string Third)> Sample()
    {
        var place = (string)(await fixture.Town.As("clerk", "town-base").Create("place", """{"name":"东车库","kind":"garage","secret":"密"}"""))["id"]!;
        async Task<string> Visit(string title, int count, string? earlier) => (string)(await _clerk.Create("visit",
            $$"""{"title":"{{title}}","count":{{count}},"amount":{{count}},"placeId":"{{place}}","earlierId":{{(earlier is null ? "null" : $"\"{earlier}\"")}}}"""))["id"]!;
        var first = await Visit("一", 1, null);
        return (place, first, await Visit("二", 2, first), await Visit("三", 3, first));
    }

    static string Titles(JsonNode? visits) => string.Concat(visits!.AsArray().Select(visit => (string?)visit!["title"]));

    [Theory]
    [InlineData("", "一二三", null)]
    [InlineData("($orderby=count desc)", "三二一", null)]
    [InlineData("($filter=count gt 1;$orderby=count)", "二三", null)]
    [InlineData("($orderby=count;$skip=1;$top=1;$count=true)", "二", 3)]
    [InlineData("($filter=count lt 3;$count=true;$top=0)", "", 2)]
    [InlineData("($filter=place/name eq '东车库' and earlierId eq null)", "一", null)]
    [InlineData("($filter=contains(title,@t))", "二", null)]
    [InlineData("(filter=count eq 3;select=title)", "三", null)]
    public async Task Section_11_2_5_2_expand_of_many_takes_options(string options, string expected, int? count)
    {
        var (place, _, _, _) = await Sample();
        var found = (await _clerk.Get($"town_base__place({place})?$expand=visit_place{options}&@t='二'")).Is(HttpStatusCode.OK).Json;
        var titles = Titles(found["visit_place"]);
        Assert.Equal(options.Contains("orderby", StringComparison.Ordinal) ? expected : string.Concat(expected.Order()),
            options.Contains("orderby", StringComparison.Ordinal) ? titles : string.Concat(titles.Order()));
        Assert.Equal(count, (int?)found["visit_place@odata.count"]);
        var inSet = (await _clerk.Get($"town_base__place?$filter=id eq {place}&$expand=visit_place{options}&@t='二'")).Is(HttpStatusCode.OK).Values.Single()!;
        Assert.Equal(Titles(found["visit_place"]), Titles(inSet["visit_place"]));
    }

    [Fact]
    public async Task Section_11_2_5_2_1_expanded_entities_are_expanded_in_turn()
    {
        var (place, first, second, third) = await Sample();
        var visits = (await _clerk.Get($"town_base__place({place})?$select=name&$expand=visit_place($select=title;$orderby=count;$expand=earlier($select=title),visit_earlier($select=title;$orderby=count desc))"))
            .Is(HttpStatusCode.OK).Json["visit_place"]!.AsArray();
        Assert.Equal("三二", Titles(visits[0]!["visit_earlier"]));
        Assert.Empty(visits[1]!["visit_earlier"]!.AsArray());
        Assert.Equal("一", (string?)visits[2]!["earlier"]!["title"]);
        var refs = (await _clerk.Get($"visit({first})?$expand=visit_earlier/$ref($orderby=count)")).Is(HttpStatusCode.OK).Json["visit_earlier"]!.AsArray();
        Assert.Equal([$"{_clerk.Root}visit({second})", $"{_clerk.Root}visit({third})"], refs.Select(one => (string?)one!["@odata.id"]));
        var counted = (await _clerk.Get($"visit({first})?$select=title&$expand=visit_earlier/$count($filter=count gt 2)")).Is(HttpStatusCode.OK).Json.AsObject();
        Assert.Equal(["@odata.context", "@odata.etag", "title", "visit_earlier@odata.count"], counted.Select(member => member.Key));
        Assert.Equal(1, (int)counted["visit_earlier@odata.count"]!);
    }

    [Fact]
    public async Task Section_11_2_5_2_1_levels_repeat_a_link()
    {
        var (_, first, second, _) = await Sample();
        var fourth = (string)(await _clerk.Create("visit", $$"""{"title":"四","earlierId":"{{second}}"}"""))["id"]!;
        var two = (await _clerk.Get($"visit({fourth})?$expand=earlier($levels=2;$select=title)")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("一", (string?)two["earlier"]!["earlier"]!["title"]);
        Assert.False(two["earlier"]!["earlier"]!.AsObject().ContainsKey("earlier"));
        var max = (await _clerk.Get($"visit({first})?$expand=visit_earlier($levels=max;$select=title;$filter=title ne '三')")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("四", Titles(max["visit_earlier"]![0]!["visit_earlier"]));
        Assert.Empty(max["visit_earlier"]![0]!["visit_earlier"]![0]!["visit_earlier"]!.AsArray());
        Assert.Equal("LC6015 $expand", (await _clerk.Get("visit?$expand=earlier($levels=9)")).Is(HttpStatusCode.BadRequest).Error);
        Assert.False((await _clerk.Get($"visit({second})?$expand=earlier($levels=0)")).Is(HttpStatusCode.OK).Json.AsObject().ContainsKey("earlier"));
    }

    [Fact]
    public async Task Section_11_2_5_2_an_asterisk_expands_every_link()
    {
        var (place, _, second, _) = await Sample();
        var all = (await _clerk.Get($"visit({second})?$expand=*")).Is(HttpStatusCode.OK).Json;
        Assert.Equal((place, "一"), ((string?)all["place"]!["id"], (string?)all["earlier"]!["title"]));
        Assert.Empty(all["visit_earlier"]!.AsArray());
        var refs = (await _clerk.Get($"visit({second})?$expand=*/$ref")).Is(HttpStatusCode.OK).Json;
        Assert.Equal($"{_clerk.Root}town_base__place({place})", (string?)refs["place"]!["@odata.id"]);
    }

    [Theory]
    [InlineData("visit_earlier/any()", "一")]
    [InlineData("visit_earlier/any(v: v/title eq '二')", "一")]
    [InlineData("visit_earlier/any(v: v/count gt $it/count and v/place/name eq '东车库')", "一")]
    [InlineData("visit_earlier/any(v: v/count gt 3)", "")]
    [InlineData("visit_earlier/all(v: v/count gt 1)", "一三二")]
    [InlineData("visit_earlier/all(v: v/count gt 2)", "三二")]
    [InlineData("visit_earlier/$count eq 2", "一")]
    [InlineData("visit_earlier/$count($filter=count gt 2) eq 1", "一")]
    [InlineData("visit_earlier/any(v: v/createdBy eq 'clerk' and v/revision eq 1)", "一")]
    [InlineData("place/visit_place/any(v: v/count eq 3)", "一三二")]
    [InlineData("place/visit_place/$count eq 3 and count eq 2", "二")]
    [InlineData("earlier/visit_earlier/any(v: v/count eq $it/count)", "三二")]
    [InlineData("visit_earlier/any(v: v/visit_earlier/any())", "")]
    [InlineData("visit_earlier/any(v: v/earlier/count eq 1)", "一")]
    public async Task Section_11_2_6_1_links_to_many_are_collections_in_expressions(string filter, string expected)
    {
        var (place, _, _, _) = await Sample();
        var found = (await _clerk.Get($"visit?$orderby=title&$filter=placeId eq {place} and ({Uri.EscapeDataString(filter)})")).Is(HttpStatusCode.OK).Values;
        Assert.Equal(expected, Titles(found));
    }

    [Fact]
    public async Task Section_11_2_6_2_what_refers_can_be_ordered_by_page_by_page()
    {
        var (place, _, _, _) = await Sample();
        var next = $"visit?$filter=placeId eq {place}&$orderby=visit_earlier/$count desc,title desc&$select=title";
        var titles = "";
        for (; next is not null; next = titles.Length < 3 ? (string?)(await _clerk.Get(next, ("Prefer", "maxpagesize=1"))).Json["@odata.nextLink"] : null)
            titles += Titles((await _clerk.Get(next, ("Prefer", "maxpagesize=1"))).Is(HttpStatusCode.OK).Json["value"]);
        Assert.Equal("一二三", titles);
    }

    [Fact]
    public async Task Section_11_2_4_links_to_many_have_addresses()
    {
        var (place, first, second, third) = await Sample();
        Assert.Equal("三二", Titles((await _clerk.Get($"visit({first})/visit_earlier?$orderby=count desc")).Is(HttpStatusCode.OK).Json["value"]));
        Assert.Equal("三", Titles((await _clerk.Get($"visit/{first}/place/visit_place?$filter=count gt 2")).Is(HttpStatusCode.OK).Json["value"]));
        Assert.Equal("3", (await _clerk.Get($"town_base__place({place})/visit_place/$count")).Is(HttpStatusCode.OK).Text);
        Assert.Equal("1", (await _clerk.Get($"town_base__place({place})/visit_place/$count?$filter=count eq 1")).Is(HttpStatusCode.OK).Text);
        Assert.Equal("二", (string?)(await _clerk.Get($"visit({first})/visit_earlier({second})/title")).Is(HttpStatusCode.OK).Json["value"]);
        Assert.Equal("一", (string?)(await _clerk.Get($"visit({first})/visit_earlier/{third}/earlier/title")).Is(HttpStatusCode.OK).Json["value"]);
        Assert.Equal("LC6003", (await _clerk.Get($"visit({second})/visit_earlier({third})")).Is(HttpStatusCode.NotFound).Error);
        Assert.Equal("LC6003", (await _clerk.Get($"visit({Guid.NewGuid()})/visit_earlier")).Is(HttpStatusCode.NotFound).Error);
        var refs = (await _clerk.Get($"visit({first})/visit_earlier/$ref?$orderby=count")).Is(HttpStatusCode.OK);
        Assert.Equal($"{_clerk.Root}$metadata#Collection($ref)", (string?)refs.Json["@odata.context"]);
        Assert.Equal([$"{_clerk.Root}visit({second})", $"{_clerk.Root}visit({third})"], refs.Values.Select(one => (string?)one!["@odata.id"]));
        var page = (await _clerk.Get($"visit({first})/visit_earlier?$orderby=count", ("Prefer", "maxpagesize=1"))).Is(HttpStatusCode.OK).Json;
        Assert.StartsWith($"{_clerk.Root}visit({first})/visit_earlier?", (string?)page["@odata.nextLink"], StringComparison.Ordinal);
        Assert.Equal("三", Titles((await _clerk.Get((string)page["@odata.nextLink"]!)).Is(HttpStatusCode.OK).Json["value"]));
        (await _clerk.Patch($"visit({first})/visit_earlier({second})", """{"title":"五"}""")).Is(HttpStatusCode.MethodNotAllowed);
        Assert.StartsWith("LC6005", (await _clerk.Post("visit", """{"title":"五","visit_earlier":[]}""")).Is(HttpStatusCode.NotImplemented).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_caller_may_not_see_is_behind_no_link()
    {
        var (place, first, _, _) = await Sample();
        var root = fixture.Town.As("root");
        await root.Create("visit", $$"""{"title":"别处","count":9,"division":"{{Town.OtherCommittee}}","placeId":"{{place}}","earlierId":"{{first}}"}""");
        Assert.Equal(3, (await _clerk.Get($"town_base__place({place})?$expand=visit_place")).Is(HttpStatusCode.OK).Json["visit_place"]!.AsArray().Count);
        Assert.Equal(4, (await root.Get($"town_base__place({place})?$expand=visit_place")).Is(HttpStatusCode.OK).Json["visit_place"]!.AsArray().Count);
        Assert.Equal("3", (await _clerk.Get($"town_base__place({place})/visit_place/$count")).Is(HttpStatusCode.OK).Text);
        Assert.Empty((await _clerk.Get($"visit?$filter=id eq {first} and visit_earlier/any(v: v/count eq 9)")).Is(HttpStatusCode.OK).Values);
        Assert.Single((await root.Get($"visit?$filter=id eq {first} and visit_earlier/$count eq 3")).Is(HttpStatusCode.OK).Values);
        Assert.Single((await _clerk.Get($"visit?$filter=id eq {first} and visit_earlier/$count eq 2")).Is(HttpStatusCode.OK).Values);
        var guest = fixture.Town.As("guest");
        foreach (var query in (string[])["visit?$filter=visit_earlier/any(v: v/amount gt 1)", "visit?$filter=visit_earlier/$count($filter=amount gt 1) eq 1",
            "visit?$expand=visit_earlier($filter=amount gt 1)", "visit?$expand=visit_earlier($orderby=amount)", "visit?$expand=visit_earlier($select=amount)"])
        {
            Assert.StartsWith("LC6011", (await guest.Get(query)).Is(HttpStatusCode.BadRequest).Error, StringComparison.Ordinal);
            (await _clerk.Get(query)).Is(HttpStatusCode.OK);
        }
        Assert.DoesNotContain("amount", (await guest.Get($"town_base__place({place})?$expand=visit_place")).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_entities_are_expanded_as_each_is_alone()
    {
        var random = new Random(3);
        var tag = "N" + Guid.NewGuid().ToString("N");
        var ids = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            var earlier = ids.Count == 0 || random.Next(4) == 0 ? "null" : $"\"{ids[random.Next(ids.Count)]}\"";
            ids.Add((string)(await _clerk.Create("visit", $$"""{"title":"{{i}}","count":{{random.Next(5)}},"tag":"{{tag}}","earlierId":{{earlier}}}"""))["id"]!);
        }
        const string Expand = "$expand=earlier($select=title;$expand=earlier($select=title)),visit_earlier($filter=count gt 0;$orderby=count desc,title;$skip=1;$top=2;$count=true;$select=title)";
        foreach (var visit in (await _clerk.Get($"visit?$filter=tag eq '{tag}'&$select=title&{Expand}")).Is(HttpStatusCode.OK).Values)
        {
            var alone = (await _clerk.Get($"visit?$filter=tag eq '{tag}' and title eq '{visit!["title"]}'&$select=title&{Expand}")).Is(HttpStatusCode.OK).Values.Single();
            Assert.Equal(Answer.Compact(alone), Answer.Compact(visit));
        }
    }

    [Fact]
    public async Task More_than_an_answer_holds_is_an_error_and_not_half_of_it()
    {
        await using var town = await Town.OpenAsync(new ODataOptions { Caller = null!, MostExpanded = 5 });
        var clerk = town.As("clerk");
        var first = (string)(await clerk.Create("visit", """{"title":"x"}"""))["id"]!;
        for (var i = 0; i < 6; i++)
            await clerk.Create("visit", $$"""{"title":"y","earlierId":"{{first}}"}""");
        Assert.Equal("LC6201 $expand", (await clerk.Get($"visit({first})?$expand=visit_earlier")).Is(HttpStatusCode.BadRequest).Error);
        Assert.Equal("LC6201 $expand", (await clerk.Get("visit?$expand=visit_earlier")).Is(HttpStatusCode.BadRequest).Error);
        Assert.Equal(5, (await clerk.Get($"visit({first})?$expand=visit_earlier($top=5)")).Is(HttpStatusCode.OK).Json["visit_earlier"]!.AsArray().Count);
    }

    [Fact]
    public async Task Links_back_within_links_back_are_limited()
    {
        static string Nested(int depth) => depth == 0 ? "true" : $"$it/visit_earlier/any(v{depth}: {Nested(depth - 1)} and v{depth}/count gt 0)";
        Assert.Equal("LC6015 $filter", (await _clerk.Get("visit?$filter=" + Nested(4))).Is(HttpStatusCode.BadRequest).Error);
        (await _clerk.Get("visit?$filter=" + Nested(3))).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("$expand=place($filter=name eq 'x')", 400, "LC6008"), InlineData("$expand=earlier($top=1)", 400, "LC6008"), InlineData("$expand=*($select=title)", 400, "LC6008")]
    [InlineData("$expand=place($search=x)", 501, "LC6005"), InlineData("$expand=visit_earlier($apply=identity)", 501, "LC6005"), InlineData("$expand=place/$count", 501, "LC6005")]
    [InlineData("$expand=visit_earlier($filter=conut gt 1)", 400, "LC6011"), InlineData("$expand=visit_earlier($top=-1)", 400, "LC6009"), InlineData("$expand=visit_earlier($foo=1)", 400, "LC6006")]
    [InlineData("$expand=visit_earlier($filter=$it/count eq count)", 501, "LC6005"), InlineData("$expand=visit_earlier($top=1;$top=2)", 400, "LC6007"), InlineData("$expand=contact/home", 501, "LC6005")]
    [InlineData("$expand=visit_earlier($expand=visit_earlier($expand=visit_earlier($expand=visit_earlier($expand=visit_earlier($expand=visit_earlier($expand=visit_earlier($expand=visit_earlier($expand=visit_earlier))))))))", 400, "LC6015")]
    public async Task Section_11_2_5_wrong_options_are_told(string query, int status, string code) =>
        Assert.StartsWith(code, (await _clerk.Get("visit?" + query)).Is((HttpStatusCode)status).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("supplies($filter=needed gt 1;$select=item)", """{"supplies":[{"item":"pump"},{"item":"sandbag"}]}""")]
    [InlineData("supplies($orderby=needed desc;$top=2;$count=true;$select=needed)", """{"supplies@odata.count":3,"supplies":[{"needed":7},{"needed":3}]}""")]
    [InlineData("supplies($orderby=storeId desc,needed;$select=needed)", """{"supplies":[{"needed":7},{"needed":1},{"needed":3}]}""")]
    [InlineData("supplies($filter=storeId ne null;$select=needed)", """{"supplies":[{"needed":7}]}""")]
    [InlineData("supplies($skip=1;$top=1;$select=parts($filter=weight gt 1;$select=label))", """{"supplies":[{"parts":[{"label":"b"}]}]}""")]
    [InlineData("supplies($filter=$this/parts/any(p: p/weight gt 1);$select=item)", """{"supplies":[{"item":"light"}]}""")]
    [InlineData("goods($top=1;$count=true)", """{"goods@odata.count":2,"goods":["pump"]}""")]
    [InlineData("goods($skip=1)", """{"goods":["light"]}""")]
    public async Task Section_11_2_5_1_selected_collections_take_options(string select, string expected)
    {
        var place = (string)(await fixture.Town.As("clerk", "town-base").Create("place", """{"name":"东车库"}"""))["id"]!;
        var id = (string)(await _clerk.Create("visit", $$"""
            {"title":"x","goods":["pump","light"],"supplies":[{"item":"pump","needed":3},
             {"item":"light","needed":1,"parts":[{"label":"a","weight":0.5},{"label":"b","weight":2}]},{"item":"sandbag","needed":7,"storeId":"{{place}}"}]}
            """))["id"]!;
        foreach (var path in (string[])[$"visit({id})?", $"visit?$filter=id eq {id}&"])
        {
            var json = (await _clerk.Get($"{path}$select={Uri.EscapeDataString(select)}", ("Accept", "application/json;odata.metadata=none"))).Is(HttpStatusCode.OK).Json;
            Assert.Equal(expected, Answer.Compact(json["value"]?[0] ?? json));
        }
        Assert.StartsWith("LC6011", (await fixture.Town.As("guest").Get("visit?$select=supplies($filter=onHand gt 1)")).Is(HttpStatusCode.BadRequest).Error, StringComparison.Ordinal);
        Assert.StartsWith("LC6008", (await _clerk.Get("visit?$select=title($top=1)")).Is(HttpStatusCode.BadRequest).Error, StringComparison.Ordinal);
    }
}
