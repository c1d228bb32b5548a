using System.Net;
using System.Text.Json.Nodes;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

public class PagingTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    async Task<(string Tag, List<string> Ids)> Sample(int count)
    {
        var tag = "P" + Guid.NewGuid().ToString("N");
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var rows = string.Join(',', Enumerable.Range(0, i % 4).Select(row => $$"""{"item":"pump","needed":{{row % 2}}}"""));
            var number = i % 3 == 0 ? "null" : (i % 5).ToString(System.Globalization.CultureInfo.InvariantCulture);
            ids.Add((string)(await _clerk.Create("visit", $$"""{"title":"第{{i % 7}}","tag":"{{tag}}","count":{{number}},"supplies":[{{rows}}]}"""))["id"]!);
        }
        return (tag, ids);
    }

    /// <summary>All pages; between two of them something may happen.</summary>
    async Task<List<JsonNode>> All(string query, int size, Func<int, Task>? between = null)
    {
        var all = new List<JsonNode>();
        string? next = query;
        for (var page = 0; next is not null; page++)
        {
            if (page > 0 && between is not null)
                await between(page);
            var answer = (await _clerk.Get(next, ("Prefer", $"odata.maxpagesize={size}"))).Is(HttpStatusCode.OK);
            Assert.Equal($"maxpagesize={size}", answer.Headers["Preference-Applied"]);
            next = (string?)answer.Json["@odata.nextLink"];
            Assert.True(answer.Values.Count == size || next is null);
            all.AddRange(answer.Values.Select(value => value!));
        }
        return all;
    }

    [Theory]
    [InlineData("", 4), InlineData("&$orderby=count", 3), InlineData("&$orderby=count desc", 3), InlineData("&$orderby=title desc,count", 5)]
    [InlineData("&$orderby=length(title),count desc", 2), InlineData("&$orderby=id desc", 7), InlineData("&$orderby=place/name,count", 3)]
    [InlineData("&$orderby=createdAt desc,urgent", 4)]
    public async Task Section_11_2_6_7_pages_together_are_the_whole_in_order(string order, int size)
    {
        var (tag, _) = await Sample(23);
        var query = $"visit?$filter=tag eq '{tag}'{order}";
        var whole = (await _clerk.Get(query)).Values.Select(visit => (string)visit!["id"]!);
        Assert.Equal(whole, (await All(query, size)).Select(visit => (string)visit["id"]!));
    }

    [Theory]
    [InlineData("", 3), InlineData("&$orderby=needed desc", 2), InlineData("&$orderby=record/count,needed", 4), InlineData("&$orderby=record/title desc", 1)]
    public async Task Rows_are_paged_like_entities(string order, int size)
    {
        var (tag, _) = await Sample(17);
        var query = $"visit_supplies?$filter=record/tag eq '{tag}'{order}";
        var whole = (await _clerk.Get(query)).Values.Select(row => (string)row!["rowId"]!).ToArray();
        Assert.Equal(24, whole.Length);
        Assert.Equal(whole, (await All(query, size)).Select(row => (string)row["rowId"]!));
    }

    [Fact]
    public async Task Writes_between_pages_neither_repeat_nor_skip_what_was_there_all_the_time()
    {
        var (tag, ids) = await Sample(20);
        var query = $"visit?$filter=tag eq '{tag}'&$orderby=title,count desc&$select=id";
        var whole = (await _clerk.Get(query)).Values.Select(visit => (string)visit!["id"]!).ToArray();
        var gone = new HashSet<string>();
        var seen = await All(query, 3, async page =>
        {
            gone.Add(whole[page]);
            (await _clerk.Delete($"visit({whole[page]})")).Status.ToString();
            await _clerk.Create("visit", $$"""{"title":"第0","tag":"{{tag}}","count":{{page}}}""");
        });
        var got = seen.Select(visit => (string)visit["id"]!).ToArray();
        Assert.Equal(got.Length, got.Distinct().Count());
        Assert.Empty(whole.Except(gone).Except(got));
        Assert.Equal(20, ids.Count);
    }

    [Fact]
    public async Task Rows_that_go_between_pages_do_not_hide_others()
    {
        var visit = await _clerk.Create("visit", """{"title":"x","supplies":[{"item":"pump","needed":1},{"item":"pump","needed":2},{"item":"pump","needed":3},{"item":"pump","needed":4}]}""");
        var id = (string)visit["id"]!;
        var seen = await All($"visit_supplies?$filter=recordId eq {id}", 2, async _ =>
        {
            var rows = (await _clerk.Get($"visit({id})")).Json["supplies"]!.AsArray();
            if (rows.Count == 4)
            {
                rows.RemoveAt(1);
                (await _clerk.Patch($"visit({id})", $$"""{"supplies":{{rows.ToJsonString()}}}""")).Is(HttpStatusCode.OK);
            }
        });
        Assert.Equal([1, 2, 3, 4], seen.Select(row => (int)row["needed"]!));
    }

    [Fact]
    public async Task Top_skip_and_count_hold_over_all_pages()
    {
        var (tag, _) = await Sample(15);
        var query = $"visit?$filter=tag eq '{tag}'&$orderby=count,title&$skip=2&$top=9&$count=true";
        var whole = (await _clerk.Get(query)).Is(HttpStatusCode.OK);
        Assert.Equal((9, 15), (whole.Values.Count, (int)whole.Json["@odata.count"]!));
        Assert.False(whole.Json.AsObject().ContainsKey("@odata.nextLink"));
        Assert.Equal(whole.Values.Select(visit => (string)visit!["id"]!), (await All(query, 4)).Select(visit => (string)visit["id"]!));
        var first = (await _clerk.Get(query, ("Prefer", "maxpagesize=4"))).Json;
        Assert.Equal(15, (int)(await _clerk.Get((string)first["@odata.nextLink"]!)).Json["@odata.count"]!);
        Assert.Empty((await _clerk.Get($"visit?$filter=tag eq '{tag}'&$top=0")).Values);
    }

    [Fact]
    public async Task A_next_link_keeps_select_expand_and_aliases()
    {
        var (tag, _) = await Sample(5);
        var first = (await _clerk.Get($"visit?$filter=tag eq @t&@t='{tag}'&$select=title&$expand=place", ("Prefer", "maxpagesize=3"))).Is(HttpStatusCode.OK).Json;
        var second = (await _clerk.Get((string)first["@odata.nextLink"]!)).Is(HttpStatusCode.OK).Values;
        Assert.Equal(2, second.Count);
        Assert.Equal(["@odata.etag", "title", "place"], second[0]!.AsObject().Select(pair => pair.Key));
    }

    [Theory, InlineData("W10"), InlineData("%%%"), InlineData("bm9wZQ"), InlineData("WyIwMTkwIl0")]
    public async Task A_token_of_somebody_elses_making_is_an_error(string token) =>
        Assert.Equal("LC6016 $skiptoken", (await _clerk.Get($"visit?$skiptoken={token}")).Is(HttpStatusCode.BadRequest).Error);

    [Fact]
    public async Task A_token_of_another_order_is_an_error()
    {
        var (tag, _) = await Sample(3);
        var next = (string)(await _clerk.Get($"visit?$filter=tag eq '{tag}'&$orderby=title", ("Prefer", "maxpagesize=1"))).Json["@odata.nextLink"]!;
        (await _clerk.Get(next.Replace("$orderby=title&", "", StringComparison.Ordinal))).Is(HttpStatusCode.BadRequest);
        (await _clerk.Get(next.Replace("$orderby=title&", "$orderby=count&", StringComparison.Ordinal))).Is(HttpStatusCode.BadRequest);
    }
}
