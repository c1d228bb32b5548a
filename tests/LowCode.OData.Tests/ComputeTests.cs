using System.Net;
using System.Text.Json.Nodes;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

/// <summary>$compute wherever entities are answered (OData 4.01 Part 1, 11.2.5.3), and $search within other options.</summary>
public class ComputeTests(TownFixture fixture)
{
    static readonly (string, string) Bare = ("Accept", "application/json;odata.metadata=none");

    readonly Client _clerk = fixture.Town.As("clerk");

    /// <summary>A visit, 一, and three that follow it, 二三四, of their own tag.</summary>
    async Task<(string Tag, string First)> Sample()
    {
        var tag = "K" + Guid.NewGuid().ToString("N");
        var place = (string)(await fixture.Town.As("clerk", "town-base").Create("place", """{"name":"东车库"}"""))["id"]!;
        var first = (string)(await _clerk.Create("visit", $$"""
            {"tag":"{{tag}}","title":"一","count":1,"amount":2.5,"placeId":"{{place}}","contact":{"phone":"小灵通"},
             "supplies":[{"item":"pump","needed":3,"parts":[{"label":"接头"}]},{"item":"light"}]}
            """))["id"]!;
        for (var i = 2; i < 5; i++)
            await _clerk.Create("visit", $$"""{"tag":"{{tag}}","title":"{{"〇一二三四"[i]}}","remark":"积水{{i}}","count":{{i}},"earlierId":"{{first}}"}""");
        return (tag, first);
    }

    static IEnumerable<string> Pairs(JsonNode? visits) =>
        visits!.AsArray().Select(visit => $"{visit!["title"]}: {Answer.Compact(visit["x"])}").Order(StringComparer.Ordinal);

    [Theory]
    [InlineData("count mul 2"), InlineData("amount add count"), InlineData("concat(title,'!')"), InlineData("place/name"), InlineData("length(place/name) eq 3")]
    [InlineData("visit_earlier/$count"), InlineData("visit_earlier/any(v: v/count gt 3)"), InlineData("supplies/$count($filter=needed gt 1)"), InlineData("null")]
    [InlineData("case(count gt 2:'much',count gt 1:'some')"), InlineData("day"), InlineData("year(createdAt)"), InlineData("earlier/visit_earlier/$count")]
    [InlineData("supplies/$count($search=接头)"), InlineData("visit_earlier/$count($search=积水2 OR 积水3)"), InlineData("visit_earlier/$count($filter=count gt 2;$search=积水2 OR 积水3)")]
    public async Task Section_11_2_5_3_what_is_computed_is_the_same_wherever_it_is(string expression)
    {
        var (tag, first) = await Sample();
        var compute = $"$compute={Uri.EscapeDataString(expression)} as x";
        async Task<JsonNode> Json(string path) => (await _clerk.Get(path, Bare)).Is(HttpStatusCode.OK).Json;
        // A pipeline goes another way through the store.
        var expected = Pairs((await Json($"visit?$apply=filter(tag eq '{tag}')/compute({compute[9..]})&$select=title,x"))["value"]).ToList();
        Assert.Equal(4, expected.Count);
        Assert.Equal(expected, Pairs((await Json($"visit?$filter=tag eq '{tag}'&{compute}&$select=title,x"))["value"]));
        Assert.Equal(expected, Pairs((await Json($"visit?$filter=tag eq '{tag}'&{compute}"))["value"]));
        var alone = await Json($"visit({first})?{compute}&$select=title,x&$expand=visit_earlier({compute};$select=title,x;$expand=earlier({compute}))");
        var followers = alone["visit_earlier"]!.AsArray();
        Assert.Equal(expected, Pairs(followers).Concat(Pairs(new JsonArray(alone.DeepClone()))).Order(StringComparer.Ordinal));
        Assert.All(followers, visit => Assert.Equal(Answer.Compact(alone["x"]), Answer.Compact(visit!["earlier"]!["x"])));
        foreach (var (named, written) in ((string, string)[])[("x ne null", $"({expression}) ne null"), ("x eq null", $"({expression}) eq null")])
        {
            Assert.Equal(
                Pairs((await Json($"visit?$filter=tag eq '{tag}' and {Uri.EscapeDataString(written)}&{compute}&$select=title,x"))["value"]),
                Pairs((await Json($"visit?$filter=tag eq '{tag}' and {named}&{compute}&$select=title,x"))["value"]));
        }
        Assert.Equal(
            (await Json($"visit?$filter=tag eq '{tag}'&$orderby={Uri.EscapeDataString(expression)} desc,title&$select=title"))["value"]!.ToJsonString(),
            (await Json($"visit?$filter=tag eq '{tag}'&{compute}&$orderby=x desc,title&$select=title"))["value"]!.ToJsonString());
    }

    [Fact]
    public async Task Section_11_2_5_2_1_compute_and_search_within_expand()
    {
        var (_, first) = await Sample();
        async Task<string> Expanded(string options) => Answer.Compact(
            (await _clerk.Get($"visit({first})?$select=id&$expand=visit_earlier({options})", Bare)).Is(HttpStatusCode.OK).Json["visit_earlier"]);
        Assert.Equal("""[{"title":"四","d":8},{"title":"三","d":6}]""", await Expanded("$compute=count mul 2 as d;$filter=d gt 4;$orderby=d desc;$select=title,d"));
        Assert.Equal("""[{"d":4,"e":3}]""", await Expanded("$compute=count mul 2 as d,count add 1 as e;$orderby=e;$top=1;$select=d,e"));
        Assert.Equal("""[{"title":"三"}]""", await Expanded("$search=积水 AND 三;$select=title"));
        Assert.Equal("""[{"title":"二"}]""", await Expanded("$search=积水2 OR 积水3;$filter=count lt 3;$select=title"));
        var counted = (await _clerk.Get($"visit({first})?$select=id&$expand=visit_earlier/$count($search=积水 NOT 四)", Bare)).Is(HttpStatusCode.OK).Json;
        Assert.Equal(2, (int)counted["visit_earlier@odata.count"]!);
        var typed = (await _clerk.Get($"visit({first})?$expand=visit_earlier($compute=count mul 2 as d;$select=d;$top=1)")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("#Int64", (string?)typed["visit_earlier"]![0]!["d@odata.type"]);
        Assert.Equal("visit(visit_earlier(d))/$entity", ((string)typed["@odata.context"]!).Split('#')[1]);
    }

    [Theory]
    [InlineData("$expand=visit_earlier($filter=count gt @a;$select=title;$orderby=title;@a=2)", """["三","四"]""")]
    [InlineData("$expand=visit_earlier(@a=@b sub 1;$filter=count gt @a;$select=title;$orderby=title;@b=3)&@a=7", """["三","四"]""")]
    [InlineData("$expand=visit_earlier($filter=count gt @a;$select=title;@a=@a)&@a=7", "LC6200 $expand")]
    [InlineData("$expand=visit_earlier($filter=count gt @a;$select=title;@a=1;@a=2)", "LC6007 $expand")]
    [InlineData("$expand=visit_earlier($select=title;@a=1)&$compute=@a as x", "LC6018 $compute")]
    [InlineData("$expand=visit_earlier($select=title,supplies($filter=needed gt @a;$select=needed);$filter=count eq @b;@a=1;@b=2)", """["二"]""")]
    public async Task Section_11_2_5_aliases_are_given_values_within_parentheses(string options, string expected)
    {
        var (_, first) = await Sample();
        var answer = await _clerk.Get($"visit({first})?$select=id&{options}", Bare);
        if (expected[0] == 'L')
            Assert.Equal(expected, answer.Is(HttpStatusCode.BadRequest).Error);
        else
            Assert.Equal(expected, Answer.Compact(new JsonArray([.. answer.Is(HttpStatusCode.OK).Json["visit_earlier"]!.AsArray().Select(visit => visit!["title"]!.DeepClone())])));
    }

    [Fact]
    public async Task Section_11_2_5_1_search_in_selected_collections()
    {
        var (_, first) = await Sample();
        var found = (await _clerk.Get($"visit({first})?$select=supplies($search=接头;$count=true;$select=item)", Bare)).Is(HttpStatusCode.OK).Json;
        Assert.Equal("""{"supplies@odata.count":1,"supplies":[{"item":"pump"}]}""", Answer.Compact(found));
    }

    [Fact]
    public async Task Section_11_2_6_7_pages_go_on_behind_what_was_computed()
    {
        var (tag, _) = await Sample();
        var rows = new List<string>();
        for (var next = $"visit?$compute=count mod 2 as odd,place/name as p&$filter=tag eq '{tag}'&$orderby=odd,title&$select=title,odd,p"; next is not null;)
        {
            var page = (await _clerk.Get(next, Bare, ("Prefer", "maxpagesize=1"))).Is(HttpStatusCode.OK);
            rows.Add(Answer.Compact(Assert.Single(page.Values)));
            next = (string?)page.Json["@odata.nextLink"];
        }
        Assert.Equal(["""{"title":"二","odd":0,"p":null}""", """{"title":"四","odd":0,"p":null}""", """{"title":"一","odd":1,"p":"东车库"}""", """{"title":"三","odd":1,"p":null}"""], rows);
        Assert.Equal("2", (await _clerk.Get($"visit/$count?$compute=count mod 2 as odd&$filter=tag eq '{tag}' and odd eq 1")).Is(HttpStatusCode.OK).Text);
        Assert.Equal(2, (await _clerk.Get($"visit/$filter(tag eq '{tag}')/$ref?$compute=count mod 2 as odd&$filter=odd eq 1")).Is(HttpStatusCode.OK).Values.Count);
        var tracked = (await _clerk.Get($"visit?$compute=count mod 2 as odd&$filter=tag eq '{tag}'", ("Prefer", "track-changes"))).Is(HttpStatusCode.OK).Json;
        Assert.Null(tracked["@odata.deltaLink"]);
    }

    [Fact]
    public async Task Rows_of_one_record_each_have_what_was_computed_for_it()
    {
        var (_, first) = await Sample();
        foreach (var client in (Client[])[_clerk, fixture.Town.As("guest")])
        {
            var rows = (await client.Get($"visit_supplies?$filter=recordId eq {first}&$compute=record/title as t&$select=t&$expand=record($compute=count mul 5 as five;$select=five,supplies($top=1;$select=item))", Bare))
                .Is(HttpStatusCode.OK).Values;
            Assert.Equal(2, rows.Count);
            Assert.All(rows, row => Assert.Equal("""{"t":"一","record":{"supplies":[{"item":"pump"}],"five":5}}""", Answer.Compact(row)));
        }
    }

    [Theory]
    [InlineData("$compute=amount mul 2 as x"), InlineData("$expand=visit_earlier($compute=amount mul 2 as x)"), InlineData("$compute=contact/phone as x")]
    [InlineData("$compute=earlier/amount as x"), InlineData("$compute=supplies/$count($filter=onHand gt 1) as x")]
    public async Task What_the_caller_may_not_see_is_not_computed_with(string query)
    {
        var (_, first) = await Sample();
        foreach (var path in (string[])["visit", $"visit({first})"])
        {
            Assert.StartsWith("LC6011", (await fixture.Town.As("guest").Get($"{path}?{query}")).Is(HttpStatusCode.BadRequest).Error, StringComparison.Ordinal);
            (await _clerk.Get($"{path}?{query}")).Is(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Hidden_texts_are_not_found_by_search_within_other_options()
    {
        var (_, first) = await Sample();
        await _clerk.Create("visit", $$"""{"title":"五","count":5,"contact":{"phone":"小灵通"},"earlierId":"{{first}}"}""");
        var query = $"visit({first})?$select=id&$expand=visit_earlier($search=小灵通;$select=title)";
        Assert.Equal("""[{"title":"五"}]""", Answer.Compact((await _clerk.Get(query, Bare)).Is(HttpStatusCode.OK).Json["visit_earlier"]));
        Assert.Equal("[]", Answer.Compact((await fixture.Town.As("guest").Get(query, Bare)).Is(HttpStatusCode.OK).Json["visit_earlier"]));
        var filter = $"visit?$filter=id eq {first} and visit_earlier/$count($search=小灵通) gt 0";
        Assert.Single((await _clerk.Get(filter)).Is(HttpStatusCode.OK).Values);
        Assert.Empty((await fixture.Town.As("guest").Get(filter)).Is(HttpStatusCode.OK).Values);
    }

    [Theory]
    [InlineData("visit({0})?$compute=1 div (count sub count) as x", "LC5101 $compute")]
    [InlineData("visit({0})?$expand=visit_earlier($compute=1 div (count sub count) as x)", "LC5101 $compute")]
    [InlineData("visit({0})?$expand=visit_earlier($compute=count as title)", "LC6250 $expand")]
    [InlineData("visit({0})?$expand=visit_earlier($compute=count as x,title as x)", "LC6250 $expand")]
    [InlineData("visit({0})?$expand=visit_earlier($compute=count)", "LC6010 $expand")]
    [InlineData("visit({0})?$compute=count add 1 as x&$select=y", "LC6011 $select")]
    [InlineData("visit({0})?$compute=count add 1 as x&$expand=visit_earlier($select=x)", "LC6011 $expand")]
    [InlineData("visit({0})?$compute=count add 1 as x,x add 1 as y", "LC6011 $compute")]
    public async Task Mistakes_are_told(string path, string error)
    {
        var (_, first) = await Sample();
        Assert.Equal(error, (await _clerk.Get(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, first))).Is(HttpStatusCode.BadRequest).Error);
    }

    [Fact]
    public async Task Few_words_that_stand_for_very_many_are_an_error()
    {
        var doubling = string.Concat(Enumerable.Range(0, 30).Select(i => $"&@a{i}=@a{i + 1} and @a{i + 1}"));
        Assert.StartsWith("LC6015", (await _clerk.Get($"visit?$filter=@a0{doubling}&@a30=true")).Is(HttpStatusCode.BadRequest).Error, StringComparison.Ordinal);
        var sum = string.Join(" add ", Enumerable.Repeat("count", 90));
        var named = string.Join(" and ", Enumerable.Repeat("x gt 0", 1500));
        var answer = await _clerk.Post("$batch", new JsonObject
        {
            ["requests"] = new JsonArray(new JsonObject { ["id"] = "1", ["method"] = "GET", ["url"] = $"visit?$compute={Uri.EscapeDataString(sum)} as x&$filter={Uri.EscapeDataString(named)}" }),
        }.ToJsonString());
        Assert.Equal("LC6015", (string?)answer.Is(HttpStatusCode.OK).Json["responses"]![0]!["body"]!["error"]!["code"]);
        var many = string.Join(',', Enumerable.Range(0, 101).Select(i => $"1 as x{i}"));
        Assert.Equal("LC6015 $compute", (await _clerk.Get("visit?$compute=" + many)).Is(HttpStatusCode.BadRequest).Error);
    }
}
