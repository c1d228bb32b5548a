using System.Net;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

/// <summary>A sensitive field of which a role sees a mask: nothing can be asked about it, and nothing is set through it.</summary>
public class MaskTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");
    readonly Client _reviewer = fixture.Town.As("reviewer");

    async Task<string> Sample() => (string)(await _clerk.Create("visit", """
        {"title":"一","contact":{"name":"周","phone":"13812345678"},"supplies":[{"item":"pump","needed":2}]}
        """))["id"]!;

    [Fact]
    public async Task It_is_answered_masked_and_says_so()
    {
        var id = await Sample();
        Assert.Equal("13812345678", (string?)(await _clerk.Get($"visit({id})")).Json["contact"]!["phone"]);
        foreach (var path in (string[])[$"visit({id})", $"visit({id})?$select=contact/phone"])
        {
            var contact = (await _reviewer.Get(path)).Is(HttpStatusCode.OK).Json["contact"]!;
            Assert.Equal("138****5678", (string?)contact["phone"]);
            Assert.True((bool)contact["phone@LowCode.masked"]!);
        }
        var property = (await _reviewer.Get($"visit({id})/contact/phone")).Json;
        Assert.Equal(("138****5678", true), ((string?)property["value"], (bool)property["@LowCode.masked"]!));
        Assert.Equal("138****5678", (await _reviewer.Get($"visit({id})/contact/phone/$value")).Text);
        Assert.Equal("138****5678", (string?)(await _reviewer.Get($"visit?$filter=id eq {id}")).Values[0]!["contact"]!["phone"]);
        Assert.DoesNotContain("masked", (await _reviewer.Get($"visit({id})", ("Accept", "application/json;odata.metadata=none"))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("phone", (await fixture.Town.As("guest").Get($"visit({id})")).Text, StringComparison.Ordinal);
        Assert.Contains("<Term Name=\"masked\"", (await _reviewer.Get("$metadata")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("visit?$filter=contact/phone eq '13812345678'"), InlineData("visit?$filter=contact/phone eq '138****5678'"), InlineData("visit?$orderby=contact/phone")]
    [InlineData("visit?$apply=groupby((contact/phone))"), InlineData("visit?$compute=length(contact/phone) as n"), InlineData("visit/$count?$filter=contact/phone ne null")]
    [InlineData("visit?$filter=visit_earlier/any(v: v/contact/phone eq '1')"), InlineData("visit_supplies?$filter=record/contact/phone eq '1'")]
    public async Task It_cannot_be_asked_about(string query) =>
        Assert.StartsWith("LC6011", (await _reviewer.Get(query)).Is(HttpStatusCode.BadRequest).Error, StringComparison.Ordinal);

    [Fact]
    public async Task It_is_not_found_by_a_search()
    {
        var id = await Sample();
        Assert.Single((await _clerk.Get($"visit?$search=13812345678&$filter=id eq {id}")).Values);
        Assert.Empty((await _reviewer.Get($"visit?$search=13812345678&$filter=id eq {id}")).Values);
        Assert.Empty((await _reviewer.Get($"visit?$search=138&$filter=id eq {id}")).Values);
    }

    [Fact]
    public async Task What_was_read_may_be_sent_back_and_changes_nothing()
    {
        var id = await Sample();
        (await _reviewer.Patch($"visit({id})", """{"title":"二","contact":{"phone":"138****5678","phone@LowCode.masked":true}}""")).Is(HttpStatusCode.OK);
        var read = (await _reviewer.Get($"visit({id})")).Text;
        (await _reviewer.Put($"visit({id})", read)).Is(HttpStatusCode.OK);
        (await _reviewer.Put($"visit({id})", """{"title":"三","contact":{"name":"周"}}""")).Is(HttpStatusCode.OK);
        Assert.Equal("13812345678", (string?)(await _clerk.Get($"visit({id})")).Json["contact"]!["phone"]);
    }

    [Theory, InlineData("\"13812345678\""), InlineData("\"13800000000\""), InlineData("\"138****0000\""), InlineData("null"), InlineData("\"\"")]
    public async Task Anything_else_is_refused_the_real_value_too(string phone)
    {
        var id = await Sample();
        Assert.Equal(["LC9004 contact/phone"], (await _reviewer.Patch($"visit({id})", "{\"contact\":{\"phone\":" + phone + "}}")).Is(HttpStatusCode.UnprocessableEntity).Details);
        Assert.Equal(["LC9004 contact/phone"], (await _reviewer.Put($"visit({id})/contact/phone", "{\"value\":" + phone + "}")).Is(HttpStatusCode.UnprocessableEntity).Details);
        Assert.Equal("13812345678", (string?)(await _clerk.Get($"visit({id})")).Json["contact"]!["phone"]);
    }
}
