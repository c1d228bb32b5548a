using System.Net;
using LowCode.OData.Tests.Hosting;
using static LowCode.OData.Tests.Hosting.BatchText;

namespace LowCode.OData.Tests;

public class EachTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");
    readonly string _tag = Guid.NewGuid().ToString("N");

    async Task New(int count, string more = "")
    {
        var all = string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"title":"每","tag":"{{_tag}}","count":{{i}}{{more}}}"""));
        (await _clerk.Patch("visit", $$"""{"value":[{{all}}]}""", ("Prefer", "return=minimal"))).Is(HttpStatusCode.NoContent);
    }

    async Task<string> Count(string condition) => (await _clerk.Get($"visit/$count?$filter=tag eq '{_tag}' and {condition}")).Is(HttpStatusCode.OK).Text;

    [Fact]
    public async Task Section_4_10_a_set_is_filtered_in_the_path()
    {
        await New(5, ",\"contact\":{\"name\":\"a/b\"}");
        Assert.Equal("3", (await _clerk.Get($"visit/$filter(tag eq '{_tag}' and contact/name eq 'a/b')/$filter(@f)/$count?@f=count gt 1")).Is(HttpStatusCode.OK).Text);
        Assert.Equal("0", (await _clerk.Get($"visit/$filter(tag eq '{_tag}')/$count?$filter=title eq ')/('")).Is(HttpStatusCode.OK).Text);
        // The condition goes on from page to page.
        var titles = new List<int>();
        for (var next = $"visit/$filter(tag eq '{_tag}' and count lt 4)?$orderby=count desc&$select=count&$count=true"; next is not null;)
        {
            var page = (await _clerk.Get(next, ("Prefer", "odata.maxpagesize=3"))).Is(HttpStatusCode.OK);
            Assert.Equal(4, (int)page.Json["@odata.count"]!);
            titles.AddRange(page.Values.Select(visit => (int)visit!["count"]!));
            next = (string?)page.Json["@odata.nextLink"];
        }
        Assert.Equal([3, 2, 1, 0], titles);
        Assert.StartsWith("LC6011", (await _clerk.Get("visit/$filter(cuont eq 1)")).Is(HttpStatusCode.BadRequest).Error, StringComparison.Ordinal);
        (await _clerk.Get($"visit/$filter(tag eq '{_tag}')/{Guid.NewGuid()}")).Is(HttpStatusCode.NotFound);
        (await fixture.Town.As("guest").Get("visit/$filter(amount eq 1)")).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Section_11_4_13_1_each_entity_of_a_filtered_set_is_changed_alike()
    {
        await New(5);
        var answer = (await _clerk.Patch($"visit/$filter(tag eq '{_tag}' and count ge 2)/$each?$select=remark", """{"remark":"改","urgent":true}""")).Is(HttpStatusCode.OK);
        Assert.Equal($"{_clerk.Root}$metadata#visit(remark)/$delta", (string?)answer.Json["@odata.context"]);
        Assert.Equal(["改", "改", "改"], answer.Values.Select(visit => (string?)visit!["remark"]));
        Assert.Equal(("3", "2"), (await Count("urgent eq true and remark eq '改'"), await Count("urgent eq null and remark eq null")));
        // None is none.
        Assert.Empty((await _clerk.Patch($"visit/$filter(tag eq '{_tag}' and count gt 100)/$each", """{"remark":"改"}""")).Is(HttpStatusCode.OK).Values);
        (await _clerk.Patch($"visit/$filter(tag eq '{_tag}')/$each", """{"remark":"又"}""", ("Prefer", "return=minimal"))).Is(HttpStatusCode.NoContent);
        Assert.Equal("5", await Count("remark eq '又'"));
    }

    [Fact]
    public async Task Section_11_4_13_3_each_entity_of_a_filtered_set_is_deleted()
    {
        await New(5);
        (await _clerk.Delete($"visit/$filter(tag eq '{_tag}' and count lt 2)/$each")).Is(HttpStatusCode.NoContent);
        Assert.Equal("3", await Count("true"));
        var told = (await _clerk.Delete($"visit/$filter(tag eq '{_tag}' and count eq 2)/$each", ("Prefer", "return=representation"))).Is(HttpStatusCode.OK);
        Assert.Equal("deleted", (string?)Assert.Single(told.Values)!["@odata.removed"]!["reason"]);
        Assert.Equal("2", await Count("true"));
    }

    [Fact]
    public async Task One_that_fails_undoes_all_and_is_named()
    {
        await New(3);
        var refused = (await _clerk.Patch($"visit/$filter(tag eq '{_tag}')/$each", """{"count":-1}""")).Is(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(refused.Details, detail => detail.Contains(" visit(", StringComparison.Ordinal) && detail.EndsWith(")/count", StringComparison.Ordinal));
        Assert.Equal("0", await Count("count eq -1"));
        (await fixture.Town.As("guest").Delete($"visit/$filter(tag eq '{_tag}')/$each")).Is(HttpStatusCode.Forbidden);
        // Records out of reach do not exist: there is nothing to change.
        Assert.Empty((await fixture.Town.As("nobody").Patch($"visit/$filter(tag eq '{_tag}')/$each", """{"remark":"改"}""")).Is(HttpStatusCode.OK).Values);
        Assert.Equal("3", await Count("remark eq null"));
    }

    [Fact]
    public async Task What_cannot_be_done_to_each_is_refused()
    {
        await New(1);
        var each = $"visit/$filter(tag eq '{_tag}')/$each";
        (await _clerk.Get(each)).Is(HttpStatusCode.MethodNotAllowed);
        (await _clerk.Delete("visit_supplies/$each")).Is(HttpStatusCode.MethodNotAllowed);
        Assert.Equal("LC6008 $filter", (await _clerk.Delete(each + "?$filter=count eq 1")).Is(HttpStatusCode.BadRequest).Error);
        Assert.Equal("LC6005", (await _clerk.Delete(each, ("If-Match", "*"))).Is(HttpStatusCode.NotImplemented).Error);
        Assert.Equal("LC6005", (await _clerk.Patch(each, """{"earlier":{"title":"x"}}""")).Is(HttpStatusCode.NotImplemented).Error);
        (await _clerk.Patch(each, $$"""{"id":"{{Guid.NewGuid()}}"}""")).Is(HttpStatusCode.BadRequest);
        Assert.Equal("1", await Count("true"));
    }

    [Fact]
    public async Task More_than_may_be_changed_at_once_are_left_alone()
    {
        await using var town = await Town.OpenAsync(new ODataOptions { Caller = null!, MaxBatchParts = 3 });
        var clerk = town.As("clerk");
        for (var i = 0; i < 4; i++)
            await clerk.Create("visit", $$"""{"title":"{{i}}"}""");
        Assert.Equal("LC6351", (await clerk.Delete("visit/$each")).Is(HttpStatusCode.BadRequest).Error);
        Assert.Equal("4", (await clerk.Get("visit/$count")).Text);
        (await clerk.Delete("visit/$filter(title ne '0')/$each")).Is(HttpStatusCode.NoContent);
        Assert.Equal("1", (await clerk.Get("visit/$count")).Text);
    }

    [Fact]
    public async Task Each_sees_what_comes_before_it_in_its_change_set()
    {
        await New(2);
        var parts = await _clerk.Batch([
            Request("1", "POST", "visit", $$"""{"title":"三","tag":"{{_tag}}"}""", "\"atomicityGroup\":\"g\""),
            Request("2", "PATCH", $"visit/$filter(tag eq '{_tag}')/$each", """{"remark":"同"}""", "\"atomicityGroup\":\"g\""),
            Request("3", "DELETE", $"visit/$filter(tag eq '{_tag}' and title eq '三')/$each", null, "\"atomicityGroup\":\"g\"")]);
        // What is gone again at the end is answered without content.
        Assert.Equal([204, 200, 204], new[] { "1", "2", "3" }.Select(id => parts[id].Status()));
        Assert.Equal(("2", "2"), (await Count("remark eq '同'"), await Count("true")));
    }
}
