using System.Net;
using System.Text.Json.Nodes;
using CsCheck;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

/// <summary>$crossjoin: OData 4.01 Part 2, 4.15.</summary>
public class CrossJoinTests(TownFixture fixture)
{
    static readonly (string, string) Bare = ("Accept", "application/json;odata.metadata=none");

    readonly Client _clerk = fixture.Town.As("clerk");
    readonly string _tag = "J" + Guid.NewGuid().ToString("N");

    /// <summary>Two places, and three visits of which two are at the first.</summary>
    async Task<(string Place, string Other)> Sample()
    {
        var base_ = fixture.Town.As("clerk", "town-base");
        var place = (string)(await base_.Create("place", $$"""{"name":"{{_tag}}东","kind":"garage","secret":"密"}"""))["id"]!;
        var other = (string)(await base_.Create("place", $$"""{"name":"{{_tag}}西","kind":"shelter"}"""))["id"]!;
        await _clerk.Create("visit", $$"""{"tag":"{{_tag}}","title":"一","count":1,"amount":1,"placeId":"{{place}}","supplies":[{"item":"pump","needed":1},{"item":"light","needed":2}]}""");
        await _clerk.Create("visit", $$"""{"tag":"{{_tag}}","title":"二","count":2,"amount":2,"placeId":"{{place}}"}""");
        await _clerk.Create("visit", $$"""{"tag":"{{_tag}}","title":"三","count":2,"contact":{"homeId":"{{other}}"},"supplies":[{"item":"pump"}]}""");
        return (place, other);
    }

    string Join(string filter, string more = "$expand=town_base__place($select=name),visit($select=title)") =>
        $"$crossjoin(town_base__place,visit)?$filter={Uri.EscapeDataString($"startswith(town_base__place/name,'{_tag}') and visit/tag eq '{_tag}' and ({filter})")}&{more}";

    string Pairs(JsonArray values) => string.Join(' ', values.Select(one => ((string)one!["town_base__place"]!["name"]!)[_tag.Length..] + one["visit"]!["title"]));

    [Theory]
    [InlineData("town_base__place/id eq visit/placeId", "东一 东二")]
    [InlineData("visit/placeId eq town_base__place/id and visit/count eq 2", "东二")]
    [InlineData("visit/place/id eq town_base__place/id or visit/contact/homeId eq town_base__place/id", "东一 东二 西三")]
    [InlineData("not (town_base__place/id eq visit/placeId)", "东三 西一 西二 西三")]
    [InlineData("town_base__place/id ne visit/placeId and town_base__place/kind eq 'garage'", "东三")]
    [InlineData("length(visit/title) lt visit/count and town_base__place/kind eq 'shelter'", "西二 西三")]
    [InlineData("true", "东一 东二 东三 西一 西二 西三")]
    [InlineData("false", "")]
    [InlineData("visit/supplies/any(s: s/needed eq visit/count and town_base__place/kind eq 'garage')", "东一")]
    [InlineData("visit/place eq town_base__place", "东一 东二")]
    [InlineData("town_base__place/visit_place/any(v: v/id eq visit/id and v/count gt 1)", "东二")]
    [InlineData("visit/supplies/$count mul 1.0 eq town_base__place/visit_place/$count", "东一 西二")]
    public async Task Section_4_15_combinations_for_which_the_filter_is_true(string filter, string expected)
    {
        await Sample();
        var found = (await _clerk.Get(Join(filter, "$orderby=town_base__place/name,visit/createdAt,visit/title&$count=true&$expand=town_base__place($select=name),visit($select=title)"))).Is(HttpStatusCode.OK);
        // 一二三 are not in the order of their code units.
        static string Sorted(string pairs) => string.Join(' ', pairs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.Equal(Sorted(expected), Sorted(Pairs(found.Values)));
        Assert.Equal(found.Values.Count, (int)found.Json["@odata.count"]!);
        Assert.EndsWith("$metadata#Collection(Edm.ComplexType)", (string)found.Json["@odata.context"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Section_4_15_what_is_not_expanded_is_an_address()
    {
        var (place, _) = await Sample();
        const string Filter = "town_base__place/id eq visit/placeId and visit/count eq 2";
        var only = Assert.Single((await _clerk.Get(Join(Filter, "$top=5"))).Is(HttpStatusCode.OK).Values)!.AsObject();
        Assert.Equal(["town_base__place@odata.navigationLink", "visit@odata.navigationLink"], only.Select(member => member.Key));
        Assert.Equal($"{_clerk.Root}town_base__place({place})", (string?)only["town_base__place@odata.navigationLink"]);
        Assert.Equal("二", (string?)(await _clerk.Get((string)only["visit@odata.navigationLink"]!)).Is(HttpStatusCode.OK).Json["title"]);
        Assert.Equal(["visit@odata.navigationLink"], Assert.Single((await _clerk.Get(Join(Filter, "$select=visit"))).Values)!.AsObject().Select(member => member.Key));
        var expanded = Assert.Single((await _clerk.Get(
            Join(Filter, "$expand=visit($compute=count mul 2 as d;$select=title,d;$expand=place($select=secret))"), Bare)).Is(HttpStatusCode.OK).Values);
        Assert.Equal("""{"visit":{"title":"二","d":4,"place":{"secret":"密"}}}""", Answer.Compact(expanded));
        var refs = Assert.Single((await _clerk.Get(Join(Filter, "$expand=*/$ref"))).Is(HttpStatusCode.OK).Values);
        Assert.Equal($"{_clerk.Root}town_base__place({place})", (string?)refs!["town_base__place"]!["@odata.id"]);
    }

    [Fact]
    public async Task Section_4_15_rows_of_tables_are_joined_too()
    {
        await Sample();
        var filter = Uri.EscapeDataString($"visit_supplies/recordId eq visit/id and visit_supplies/record/tag eq '{_tag}' and visit_supplies/needed eq visit/count");
        var found = (await _clerk.Get($"$crossjoin(visit_supplies,visit)?$filter={filter}&$expand=visit_supplies($select=item),visit($select=title)", Bare)).Is(HttpStatusCode.OK);
        Assert.Equal("""[{"visit_supplies":{"item":"pump"},"visit":{"title":"一"}}]""", Answer.Compact(found.Values));
        var three = (await _clerk.Get($"$crossjoin(visit,visit_supplies,town_base__place)?$filter={filter} and visit/placeId eq town_base__place/id&$select=town_base__place&$expand=town_base__place($select=kind)", Bare)).Is(HttpStatusCode.OK);
        Assert.Equal("""[{"town_base__place":{"kind":"garage"}}]""", Answer.Compact(three.Values));
    }

    [Fact]
    public async Task Section_11_2_6_7_combinations_come_in_pages()
    {
        await Sample();
        foreach (var order in (string[])["", "&$orderby=visit/count desc,town_base__place/name desc"])
        {
            var all = (await _clerk.Get(Join("true") + order)).Is(HttpStatusCode.OK);
            var paged = new List<string>();
            for (var next = Join("true") + order + "&$skip=1&$top=4&$count=true"; next is not null;)
            {
                var page = (await _clerk.Get(next, ("Prefer", "maxpagesize=3"))).Is(HttpStatusCode.OK);
                Assert.Equal(6, (int)page.Json["@odata.count"]!);
                paged.AddRange(page.Values.Select(one => Answer.Compact(one)));
                next = (string?)page.Json["@odata.nextLink"];
            }
            Assert.Equal(all.Values.Select(one => Answer.Compact(one)).Skip(1).Take(4), paged);
        }
    }

    [Fact]
    public async Task What_the_caller_may_not_see_is_in_no_combination()
    {
        await Sample();
        await fixture.Town.As("root").Create("visit", $$"""{"tag":"{{_tag}}","title":"别处","division":"{{Town.OtherCommittee}}"}""");
        async Task<int> Count(string user) => (await fixture.Town.As(user).Get(Join("true", "$top=100"))).Is(HttpStatusCode.OK).Values.Count;
        Assert.Equal((8, 6, 0), (await Count("root"), await Count("clerk"), await Count("nobody")));
        var guest = fixture.Town.As("guest");
        foreach (var filter in (string[])["visit/amount eq 1", "visit/amount eq visit/count", "visit/count lt town_base__place/visit_place/$count($filter=amount gt 1)"])
        {
            (await _clerk.Get(Join(filter))).Is(HttpStatusCode.OK);
            Assert.Equal("LC6011 $filter", (await guest.Get(Join(filter))).Is(HttpStatusCode.BadRequest).Error);
        }
        Assert.Equal("LC6011 $orderby", (await guest.Get(Join("true", "$orderby=visit/amount"))).Is(HttpStatusCode.BadRequest).Error);
        Assert.Equal("LC6011 $expand", (await guest.Get(Join("true", "$expand=visit($select=amount)"))).Is(HttpStatusCode.BadRequest).Error);
        Assert.DoesNotContain("amount", (await guest.Get(Join("true", "$expand=visit"))).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$crossjoin(visit,nothing)", 404, "LC6001"), InlineData("$crossjoin(visit,visit)", 400, "LC6356 $crossjoin"), InlineData("$crossjoin()", 404, "LC6001")]
    [InlineData("$crossjoin(visit,memo,tasks,divisions,visit_supplies)", 400, "LC6356 $crossjoin"), InlineData("$crossjoin(visit,memo)/$count", 404, "LC6001")]
    [InlineData("$crossjoin(visit,memo)?$filter=title eq 'x'", 400, "LC6011 $filter"), InlineData("$crossjoin(visit,memo)?$filter=visit/titel eq memo/text", 400, "LC6011 $filter")]
    [InlineData("$crossjoin(visit,memo)?$filter=visit/count eq memo/text", 400, "LC6013 $filter"), InlineData("$crossjoin(visit,memo)?$expand=place", 400, "LC6011 $expand")]
    [InlineData("$crossjoin(visit,memo)?$expand=visit($filter=count eq 1)", 400, "LC6008 $expand"), InlineData("$crossjoin(visit,memo)?$select=visit/title", 501, "LC6005 $select")]
    [InlineData("$crossjoin(visit,memo)?$search=x", 501, "LC6005 $search"), InlineData("$crossjoin(visit,memo)?$apply=identity", 501, "LC6005 $apply")]
    [InlineData("$crossjoin(visit,memo)?$skiptoken=x", 400, "LC6016 $skiptoken"), InlineData("$crossjoin(visit,memo)?$filter=$it/visit/count eq 1", 501, "LC6005 $filter")]
    [InlineData("$crossjoin(visit,memo)?$levels=1", 501, "LC6005 $levels"), InlineData("$crossjoin(visit,memo)?$skip=x", 400, "LC6009 $skip")]
    public async Task Mistakes_are_told(string path, int status, string error) =>
        Assert.Equal(error, (await _clerk.Get(path)).Is((HttpStatusCode)status).Error);

    [Fact]
    public async Task A_product_that_is_too_large_is_an_error()
    {
        await using var town = await Town.OpenAsync(new ODataOptions { Caller = null!, MostJoined = 20, MaxQueryWork = 2_000 });
        var clerk = town.As("clerk");
        for (var i = 0; i < 20; i++)
        {
            await clerk.Create("visit", $$"""{"title":"x","count":{{i}}}""");
            await clerk.Create("memo", """{"text":"y"}""");
        }
        const string Both = "$crossjoin(visit,memo)";
        Assert.Equal(400, (int)(await clerk.Get(Both + "?$count=true&$top=1")).Is(HttpStatusCode.OK).Json["@odata.count"]!);
        Assert.Equal("LC5152 $filter", (await clerk.Get(Both + "?$orderby=visit/count")).Is(HttpStatusCode.BadRequest).Error);
        Assert.Single((await clerk.Get(Both + "?$orderby=visit/count&$filter=visit/count eq 3 and memo/text eq 'y'&$top=1")).Is(HttpStatusCode.OK).Values);
        var third = Guid.NewGuid();
        await clerk.Create("visit", $$"""{"id":"{{third}}","title":"z","supplies":[{{string.Join(',', Enumerable.Repeat("""{"item":"pump"}""", 10))}}]}""");
        Assert.Equal("LC6357 $filter", (await clerk.Get(Both)).Is(HttpStatusCode.BadRequest).Error);
        Assert.Equal("LC5150", (await clerk.Get($"$crossjoin(visit,memo,visit_supplies)?$count=true&$filter=visit/title eq 'x' and visit/count ne visit_supplies/needed")).Is(HttpStatusCode.BadRequest).Error);
        // Found by what they have in common, not by looking at all of them.
        Assert.Equal(10, (await clerk.Get($"$crossjoin(memo,visit,visit_supplies)?$filter=visit/title eq 'z' and visit_supplies/recordId eq visit/id and memo/text ne null&$top=10")).Is(HttpStatusCode.OK).Values.Count);
    }

    [Fact]
    public async Task Random_joins_find_what_the_specification_says()
    {
        var random = new Random(11);
        int?[] numbers = [null, 0, 1, 2, 3];
        for (var i = 0; i < 8; i++)
        {
            var rows = string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => $$"""{"item":"{{(random.Next(2) == 0 ? "pump" : "light")}}","needed":{{random.GetItems(numbers, 1)[0]?.ToString() ?? "null"}}}"""));
            await _clerk.Create("visit", $$"""{"tag":"{{_tag}}","title":"v{{i}}","count":{{random.GetItems(numbers, 1)[0]?.ToString() ?? "null"}},"amount":{{random.Next(3)}}.00,"good":"{{(random.Next(2) == 0 ? "pump" : "light")}}","supplies":[{{rows}}]}""");
        }
        var visits = (await _clerk.Get($"visit?$filter=tag eq '{_tag}'")).Values.Select(one => one!).ToArray();
        var supplies = (await _clerk.Get($"visit_supplies?$filter=record/tag eq '{_tag}'")).Values.Select(one => one!).ToArray();
        var wrong = new List<string>();
        await Condition(2).SampleAsync(async term =>
        {
            var expected = (from visit in visits from row in supplies where term.Of(visit, row) is true select $"{visit["id"]} {row["rowId"]}").Order().ToArray();
            var filter = Uri.EscapeDataString($"visit/tag eq '{_tag}' and visit_supplies/record/tag eq '{_tag}' and ({term.Text})");
            var sets = term.Text.Length % 2 == 0 ? "visit,visit_supplies" : "visit_supplies,visit";
            var answer = await _clerk.Get($"$crossjoin({sets})?$filter={filter}&$expand=visit($select=id),visit_supplies($select=rowId)&$count=true");
            if (answer.Status is not HttpStatusCode.OK)
                throw new InvalidOperationException($"{term.Text}: {answer.Text}");
            var found = answer.Values.Select(one => $"{one!["visit"]!["id"]} {one["visit_supplies"]!["rowId"]}").Order().ToArray();
            if (!found.SequenceEqual(expected) || (int)answer.Json["@odata.count"]! != expected.Length)
                wrong.Add($"{term.Text}: {found.Length} found, {expected.Length} expected");
        }, iter: 120, threads: 1);
        Assert.Empty(wrong);
    }

    static Gen<Term<bool?>> Condition(int depth)
    {
        var equal = Gen.OneOf(
            new Term<bool?>("visit/id eq visit_supplies/recordId", (visit, row) => (string)visit["id"]! == (string)row!["recordId"]!),
            new Term<bool?>("visit_supplies/item eq visit/good", (visit, row) => (string)visit["good"]! == (string)row!["item"]!),
            new Term<bool?>("visit/count eq visit_supplies/needed", (visit, row) => (int?)visit["count"] == (int?)row!["needed"]),
            new Term<bool?>("visit_supplies/needed eq visit/amount", (visit, row) => (decimal?)row!["needed"] == (decimal?)visit["amount"]),
            new Term<bool?>("visit/count add 1 eq visit_supplies/needed", (visit, row) => (int?)visit["count"] + 1 == (int?)row!["needed"]));
        var other = Gen.OneOf(
            new Term<bool?>("visit/count gt visit_supplies/needed", (visit, row) => (int?)visit["count"] > (int?)row!["needed"]),
            new Term<bool?>("visit/count gt 1", (visit, _) => (int?)visit["count"] > 1),
            new Term<bool?>("visit_supplies/needed eq null", (_, row) => row!["needed"] is null),
            new Term<bool?>("visit/supplies/any(s: s/needed lt visit_supplies/needed)", (visit, row) => visit["supplies"]!.AsArray().Any(s => (int?)s!["needed"] < (int?)row!["needed"])));
        var leaf = RandomTerms.Any([equal, other]);
        if (depth == 0)
            return leaf;
        var deeper = Condition(depth - 1);
        return RandomTerms.Weighted<Term<bool?>>(
            (2, leaf),
            (3, Gen.Select(deeper, deeper, (left, right) => new Term<bool?>($"({left.Text}) and ({right.Text})", (visit, row) => left.Of(visit, row) is true && right.Of(visit, row) is true))),
            (1, Gen.Select(deeper, deeper, (left, right) => new Term<bool?>($"({left.Text}) or ({right.Text})", (visit, row) => left.Of(visit, row) is true || right.Of(visit, row) is true))),
            (1, deeper.Select(inner => new Term<bool?>($"not ({inner.Text})", (visit, row) => inner.Of(visit, row) is not true))));
    }
}
