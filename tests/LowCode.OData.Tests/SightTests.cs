using System.Net;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

public class SightTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");
    readonly Client _guest = fixture.Town.As("guest");

    async Task<string> Sample()
    {
        var place = await fixture.Town.As("clerk", "town-base").Create("place", """{"name":"库","secret":"密"}""");
        return (string)(await _clerk.Create("visit", $$"""
            {"title":"密","amount":5,"placeId":"{{place["id"]}}","contact":{"name":"周","phone":"138"},"supplies":[{"item":"pump","needed":2,"onHand":1}]}
            """))["id"]!;
    }

    [Fact]
    public async Task A_hidden_field_is_not_in_any_answer()
    {
        var id = await Sample();
        var visit = (await _guest.Get($"visit({id})?$expand=place")).Is(HttpStatusCode.OK);
        Assert.DoesNotContain("amount", visit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("phone", visit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("onHand", visit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", visit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("onHand", (await _guest.Get($"visit_supplies?$filter=recordId eq {id}")).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Contains("amount", (await _clerk.Get($"visit({id})")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("visit?$filter=amount eq 5"), InlineData("visit?$orderby=amount"), InlineData("visit?$select=amount"), InlineData("visit?$select=contact/phone")]
    [InlineData("visit?$filter=contact/phone eq '138'"), InlineData("visit?$filter=supplies/any(s: s/onHand eq 1)"), InlineData("visit_supplies?$filter=onHand eq 1")]
    [InlineData("visit?$filter=place/secret eq '密'"), InlineData("visit?$orderby=place/secret"), InlineData("visit?$expand=place($select=secret)")]
    [InlineData("visit_supplies?$filter=record/amount eq 5"), InlineData("visit/$count?$filter=amount eq 5")]
    [InlineData("visit?$apply=aggregate(amount with sum as s)"), InlineData("visit?$apply=groupby((contact/phone))"), InlineData("visit?$apply=topcount(1,amount)")]
    [InlineData("visit?$apply=groupby((place/secret),aggregate($count as n))"), InlineData("visit?$compute=amount add 1 as more"), InlineData("visit_supplies?$apply=aggregate(onHand with max as m)")]
    public async Task A_hidden_field_is_an_unknown_one(string query)
    {
        var answer = (await _guest.Get(query)).Is(HttpStatusCode.BadRequest);
        Assert.StartsWith("LC6011", answer.Error, StringComparison.Ordinal);
        (await _clerk.Get(query)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Searches_and_aggregates_tell_nothing_of_what_is_hidden()
    {
        var id = await Sample();
        await _clerk.Patch($"visit({id})", """{"contact":{"name":"周","phone":"66778899"}}""");
        Assert.Single((await _clerk.Get($"visit?$search=66778899&$filter=id eq {id}")).Values);
        Assert.Empty((await _guest.Get($"visit?$search=66778899&$filter=id eq {id}")).Values);
        Assert.Single((await _guest.Get($"visit?$search=周&$filter=id eq {id}")).Values);
        Assert.Equal(1, (int)(await _guest.Get($"visit?$apply=filter(id eq {id})/aggregate($count as n)")).Values[0]!["n"]!);
        Assert.Equal(0, (int)(await fixture.Town.As("other").Get($"visit?$apply=filter(id eq {id})/aggregate($count as n)")).Values[0]!["n"]!);
        Assert.DoesNotContain("amount", (await _guest.Get($"visit?$apply=filter(id eq {id})&$compute=1 add 1 as two")).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    [Theory, InlineData("visit({0})/amount"), InlineData("visit({0})/contact/phone/$value"), InlineData("visit({0})/supplies/0/onHand"), InlineData("visit({0})/place/secret")]
    public async Task The_address_of_a_hidden_field_leads_nowhere(string path)
    {
        var id = await Sample();
        Assert.Equal("LC6001", (await _guest.Get(string.Format(null, path, id))).Is(HttpStatusCode.NotFound).Error);
        (await _clerk.Get(string.Format(null, path, id))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_record_out_of_reach_does_not_exist_wherever_it_is_asked_for()
    {
        var id = await Sample();
        var other = fixture.Town.As("other");
        foreach (var path in (string[])[$"visit({id})", $"visit({id})/title", $"visit({id})/place/$ref", $"visit({id})/availableTransitions"])
            Assert.Equal("LC6003", (await other.Get(path)).Is(HttpStatusCode.NotFound).Error);
        (await other.Delete($"visit({id})")).Is(HttpStatusCode.NotFound);
        (await other.Post($"visit({id})/submit", null)).Is(HttpStatusCode.NotFound);
        Assert.Equal("0", (await other.Get($"visit/$count?$filter=id eq {id}")).Text);
        Assert.Empty((await other.Get($"visit_supplies?$filter=recordId eq {id}")).Values);
        Assert.Empty((await fixture.Town.As("nobody").Get("visit")).Is(HttpStatusCode.OK).Values);
    }

    [Fact]
    public async Task A_reference_to_a_record_out_of_reach_shows_its_id_and_nothing_else()
    {
        var hidden = (string)(await fixture.Town.As("other", "town-base").Create("place", """{"name":"别处"}"""))["id"]!;
        var root = fixture.Town.As("root");
        var id = (string)(await root.Create("visit", $$"""{"title":"x","division":"{{Town.Committee}}","placeId":"{{hidden}}"}"""))["id"]!;
        var visit = (await _clerk.Get($"visit({id})?$expand=place")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(hidden, (string?)visit["placeId"]);
        Assert.Null(visit["place"]);
        Assert.Empty((await _clerk.Get($"visit?$filter=id eq {id} and place/name eq '别处'")).Values);
        Assert.Single((await root.Get($"visit?$filter=id eq {id} and place/name eq '别处'")).Values);
        (await _clerk.Get($"visit({id})/place")).Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task What_may_be_read_may_not_be_written_without_the_right()
    {
        var id = await Sample();
        (await _guest.Patch($"visit({id})", """{"title":"y"}""")).Is(HttpStatusCode.Forbidden);
        (await _guest.Post("visit", """{"title":"y"}""")).Is(HttpStatusCode.Forbidden);
        Assert.Equal("LC6027 amount", (await _guest.Patch($"visit({id})", """{"amount":1}""")).Is(HttpStatusCode.BadRequest).Error);
    }
}
