using System.Net;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

/// <summary>Options on collections at their own address: OData 4.01 Part 1, 11.2.4 and 11.2.6.</summary>
public class CollectionPropertyTests(TownFixture fixture)
{
    static readonly (string, string) Bare = ("Accept", "application/json;odata.metadata=none");

    readonly Client _clerk = fixture.Town.As("clerk");

    async Task<string> Sample() => (string)(await _clerk.Create("visit", """
        {"title":"x","goods":["pump","light"],"supplies":[{"item":"pump","needed":3,"onHand":1},
         {"item":"light","needed":1,"parts":[{"label":"a","weight":0.5},{"label":"B","weight":2}]},{"item":"sandbag","needed":7,"parts":[{"label":"b"}]}]}
        """))["id"]!;

    [Theory]
    [InlineData("supplies", "$filter=needed gt 1&$select=item", """{"value":[{"item":"pump"},{"item":"sandbag"}]}""")]
    [InlineData("supplies", "$orderby=needed desc&$top=2&$count=true&$select=needed", """{"@odata.count":3,"value":[{"needed":7},{"needed":3}]}""")]
    [InlineData("supplies", "$search=b&$count=true&$select=item,parts($search=b;$select=label)", """{"@odata.count":2,"value":[{"item":"light","parts":[{"label":"B"}]},{"item":"sandbag","parts":[{"label":"b"}]}]}""")]
    [InlineData("supplies", "$filter=parts/any(p: p/weight gt 1) or needed eq @n&@n=3&$skip=1&$select=item", """{"value":[{"item":"light"}]}""")]
    [InlineData("supplies", "$filter=record/title eq 'x'", null)]
    [InlineData("supplies/1/parts", "$filter=weight lt 1&$select=label", """{"value":[{"label":"a"}]}""")]
    [InlineData("goods", "$top=1&$count=true", """{"@odata.count":2,"value":["pump"]}""")]
    [InlineData("goods", "$skip=1", """{"value":["light"]}""")]
    [InlineData("goods", "$filter=$this ne 'pump'&$count=true", """{"@odata.count":1,"value":["light"]}""")]
    [InlineData("goods", "$orderby=$this&$top=1&$count=true", """{"@odata.count":2,"value":["light"]}""")]
    [InlineData("goods", "$filter=startswith($this,'p') or length($this) gt 9&$orderby=length($this) desc", """{"value":["pump"]}""")]
    [InlineData("papers", "$top=1&$count=true", """{"@odata.count":0,"value":[]}""")]
    [InlineData("papers", "$filter=size gt 3&$orderby=name", """{"value":[]}""")]
    public async Task Section_11_2_6_the_members_that_are_asked_for(string property, string options, string? expected)
    {
        var answer = await _clerk.Get($"visit({await Sample()})/{property}?{options}", Bare);
        if (expected is null)
            Assert.Equal("LC6011 $filter", answer.Is(HttpStatusCode.BadRequest).Error);
        else
            Assert.Equal(expected, Answer.Compact(answer.Is(HttpStatusCode.OK).Json));
    }

    [Theory]
    [InlineData("supplies/$count", "3"), InlineData("supplies/$count?$filter=needed gt 1", "2"), InlineData("supplies/$count?$search=b", "2")]
    [InlineData("supplies/1/parts/$count?$search=b", "1"), InlineData("goods/$count", "2"), InlineData("papers/$count", "0"), InlineData("goods/$count?$filter=$this eq 'pump'", "1")]
    public async Task Section_11_2_10_their_number(string path, string expected) =>
        Assert.Equal(expected, (await _clerk.Get($"visit({await Sample()})/{path}")).Is(HttpStatusCode.OK).Text);

    [Theory]
    [InlineData("goods?$search=pump", 501, "LC6005 $search"), InlineData("goods?$filter=$this eq 'pumpe'", 400, "LC6012 $filter"), InlineData("goods?$filter=$this", 400, "LC6013 $filter"), InlineData("papers?$orderby=url", 501, "LC6005 $orderby"), InlineData("title?$top=1", 501, "LC6005 $top")]
    [InlineData("supplies/0?$select=item", 501, "LC6005 $select"), InlineData("supplies?$expand=store", 501, "LC6005 $expand"), InlineData("supplies/$count?$top=1", 501, "LC6005 $top")]
    [InlineData("supplies?$filter=neded gt 1", 400, "LC6011 $filter"), InlineData("supplies?$orderby=nothing", 400, "LC6011 $orderby"), InlineData("supplies?$select=nothing", 400, "LC6011 $select")]
    [InlineData("supplies?$top=x", 400, "LC6009 $top"), InlineData("supplies?$search=", 400, "LC6010 $search"), InlineData("decisions?$search=x", 501, "LC6005 $search"), InlineData("decisions?$filter=outcom eq 'A'", 400, "LC6011 $filter")]
    public async Task Mistakes_are_told(string path, int status, string error) =>
        Assert.Equal(error, (await _clerk.Get($"visit({await Sample()})/{path}")).Is((HttpStatusCode)status).Error);

    [Fact]
    public async Task What_the_caller_may_not_see_is_not_asked_about()
    {
        var (id, guest) = (await Sample(), fixture.Town.As("guest"));
        foreach (var option in (string[])["$filter=onHand eq 1", "$orderby=onHand", "$select=onHand"])
        {
            Assert.StartsWith("LC6011", (await guest.Get($"visit({id})/supplies?{option}")).Is(HttpStatusCode.BadRequest).Error, StringComparison.Ordinal);
            (await _clerk.Get($"visit({id})/supplies?{option}")).Is(HttpStatusCode.OK);
        }
        var seen = (await guest.Get($"visit({id})/supplies?$filter=needed gt 1")).Is(HttpStatusCode.OK);
        Assert.Equal(2, seen.Values.Count);
        Assert.DoesNotContain("onHand", seen.Text, StringComparison.Ordinal);
    }
}
