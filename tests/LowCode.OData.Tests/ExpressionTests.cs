using System.Net;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

public class ExpressionTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    /// <summary>Four visits of their own tag, and a place.</summary>
    async Task<string> Sample()
    {
        var place = await fixture.Town.As("clerk", "town-base").Create("place", """{"name":"东车库","kind":"garage"}""");
        var tag = "X" + Guid.NewGuid().ToString("N");
        foreach (var rest in (string[])[
            $$"""
            "title":"甲","count":1,"amount":1.5,"urgent":true,"day":"2026-01-31","from":"08:00:00","calledAt":"2026-01-31T23:30:15.250Z","good":"pump","goods":["pump","light"],"placeId":"{{place["id"]}}","contact":{"name":"王"},"spot":{"latitude":31,"longitude":121,"accuracy":12.5},"supplies":[{"item":"pump","needed":3,"parts":[{"label":"a","weight":2.5}]},{"item":"light","needed":1}]
            """,
            """ "title":"乙 O'Neil","count":2,"amount":-2.25,"urgent":false,"day":"2026-02-28","goods":["sandbag"],"contact":{"name":"Li"},"supplies":[{"item":"light","needed":7}] """,
            """ "title":"Third","count":7,"amount":3 """,
            """ "title":"  spaced  " """])
            await _clerk.Create("visit", $$"""{"tag":"{{tag}}",{{rest}}}""");
        return tag;
    }

    [Theory]
    [InlineData("count eq 1", "甲")]
    [InlineData("count ne 1", "乙 O'Neil,Third,  spaced  ")]
    [InlineData("count gt 1", "乙 O'Neil,Third")]
    [InlineData("count ge 2 and count lt 7", "乙 O'Neil")]
    [InlineData("not (count le 2)", "Third,  spaced  ")]
    [InlineData("count eq 1 or count eq 7", "甲,Third")]
    [InlineData("count eq null", "  spaced  ")]
    [InlineData("count ne null and urgent", "甲")]
    [InlineData("not urgent", "乙 O'Neil")]
    [InlineData("urgent eq false", "乙 O'Neil")]
    [InlineData("count in (1, 7)", "甲,Third")]
    [InlineData("title in ('甲','Third')", "甲,Third")]
    [InlineData("amount eq 1.5", "甲")]
    [InlineData("amount gt -2.3 and amount lt 0", "乙 O'Neil")]
    [InlineData("amount eq 3", "Third")]
    [InlineData("count add 1 eq 2", "甲")]
    [InlineData("count sub 1 eq 1", "乙 O'Neil")]
    [InlineData("count mul 2 eq 14", "Third")]
    [InlineData("count div 2 eq 3", "Third")]
    [InlineData("count mod 2 eq 0", "乙 O'Neil")]
    [InlineData("count divby 2 eq 3.5", "Third")]
    [InlineData("count eq '7'", "Third")]
    [InlineData("day eq '2026-01-31'", "甲")]
    [InlineData("amount lt count", "乙 O'Neil,Third")]
    [InlineData("count in (1, count, null)", "甲,乙 O'Neil,Third,  spaced  ")]
    [InlineData("title in ['甲','Third']", "甲,Third")]
    [InlineData("title in @list", "甲,Third")]
    [InlineData("$it/count eq 7", "Third")]
    [InlineData("createdBy eq $root/me/name and count eq 7", "Third")]
    [InlineData("supplies/any(s: s/needed gt $it/count)", "甲,乙 O'Neil")]
    [InlineData("town_visits.visit/count eq 7", "Third")]
    [InlineData("-count lt -5", "Third")]
    [InlineData("title eq '乙 O''Neil'", "乙 O'Neil")]
    [InlineData("contains(title,'Neil')", "乙 O'Neil")]
    [InlineData("startswith(title,'Th')", "Third")]
    [InlineData("endswith(title,'rd')", "Third")]
    [InlineData("contains(contact/name,'')", "甲,乙 O'Neil")]
    [InlineData("length(title) eq 1", "甲")]
    [InlineData("indexof(title,'ird') eq 2", "Third")]
    [InlineData("substring(title,1) eq 'hird'", "Third")]
    [InlineData("substring(title,1,2) eq 'hi'", "Third")]
    [InlineData("substring(title,-2) eq 'rd'", "Third")]
    [InlineData("substring(title,-4,2) eq 'hi'", "Third")]
    [InlineData("substring(title,-9,2) eq 'Th'", "Third")]
    [InlineData("substring(title,-count,3) eq 'Thi'", "Third")]
    [InlineData("substring(title,count sub 9,count div 7) eq 'r'", "Third")]
    [InlineData("substring(goods,-1) eq ['light']", "甲")]
    [InlineData("tolower(title) eq 'third'", "Third")]
    [InlineData("toupper(title) eq 'THIRD'", "Third")]
    [InlineData("trim(title) eq 'spaced'", "  spaced  ")]
    [InlineData("concat(concat(title,'-'),contact/name) eq '甲-王'", "甲")]
    [InlineData("matchesPattern(title,'^T.*d$')", "Third")]
    [InlineData("day eq 2026-01-31", "甲")]
    [InlineData("day gt 2026-02-01", "乙 O'Neil")]
    [InlineData("year(day) eq 2026 and month(day) eq 2 and day(day) eq 28", "乙 O'Neil")]
    [InlineData("from lt 09:00:00", "甲")]
    [InlineData("hour(calledAt) eq 23 and minute(calledAt) eq 30 and second(calledAt) eq 15", "甲")]
    [InlineData("fractionalseconds(calledAt) eq 0.25", "甲")]
    [InlineData("date(calledAt) eq 2026-01-31", "甲")]
    [InlineData("time(calledAt) gt 23:00:00", "甲")]
    [InlineData("calledAt lt now()", "甲")]
    [InlineData("calledAt ge 2026-01-31T00:00:00Z and calledAt lt 2026-02-01T07:40:00+08:00", "甲")]
    [InlineData("round(amount) eq 2", "甲")]
    [InlineData("floor(amount) eq -3", "乙 O'Neil")]
    [InlineData("ceiling(amount) eq 2", "甲")]
    [InlineData("good eq 'pump'", "甲")]
    [InlineData("goods/any(g: g eq 'light')", "甲")]
    [InlineData("goods/any()", "甲,乙 O'Neil")]
    [InlineData("goods/all(g: g eq 'sandbag')", "乙 O'Neil,Third,  spaced  ")]
    [InlineData("'pump' in goods", "甲")]
    [InlineData("goods eq ['pump','light']", "甲")]
    [InlineData("goods ne ['pump','light']", "乙 O'Neil,Third,  spaced  ")]
    [InlineData("goods eq ['light','pump']", "")]
    [InlineData("[] eq goods", "Third,  spaced  ")]
    [InlineData("goods eq substring(goods,0) and goods ne []", "甲,乙 O'Neil")]
    [InlineData("goods eq @goods", "乙 O'Neil")]
    [InlineData("contact eq null", "")]
    [InlineData("null ne contact and count eq 7", "Third")]
    [InlineData("contact eq $it/contact and count eq 7", "Third")]
    [InlineData("contact ne earlier/contact and count eq 7", "")]
    [InlineData("contact ne earlier/contact and count eq 1", "甲")]
    [InlineData("supplies/any(s: s/needed gt 5)", "乙 O'Neil")]
    [InlineData("supplies/any(s: s/item eq 'light' and s/needed eq 1)", "甲")]
    [InlineData("supplies/all(s: s/needed lt 5)", "甲,Third,  spaced  ")]
    [InlineData("supplies/any(s: s/needed gt count)", "甲,乙 O'Neil")]
    [InlineData("supplies/any(s: s/parts/any(p: p/weight gt 2 and s/needed eq 3))", "甲")]
    [InlineData("supplies/$count eq 2", "甲")]
    [InlineData("goods/$count gt 1", "甲")]
    [InlineData("photos/$count eq 0 and count eq 7", "Third")]
    [InlineData("not photos/any() and count eq 7", "Third")]
    [InlineData("place/name eq '东车库'", "甲")]
    [InlineData("place/kind eq 'garage'", "甲")]
    [InlineData("place/name eq null", "乙 O'Neil,Third,  spaced  ")]
    [InlineData("place ne null", "甲")]
    [InlineData("contact/name eq 'Li'", "乙 O'Neil")]
    [InlineData("spot/latitude gt 30.5", "甲")]
    [InlineData("spot ne null", "甲")]
    [InlineData("spot/accuracy le 20", "甲")]
    [InlineData("spot/accuracy eq 12.5", "甲")]
    [InlineData("spot/accuracy eq null", "乙 O'Neil,Third,  spaced  ")]
    [InlineData("state eq 'draft' and revision eq 1 and createdBy eq 'clerk' and count eq 7", "Third")]
    [InlineData("division eq '310106006002' and appVersion ge 1 and count eq 7", "Third")]
    [InlineData("startswith(division,'310106') and count eq 7", "Third")]
    [InlineData("createdAt le now() and count eq 7", "Third")]
    [InlineData("cast('2026-01-31',Edm.Date) eq day", "甲")]
    [InlineData("COUNT eq 1 OR false", "甲")]
    [InlineData("Contains(title,'Neil') AND true", "乙 O'Neil")]
    [InlineData("count eq @a", "Third")]
    public async Task Section_11_2_6_1_filters_mean_what_OData_says(string filter, string expected)
    {
        var tag = await Sample();
        var query = $"visit?$filter={Uri.EscapeDataString($"tag eq '{tag}' and ({filter})")}&$orderby=id&$select=title&@a=7&@list=[\"甲\",\"Third\"]&@goods=[\"sandbag\"]";
        var titles = (await _clerk.Get(query)).Is(HttpStatusCode.OK).Values.Select(visit => (string)visit!["title"]!);
        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(), titles.Order());
    }

    [Theory]
    [InlineData("$filter=titel eq 'x'", "LC6011 $filter", 1)]
    [InlineData("$filter=count gt 1 and conut lt 5", "LC6011 $filter", 16)]
    [InlineData("$filter=contact/phon eq '1'", "LC6011 $filter", 9)]
    [InlineData("$filter=supplies/any(s: s/neded eq 1)", "LC6011 $filter", 19)]
    [InlineData("$filter=place/nam eq 'x'", "LC6011 $filter", 7)]
    [InlineData("$filter=count eq", "LC6010 $filter", 9)]
    [InlineData("$filter=(count eq 1", "LC6010 $filter", 12)]
    [InlineData("$filter=count eq 'x", "LC6010 $filter", 12)]
    [InlineData("$filter=count ~ 1", "LC6010 $filter", 7)]
    [InlineData("$filter=", "LC6010 $filter", 1)]
    [InlineData("$filter=count eq 'x'", "LC6013 $filter", 1)]
    [InlineData("$filter=count", "LC6013 $filter", 1)]
    [InlineData("$filter=supplies eq 1", "LC6013 $filter", 1)]
    [InlineData("$filter=lenght(title) eq 1", "LC6014 $filter", 1)]
    [InlineData("$filter=length(count) eq 1", "LC6014 $filter", 1)]
    [InlineData("$filter=count has 'x'", "LC6013 $filter", 1)]
    [InlineData("$filter=title add 1 eq 2", "LC6013 $filter", 1)]
    [InlineData("$filter=goods eq 'pump'", "LC6013 $filter", 1)]
    [InlineData("$filter=goods eq null", "LC6013 $filter", 1)]
    [InlineData("$filter=goods gt ['pump']", "LC6013 $filter", 1)]
    [InlineData("$filter=goods eq ['lihgt']", "LC6012 $filter", 0)]
    [InlineData("$filter=contact eq 1", "LC6013 $filter", 1)]
    [InlineData("$filter=contact eq title", "LC6013 $filter", 1)]
    [InlineData("$filter=contact lt contact", "LC6013 $filter", 1)]
    [InlineData("$filter=decisions/any(d: d/outcom eq 'A')", "LC6011 $filter", 20)]
    [InlineData("$filter=decisions/any(d: d/points eq 'A')", "LC6013 $filter", 20)]
    [InlineData("$orderby=decisions", "LC6013 $orderby", 1)]
    [InlineData("$filter=id eq 'x'", "LC6019 $filter", 7)]
    [InlineData("$filter=day eq '2026-13-01'", "LC6019 $filter", 8)]
    [InlineData("$filter=count eq NaN", "LC6019 $filter", 10)]
    [InlineData("$filter=count eq @x&@x=@y&@y=@x", "LC6200 @y", 0)]
    [InlineData("$filter=count eq @x&@x=1 eq", "LC6010 @x", 5)]
    [InlineData("$filter=count eq @x", "LC6018 $filter", 0)]
    [InlineData("$filter=$root/visits/count eq 1", "LC6011 $filter", 7)]
    [InlineData("$filter=good eq 'pumpe'", "LC6012 $filter", 0)]
    [InlineData("$filter=goods/any(g: g eq 'lihgt')", "LC6012 $filter", 0)]
    [InlineData("$filter=good in ('pump','x')", "LC6012 $filter", 0)]
    [InlineData("$filter=place/kind ne 'garag'", "LC6012 $filter", 0)]
    [InlineData("$orderby=nothing", "LC6011 $orderby", 1)]
    [InlineData("$orderby=title up", "LC6010 $orderby", 0)]
    [InlineData("$select=title,nothing", "LC6011 $select", 7)]
    [InlineData("$select=contact/nothing", "LC6011 $select", 9)]
    [InlineData("$expand=nothing", "LC6011 $expand", 1)]
    [InlineData("$top=-1", "LC6009 $top", 0)]
    [InlineData("$top=many", "LC6009 $top", 0)]
    [InlineData("$skip=1.5", "LC6009 $skip", 0)]
    [InlineData("$count=maybe", "LC6009 $count", 0)]
    [InlineData("$skiptoken=abc", "LC6016 $skiptoken", 0)]
    [InlineData("$filer=count eq 1", "LC6006 $filer", 0)]
    [InlineData("$top=1&$top=2", "LC6007 $top", 0)]
    [InlineData("$top=1&top=2", "LC6007 $top", 0)]
    [InlineData("$filter=substring(title,1,-1) eq 'x'", "LC5180", 0)]
    [InlineData("$filter=substring(title,1,0 sub count) eq 'x' and title ne null", "LC5180", 0)]
    [InlineData("$filter=count div 0 eq 1 and title ne null", "LC5", 0)]
    public async Task Section_9_3_wrong_options_are_bad_requests_with_target_and_position(string query, string error, int position)
    {
        await Sample();
        var answer = (await _clerk.Get("visit?" + query, ("Accept-Language", "en"))).Is(HttpStatusCode.BadRequest);
        Assert.StartsWith(error, answer.Error, StringComparison.Ordinal);
        if (position > 0)
            Assert.Contains($"character {position}:", (string)answer.Json["error"]!["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$index=1"), InlineData("$expand=visit_earlier($apply=identity)")]
    [InlineData("$filter=decisions/any(d: d/title eq '定级')"), InlineData("$filter=goods/$count($search=x) eq 1")]
    [InlineData("$filter=decisions/any(d: d/rules/any(r: r/max gt 1))"), InlineData("$filter=contact eq {\"name\":\"x\"}")]
    [InlineData("$select=goods($search=x)"), InlineData("$filter=photos/any(p: p/url ne null)")]
    public async Task Section_9_3_1_what_is_not_served_answers_501(string query) =>
        Assert.StartsWith("LC6005", (await _clerk.Get("visit?" + query)).Is(HttpStatusCode.NotImplemented).Error, StringComparison.Ordinal);

    [Theory, InlineData("$root/visit"), InlineData("visit/$query")]
    public async Task Section_9_3_1_paths_that_are_not_served_answer_501(string path) =>
        Assert.StartsWith("LC6005", (await _clerk.Get(path)).Is(HttpStatusCode.NotImplemented).Error, StringComparison.Ordinal);

    [Theory, InlineData("me?$filter=name eq 'x'"), InlineData("?$top=1"), InlineData("$metadata?$select=x"), InlineData("visit/$count?$top=1")]
    public async Task An_option_that_does_not_go_with_the_resource_is_an_error(string path) =>
        Assert.StartsWith("LC6008", (await _clerk.Get(path)).Is(HttpStatusCode.BadRequest).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Options_of_the_clients_own_are_ignored_and_the_dollar_and_case_are_optional()
    {
        var tag = await Sample();
        var answer = (await _clerk.Get($"visit?FILTER=tag eq '{tag}'&Top=2&orderby=count desc&$COUNT=true&sap-client=100&select=title")).Is(HttpStatusCode.OK);
        Assert.Equal(["Third", "乙 O'Neil"], answer.Values.Select(visit => (string)visit!["title"]!));
        Assert.Equal(4, (int)answer.Json["@odata.count"]!);
    }

    [Theory]
    [InlineData("count", "  spaced  ,甲,乙 O'Neil,Third")]
    [InlineData("count desc", "Third,乙 O'Neil,甲,  spaced  ")]
    [InlineData("urgent,count desc", "Third,  spaced  ,乙 O'Neil,甲")]
    [InlineData("length(title) desc", "  spaced  ,乙 O'Neil,Third,甲")]
    [InlineData("place/name desc,count desc", "甲,Third,乙 O'Neil,  spaced  ")]
    [InlineData("contact/name desc,count", "甲,乙 O'Neil,  spaced  ,Third")]
    [InlineData("spot/accuracy desc,count desc", "甲,Third,乙 O'Neil,  spaced  ")]
    public async Task Section_11_2_6_2_order_puts_nothing_before_everything(string order, string expected)
    {
        var tag = await Sample();
        var titles = (await _clerk.Get($"visit?$filter=tag eq '{tag}'&$orderby={order}")).Is(HttpStatusCode.OK).Values.Select(visit => (string)visit!["title"]!);
        Assert.Equal(expected.Split(','), titles);
    }
}
