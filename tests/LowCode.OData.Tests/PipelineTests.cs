using System.Net;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

/// <summary>$apply, $compute and $search: OData Data Aggregation 4.0 and OData 4.01 Part 1, 11.2.</summary>
public class PipelineTests(TownFixture fixture)
{
    static readonly (string, string) Bare = ("Accept", "application/json;odata.metadata=none");

    readonly Client _clerk = fixture.Town.As("clerk");

    /// <summary>Four visits of their own tag, and a place.</summary>
    async Task<string> Sample()
    {
        var place = await fixture.Town.As("clerk", "town-base").Create("place", """{"name":"东车库","kind":"garage"}""");
        var tag = "X" + Guid.NewGuid().ToString("N");
        foreach (var rest in (string[])[
            $$"""
            "title":"甲","count":1,"amount":1.5,"urgent":true,"placeId":"{{place["id"]}}","contact":{"name":"王"},"supplies":[{"item":"pump","needed":3,"parts":[{"label":"接头","weight":2.5}]},{"item":"light","needed":1}]
            """,
            """ "title":"乙 O'Neil","count":2,"amount":-2.25,"urgent":false,"contact":{"name":"Li"},"supplies":[{"item":"light","needed":7}] """,
            """ "title":"Third","count":7,"amount":3 """,
            """ "title":"last" """])
            await _clerk.Create("visit", $$"""{"tag":"{{tag}}",{{rest}}}""");
        return tag;
    }

    [Theory]
    [InlineData("aggregate(count with sum as s,$count as n)", """[{"s":10,"n":4}]""")]
    [InlineData("aggregate(amount with average as a,title with countdistinct as d)", """[{"a":0.75,"d":4}]""")]
    [InlineData("aggregate(count with min as l,title with max as h)", """[{"l":1,"h":"甲"}]""")]
    [InlineData("aggregate(count mul 2 with sum as s)", """[{"s":20}]""")]
    [InlineData("filter(count gt 100)/aggregate(count with sum as s,$count as n)", """[{"s":null,"n":0}]""")]
    [InlineData("groupby((urgent),aggregate($count as n))", """[{"urgent":null,"n":2},{"urgent":false,"n":1},{"urgent":true,"n":1}]""")]
    [InlineData("groupby((place/name))", """[{"place":{"name":null}},{"place":{"name":"东车库"}}]""")]
    [InlineData("groupby((contact/name),aggregate(amount with sum as t))/filter(t gt 0)/orderby(t desc)", """[{"contact":{"name":null},"t":3},{"contact":{"name":"王"},"t":1.5}]""")]
    [InlineData("groupby((urgent,contact/name),aggregate(count with sum as s))/groupby((urgent),aggregate(s with max as m))/top(2)", """[{"urgent":null,"m":7},{"urgent":false,"m":2}]""")]
    [InlineData("groupby((urgent),topcount(1,count)/aggregate(count with sum as s))", """[{"urgent":null,"s":7},{"urgent":false,"s":2},{"urgent":true,"s":1}]""")]
    [InlineData("compute(count mul 2 as d)/aggregate(d with sum as s)", """[{"s":20}]""")]
    [InlineData("topcount(1,count)/aggregate(title with max as t)", """[{"t":"Third"}]""")]
    [InlineData("topsum(8,count)/aggregate($count as n)", """[{"n":2}]""")]
    [InlineData("toppercent(50,count)/aggregate($count as n)", """[{"n":1}]""")]
    [InlineData("bottomcount(2,count)/aggregate(count with max as m)", """[{"m":1}]""")]
    [InlineData("groupby((rollup(urgent,contact/name)),aggregate(count with sum as s))",
        """[{"urgent":null,"contact":{"name":null},"s":7},{"urgent":false,"contact":{"name":"Li"},"s":2},{"urgent":true,"contact":{"name":"王"},"s":1},{"urgent":null,"s":7},{"urgent":false,"s":2},{"urgent":true,"s":1}]""")]
    [InlineData("groupby((rollup($all,urgent)),aggregate(count with sum as s))/filter(s gt 2)", """[{"urgent":null,"s":7},{"s":10}]""")]
    [InlineData("groupby((rollup($all,urgent),contact/name),aggregate($count as n))/filter(n gt 1)/aggregate($count as m)", """[{"m":2}]""")]
    [InlineData("groupby((rollup($all,urgent),rollup($all,contact/name)),aggregate($count as n))/aggregate($count as rows,n with sum as total)", """[{"rows":10,"total":16}]""")]
    [InlineData("concat(aggregate($count as n),groupby((urgent))/top(1))", """[{"n":4},{"urgent":null}]""")]
    [InlineData("search(甲 OR third)/aggregate($count as n)", """[{"n":2}]""")]
    [InlineData("identity/skip(1)/top(2)/aggregate($count as n)", """[{"n":2}]""")]
    [InlineData("groupby((place/name),aggregate($count as n))/compute(concat(place/name,'!') as x)/filter(x ne null)", """[{"place":{"name":"东车库"},"n":1,"x":"东车库!"}]""")]
    public async Task Section_3_2_transformations(string apply, string expected)
    {
        var tag = await Sample();
        var answer = (await _clerk.Get($"visit?$apply=filter(tag eq '{tag}')/{apply}", Bare)).Is(HttpStatusCode.OK);
        Assert.Equal(expected, Answer.Compact(answer.Values));
    }

    [Fact]
    public async Task Section_3_2_rows_of_tables_are_aggregated_in_their_own_set()
    {
        var tag = await Sample();
        var answer = await _clerk.Get($"visit_supplies?$apply=filter(record/tag eq '{tag}')/groupby((item),aggregate(needed with sum as n))", Bare);
        Assert.Equal("""[{"item":"light","n":8},{"item":"pump","n":3}]""", Answer.Compact(answer.Values));
    }

    [Theory]
    [InlineData("aggregate(supplies/needed with sum as t,count with sum as c)", """[{"t":11,"c":10}]""")]
    [InlineData("groupby((urgent),aggregate(supplies/needed with sum as t,supplies/$count as n))", """[{"urgent":null,"t":null,"n":0},{"urgent":false,"t":7,"n":1},{"urgent":true,"t":4,"n":2}]""")]
    [InlineData("aggregate(supplies/needed with average as a,supplies/needed with min as l,supplies/item with countdistinct as d)", """[{"a":3.6666666666666666666666666667,"l":1,"d":2}]""")]
    [InlineData("aggregate(supplies/parts/weight with max as w,supplies/parts/$count as n)", """[{"w":2.5,"n":1}]""")]
    [InlineData("filter(count gt 100)/aggregate(supplies/needed with sum as t,supplies/$count as n)", """[{"t":null,"n":0}]""")]
    [InlineData("aggregate(goods with countdistinct as d,goods/$count as n)", """[{"d":0,"n":0}]""")]
    [InlineData("groupby((urgent),aggregate(supplies/needed with sum as t))/aggregate(t with max as m)", """[{"m":7}]""")]
    [InlineData("compute(duration'PT90M' mul count as d)/aggregate(d with sum as s,d with average as a,d with max as m)", """[{"s":"PT15H","a":"PT5H","m":"PT10H30M"}]""")]
    [InlineData("filter(count ne null)/compute(2026-01-03 sub 2026-01-01 as d,-duration'PT0.5S' as e)/groupby((d,e),aggregate($count as n))/filter(d gt duration'P1D')", """[{"d":"P2D","e":"-PT0.5S","n":3}]""")]
    [InlineData("join(supplies as s)/groupby((s/item),aggregate(s/needed with sum as t,$count as n))", """[{"s":{"item":"light"},"t":8,"n":2},{"s":{"item":"pump"},"t":3,"n":1}]""")]
    [InlineData("join(supplies as s,filter(needed gt 2))/groupby((title,s/needed))", """[{"title":"乙 O'Neil","s":{"needed":7}},{"title":"甲","s":{"needed":3}}]""")]
    [InlineData("outerjoin(supplies as s,filter(item eq 'pump'))/groupby((s/item),aggregate($count as n))", """[{"s":{"item":null},"n":3},{"s":{"item":"pump"},"n":1}]""")]
    [InlineData("join(supplies as s)/join(s/parts as p)/groupby((p/label),aggregate(p/weight with sum as w))", """[{"p":{"label":"接头"},"w":2.5}]""")]
    [InlineData("join(supplies as s)/filter(s/needed eq count add 2)/aggregate($count as n)", """[{"n":1}]""")]
    [InlineData("join(supplies as s,search(接))/aggregate(s/parts/weight with sum as w)", """[{"w":2.5}]""")]
    [InlineData("join(supplies as s)/topcount(1,s/needed)/aggregate(title with max as t)", """[{"t":"乙 O'Neil"}]""")]
    [InlineData("outerjoin(supplies as s)/filter(s eq null)/groupby((title))", """[{"title":"Third"},{"title":"last"}]""")]
    public async Task Section_3_2_1_and_3_5_1_paths_lead_through_tables(string apply, string expected)
    {
        var tag = await Sample();
        var answer = (await _clerk.Get($"visit?$apply=filter(tag eq '{tag}')/{apply}", Bare)).Is(HttpStatusCode.OK);
        Assert.Equal(expected, Answer.Compact(answer.Values));
        var counted = (await _clerk.Get($"visit/$count?$apply=filter(tag eq '{tag}')/{apply}")).Is(HttpStatusCode.OK);
        Assert.Equal($"{answer.Values.Count}", counted.Text);
    }

    [Fact]
    public async Task Section_3_2_1_1_an_entity_behind_a_link_counts_once()
    {
        var place = (await fixture.Town.As("clerk", "town-base").Create("place", """{"name":"仓","kind":"garage"}"""))["id"];
        var tag = "X" + Guid.NewGuid().ToString("N");
        var first = (await _clerk.Create("visit", $$"""{"title":"a","tag":"{{tag}}","count":5,"supplies":[{"item":"pump","storeId":"{{place}}"},{"item":"light","storeId":"{{place}}"}]}"""))["id"];
        foreach (var title in new[] { "b", "c" })
            await _clerk.Create("visit", $$"""{"title":"{{title}}","tag":"{{tag}}","earlierId":"{{first}}","placeId":"{{place}}","supplies":[{"item":"pump","needed":4}]}""");
        var visits = await _clerk.Get($"visit?$apply=filter(tag eq '{tag}')/aggregate(earlier/count with sum as s,earlier/$count as n,place/$count as p,earlier/supplies/$count as r)", Bare);
        Assert.Equal("""[{"s":5,"n":1,"p":1,"r":2}]""", Answer.Compact(visits.Is(HttpStatusCode.OK).Values));
        var back = await _clerk.Get($"visit?$apply=filter(tag eq '{tag}')/groupby((title),aggregate(visit_earlier/supplies/needed with sum as s,visit_earlier/$count as n,visit_earlier/title with max as m))", Bare);
        Assert.Equal("""[{"title":"a","s":8,"n":2,"m":"c"},{"title":"b","s":null,"n":0,"m":null},{"title":"c","s":null,"n":0,"m":null}]""", Answer.Compact(back.Is(HttpStatusCode.OK).Values));
        // From two sides to the same ones.
        var round = await _clerk.Get($"visit?$apply=filter(tag eq '{tag}' and title ne 'a')/aggregate(earlier/visit_earlier/supplies/needed with sum as s,earlier/visit_earlier/$count as n)", Bare);
        Assert.Equal("""[{"s":8,"n":2}]""", Answer.Compact(round.Is(HttpStatusCode.OK).Values));
        var grouped = await _clerk.Get($"visit?$apply=filter(tag eq '{tag}')/groupby((title),aggregate(earlier/count with sum as s))", Bare);
        Assert.Equal("""[{"title":"a","s":null},{"title":"b","s":5},{"title":"c","s":5}]""", Answer.Compact(grouped.Is(HttpStatusCode.OK).Values));
        var rows = await _clerk.Get($"visit_supplies?$apply=filter(record/tag eq '{tag}')/aggregate(record/count with sum as s,$count as n,store/$count as q)", Bare);
        Assert.Equal("""[{"s":5,"n":4,"q":1}]""", Answer.Compact(rows.Is(HttpStatusCode.OK).Values));
    }

    [Fact]
    public async Task Section_3_5_1_what_is_joined_is_answered_beside_the_entity()
    {
        var tag = await Sample();
        var answer = (await _clerk.Get($"visit?$apply=filter(tag eq '{tag}')/outerjoin(supplies as s)&$orderby=s/needed desc,title&$select=title,s&$count=true", Bare)).Is(HttpStatusCode.OK);
        Assert.Equal(5, (int)answer.Json["@odata.count"]!);
        Assert.Equal(["乙 O'Neil 7", "甲 3", "甲 1", "Third ", "last "], answer.Values.Select(row => $"{row!["title"]} {row["s"]?["needed"]}"));
        Assert.Equal(["接头"], answer.Values[1]!["s"]!["parts"]!.AsArray().Select(part => (string?)part!["label"]));
        var guest = (await fixture.Town.As("guest").Get($"visit?$apply=filter(tag eq '{tag}')/join(supplies as s)&$select=s", Bare)).Is(HttpStatusCode.OK);
        Assert.Equal(3, guest.Values.Count);
        Assert.DoesNotContain("onHand", guest.Text, StringComparison.Ordinal);
        foreach (var hidden in new[] { "join(supplies as s,filter(onHand eq 1))", "join(supplies as s)/filter(s/onHand eq 1)", "aggregate(supplies/onHand with sum as t)", "join(supplies as s)/groupby((s/onHand))" })
            Assert.StartsWith("LC6011 $apply", (await fixture.Town.As("guest").Get($"visit?$apply={hidden}")).Is(HttpStatusCode.BadRequest).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Section_3_5_1_decisions_are_joined_and_grouped()
    {
        var tag = "X" + Guid.NewGuid().ToString("N");
        foreach (var rest in new[] { "", ""","urgent":true""", ""","urgent":true""" })
        {
            var id = (await _clerk.Create("visit", $$"""{"title":"a","tag":"{{tag}}"{{rest}}}"""))["id"];
            (await _clerk.Post($"visit({id})/submit", "{}")).Is(HttpStatusCode.OK);
        }
        var grouped = await _clerk.Get($"visit?$apply=filter(tag eq '{tag}')/join(decisions as d)/groupby((d/decision,d/outcome),aggregate($count as n))", Bare);
        Assert.Equal("""[{"d":{"decision":"grade","outcome":"A"},"n":1},{"d":{"decision":"grade","outcome":"B"},"n":2}]""", Answer.Compact(grouped.Is(HttpStatusCode.OK).Values));
        var rules = await _clerk.Get($"visit?$apply=filter(tag eq '{tag}')/aggregate(decisions/rules/$count as rules,decisions/outcome with countdistinct as outcomes)", Bare);
        Assert.Equal("""[{"rules":6,"outcomes":2}]""", Answer.Compact(rules.Is(HttpStatusCode.OK).Values));
        Assert.StartsWith("LC6005", (await _clerk.Get($"visit?$apply=filter(tag eq '{tag}')/join(decisions as d)")).Is(HttpStatusCode.NotImplemented).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Section_4_results_have_a_context_types_and_no_identity()
    {
        var tag = await Sample();
        var query = $"visit?$apply=filter(tag eq '{tag}' and urgent)/groupby((count,place/name,contact/name),aggregate(amount with sum as total))";
        var answer = (await _clerk.Get(query)).Is(HttpStatusCode.OK);
        Assert.EndsWith("$metadata#visit(count,place(name),contact/name,total)", (string)answer.Json["@odata.context"]!, StringComparison.Ordinal);
        Assert.Equal("""[{"count":1,"place":{"name":"东车库"},"contact":{"name":"王"},"total@odata.type":"#Decimal","total":1.5}]""", Answer.Compact(answer.Values));
        var full = await _clerk.Get(query, ("Accept", "application/json;odata.metadata=full;IEEE754Compatible=true"));
        Assert.StartsWith("""[{"count@odata.type":"#Int64","count":"1",""", Answer.Compact(full.Values), StringComparison.Ordinal);
        Assert.EndsWith("\"total@odata.type\":\"#Decimal\",\"total\":\"1.5\"}]", Answer.Compact(full.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Section_11_2_1_other_options_are_evaluated_over_the_result_of_apply()
    {
        var tag = await Sample();
        var apply = $"visit?$apply=filter(tag eq '{tag}')/groupby((urgent),aggregate(count with sum as s))";
        var answer = (await _clerk.Get($"{apply}&$filter=s gt 1&$orderby=s desc&$select=s&$top=1&$count=true", Bare)).Is(HttpStatusCode.OK);
        Assert.Equal("""{"@odata.count":2,"value":[{"s":7}]}""", Answer.Compact(answer.Json));
        Assert.Equal("""[{"urgent":true},{"urgent":false},{"urgent":null}]""", Answer.Compact((await _clerk.Get($"{apply}&$orderby=urgent desc&$select=urgent", Bare)).Values));
    }

    [Fact]
    public async Task Section_11_2_6_7_results_of_apply_come_in_pages()
    {
        var tag = await Sample();
        var rows = new List<string>();
        for (var next = $"visit?$apply=filter(tag eq '{tag}')/groupby((title))&$skip=1&$top=2"; next is not null;)
        {
            var page = (await _clerk.Get(next, Bare, ("Prefer", "maxpagesize=1"))).Is(HttpStatusCode.OK);
            Assert.Equal("maxpagesize=1", page.Headers["Preference-Applied"]);
            rows.Add(Answer.Compact(Assert.Single(page.Values)));
            next = (string?)page.Json["@odata.nextLink"];
        }
        Assert.Equal(["""{"title":"last"}""", """{"title":"乙 O'Neil"}"""], rows);
        Assert.Equal("LC6016 $skiptoken", (await _clerk.Get("visit?$apply=groupby((title))&$skiptoken=x")).Is(HttpStatusCode.BadRequest).Error);
    }

    [Fact]
    public async Task Section_3_2_rollups_beyond_what_may_be_asked_are_an_error()
    {
        static string All(int count) => string.Join(',', Enumerable.Range(0, count).Select(_ => "rollup($all,urgent)"));
        Assert.StartsWith("LC6015", (await _clerk.Get($"visit?$apply=groupby(({All(7)}),aggregate($count as n))")).Is(HttpStatusCode.BadRequest).Error, StringComparison.Ordinal);
        Assert.StartsWith("LC6250", (await _clerk.Get($"visit?$apply=groupby(({All(2)}),aggregate($count as n))")).Is(HttpStatusCode.BadRequest).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("visit/$filter(tag eq '{0}')/$filter(count gt 1)", "[{\"s\":9,\"n\":2}]")]
    [InlineData("town_base__place({1})/visit_place", "[{\"s\":1,\"n\":1}]")]
    [InlineData("town_base__place({1})/visit_place/$filter(count gt 1)", "[{\"s\":null,\"n\":0}]")]
    public async Task Section_4_12_what_a_path_leaves_is_aggregated(string path, string expected)
    {
        var tag = await Sample();
        var place = (string?)(await _clerk.Get($"visit?$filter=tag eq '{tag}' and placeId ne null")).Values.Single()!["placeId"];
        var address = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, tag, place);
        Assert.Equal(expected, Answer.Compact((await _clerk.Get($"{address}?$apply=aggregate(count with sum as s,$count as n)", Bare)).Is(HttpStatusCode.OK).Values));
        var titles = new List<string?>();
        for (var next = $"{address}?$apply=groupby((title))"; next is not null;)
        {
            var page = (await _clerk.Get(next, ("Prefer", "maxpagesize=1"))).Is(HttpStatusCode.OK);
            titles.AddRange(page.Values.Select(row => (string?)row!["title"]));
            next = (string?)page.Json["@odata.nextLink"];
        }
        Assert.Equal((await _clerk.Get($"{address}?$orderby=title")).Values.Select(visit => (string?)visit!["title"]), titles);
    }

    [Fact]
    public async Task Section_11_2_5_3_computed_properties_are_selected_filtered_and_ordered_by()
    {
        var tag = await Sample();
        var compute = $"visit?$compute=count mul 2 as twice,concat(title,'!') as loud&$filter=tag eq '{tag}' and twice gt 3&$orderby=twice desc";
        Assert.Equal("""[{"title":"Third","twice":14},{"title":"乙 O'Neil","twice":4}]""", Answer.Compact((await _clerk.Get(compute + "&$select=title,twice", Bare)).Values));
        var all = (await _clerk.Get(compute + "&$expand=place($select=name)")).Is(HttpStatusCode.OK);
        Assert.Equal(("Third!", "#Int64", "visit(place(name))"), ((string)all.Values[0]!["loud"]!, (string)all.Values[0]!["twice@odata.type"]!, ((string)all.Json["@odata.context"]!).Split('#')[1]));
        Assert.NotNull(all.Values[0]!["@odata.etag"]);
        var selected = await _clerk.Get(compute + "&$select=loud&$count=true&$top=1");
        Assert.Equal(("visit(loud)", 2), (((string)selected.Json["@odata.context"]!).Split('#')[1], (int)selected.Json["@odata.count"]!));
        Assert.Equal("""[{"title":"Third"}]""", Answer.Compact((await _clerk.Get($"{compute}&$select=title&$top=1", Bare)).Values));
    }

    [Theory]
    [InlineData("甲", "甲")]
    [InlineData("O'NEIL", "乙 O'Neil")]
    [InlineData("ｔｈｉｒｄ", "Third")]
    [InlineData("接头", "甲")]
    [InlineData("third OR 甲", "甲,Third")]
    [InlineData("乙 o'neil", "乙 O'Neil")]
    [InlineData("乙 AND NOT o'neil", "")]
    [InlineData("NOT (甲 OR 乙 OR last)", "Third")]
    [InlineData("\"乙 o\"", "乙 O'Neil")]
    [InlineData("\"o 乙\"", "")]
    [InlineData("or", "")]
    [InlineData("pump", "")]
    public async Task Section_11_2_6_6_search(string search, string titles)
    {
        var tag = await Sample();
        var query = $"$search={Uri.EscapeDataString(search)}&$filter=tag eq '{tag}'";
        var found = (await _clerk.Get($"visit?{query}&$orderby=createdAt&$count=true")).Is(HttpStatusCode.OK);
        Assert.Equal(titles.Length == 0 ? [] : titles.Split(',').Order(), found.Values.Select(visit => (string)visit!["title"]!).Order());
        Assert.Equal(found.Values.Count, int.Parse((await _clerk.Get("visit/$count?" + query)).Text, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("$apply=aggregate(count with sum)", "LC6010 $apply", 25)]
    [InlineData("$apply=aggregate(nothing with sum as s)", "LC6011 $apply", 11)]
    [InlineData("$apply=aggregate(title with sum as s)", "LC6013 $apply", 11)]
    [InlineData("$apply=aggregate(count with most as s)", "LC6014 $apply", 22)]
    [InlineData("$apply=groupby((count),aggregate($count as title))", "LC6250 $apply", 0)]
    [InlineData("$apply=aggregate($count as n,count with sum as n)", "LC6250 $apply", 0)]
    [InlineData("$apply=groupby((count))/filter(title eq 'x')", "LC6011 $apply", 25)]
    [InlineData("$apply=groupby((count))&$filter=title eq 'x'", "LC6011 $filter", 1)]
    [InlineData("$apply=groupby((count))&$select=title", "LC6011 $select", 1)]
    [InlineData("$apply=groupby((count add 1))", "LC6010 $apply", 10)]
    [InlineData("$apply=topcount(-1,count)", "LC6010 $apply", 10)]
    [InlineData("$apply=toppercent(101,count)", "LC6010 $apply", 12)]
    [InlineData("$apply=topsum(1,title)", "LC6013 $apply", 10)]
    [InlineData("$apply=sum(count)", "LC6014 $apply", 1)]
    [InlineData("$apply=identity/", "LC6010 $apply", 10)]
    [InlineData("$apply=concat(identity)", "LC6010 $apply", 16)]
    [InlineData("$compute=count add 1", "LC6010 $compute", 12)]
    [InlineData("$compute=count add 1 as title", "LC6250 $compute", 0)]
    [InlineData("$compute=spot as x", "LC6013 $compute", 1)]
    [InlineData("$search=\"open", "LC6010 $search", 6)]
    [InlineData("$search=a AND", "LC6010 $search", 6)]
    [InlineData("$search=(a", "LC6010 $search", 3)]
    [InlineData("$search=", "LC6010 $search", 1)]
    public async Task Section_9_3_mistakes_are_told_with_their_place(string query, string error, int position)
    {
        var answer = (await _clerk.Get("visit?" + query, ("Accept-Language", "en"))).Is(HttpStatusCode.BadRequest);
        Assert.Equal(error, answer.Error);
        if (position > 0)
            Assert.Contains($"character {position}:", (string)answer.Json["error"]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calculation_without_a_result_is_an_error_of_the_option()
    {
        await Sample();
        Assert.Equal("LC5101 $apply", (await _clerk.Get("visit?$apply=aggregate(1 div (count sub count) with sum as s)")).Is(HttpStatusCode.BadRequest).Error);
        Assert.Equal("LC5101 $compute", (await _clerk.Get("visit?$compute=1 div (count sub count) as s")).Is(HttpStatusCode.BadRequest).Error);
    }

    [Theory]
    [InlineData("visit?$apply=groupby((rollup(urgent)))"), InlineData("visit?$apply=groupby((rollup($all,urgent)))"), InlineData("visit?$apply=aggregate(count with sum from urgent with max as s)")]
    [InlineData("visit?$apply=join(visit_earlier as v)"), InlineData("visit?$apply=join(supplies as s,top(1))"), InlineData("visit?$apply=aggregate(count as s)")]
    [InlineData("visit?$apply=aggregate(count with my.own as s)"), InlineData("visit?$apply=groupby((count))/search(x)"), InlineData("visit?$apply=groupby((count))&$search=x")]
    [InlineData("visit?$apply=groupby((count))&$expand=place"), InlineData("visit?$apply=nest(identity as n)"), InlineData("me?$compute=1 as x")]
    public async Task Section_9_3_1_what_is_not_served_answers_501(string path) =>
        Assert.StartsWith("LC6005", (await _clerk.Get(path)).Is(HttpStatusCode.NotImplemented).Error, StringComparison.Ordinal);
}
