using System.Net;
using System.Text.Json.Nodes;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

/// <summary>Operators and functions of Part 2, 5.1.1, each over one record of which the answer is known.</summary>
public class FunctionTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    async Task<string> Sample()
    {
        var place = await fixture.Town.As("clerk", "town-base").Create("place", """{"name":"东车库","kind":"garage"}""");
        var photo = (await _clerk.Upload([0xFF, 0xD8, 0xFF, .. new byte[1497]], "image/jpeg", "门口.jpg")).Json.AsObject();
        photo.Remove("@odata.context");
        var visit = new JsonObject
        {
            ["tag"] = "F" + Guid.NewGuid().ToString("N"),
            ["title"] = "12",
            ["count"] = 7,
            ["amount"] = -2.5m,
            ["urgent"] = true,
            ["day"] = "2026-01-31",
            ["from"] = "08:30:00",
            ["calledAt"] = "2026-01-31T23:30:15.250Z",
            ["good"] = "pump",
            ["goods"] = new JsonArray("pump", "light"),
            ["placeId"] = (string?)place["id"],
            ["spot"] = new JsonObject { ["latitude"] = 31.2, ["longitude"] = 121.5 },
            ["supplies"] = new JsonArray(
                new JsonObject { ["item"] = "pump", ["needed"] = 3, ["parts"] = new JsonArray(new JsonObject { ["label"] = "a", ["weight"] = 2.5m }) },
                new JsonObject { ["item"] = "light", ["needed"] = 1 }),
            ["photos"] = new JsonArray(photo),
        };
        return (string)(await _clerk.Create("visit", visit.ToJsonString()))["id"]!;
    }

    [Theory]
    // 5.1.1.2: durations and dates.
    [InlineData("calledAt add duration'PT30M' gt 2026-02-01T00:00:00Z", true)]
    [InlineData("calledAt sub duration'P1D' lt 2026-01-31T00:00:00Z", true)]
    [InlineData("calledAt sub duration'P1D' lt 2026-01-30T23:30:15Z", false)]
    [InlineData("calledAt sub 2026-01-31T23:30:00Z eq duration'PT15.25S'", true)]
    [InlineData("day add duration'P1D' eq 2026-02-01", true)]
    [InlineData("day sub duration'PT1S' eq 2026-01-30", true)]
    [InlineData("day sub 2026-01-01 eq duration'P30D'", true)]
    [InlineData("day sub 2026-01-01 eq 'P30D'", true)]
    [InlineData("duration'PT1H' eq duration'PT60M'", true)]
    [InlineData("duration'PT1H' mul 24 ge duration'P1D'", true)]
    [InlineData("2 mul duration'PT1H' eq duration'PT2H'", true)]
    [InlineData("duration'PT1H' div 2 eq duration'PT30M'", true)]
    [InlineData("duration'PT1M' divby 8 eq duration'PT7.5S'", true)]
    [InlineData("-duration'PT1H' lt duration'PT0S'", true)]
    [InlineData("duration'PT1H' add duration'PT1M' sub duration'PT61M' eq duration'PT0S'", true)]
    [InlineData("calledAt add null eq null", true)]
    [InlineData("now() sub calledAt gt duration'P30D'", true)]
    // 5.1.1.2.8: divby, and the others with mixed numbers.
    [InlineData("count divby 2 eq 3.5", true), InlineData("count div 2 eq 3", true), InlineData("amount div 2 eq -1.25", true), InlineData("count mod 4 eq 3", true)]
    // 5.1.1.1.12: in.
    [InlineData("count in (1, 7)", true), InlineData("good in ['pump']", true), InlineData("count in (null)", false)]
    // 5.1.1.5: texts and collections.
    [InlineData("length(goods) eq 2", true)]
    [InlineData("contains(goods,['pump','light'])", true)]
    [InlineData("contains(goods,['light','pump'])", false)]
    [InlineData("contains(goods,[]) and startswith(goods,[]) and endswith(goods,[]) and indexof(goods,[]) eq 0", true)]
    [InlineData("startswith(goods,['pump'])", true)]
    [InlineData("endswith(goods,['pump'])", false)]
    [InlineData("indexof(goods,['light']) eq 1", true)]
    [InlineData("concat(goods,goods)/$count eq 4", null)]
    [InlineData("length(concat(goods,goods)) eq 4", true)]
    [InlineData("startswith(substring(goods,1),['light'])", true)]
    [InlineData("length(substring(goods,0,1)) eq 1", true)]
    // 5.1.1.6: collections.
    [InlineData("hassubset(goods,['light','pump'])", true)]
    [InlineData("hassubset(goods,['sandbag'])", false)]
    [InlineData("hassubset(goods,[])", true)]
    [InlineData("not hassubset(goods,['sandbag'])", true)]
    [InlineData("hassubsequence(goods,['light','pump'])", false)]
    [InlineData("hassubsequence(goods,['pump','light'])", true)]
    // 5.1.1.8: dates and times.
    [InlineData("totalseconds(duration'PT1M1.5S') eq 61.5", true)]
    [InlineData("totalseconds(calledAt sub 2026-01-31T23:30:00Z) eq 15.25", true)]
    [InlineData("totaloffsetminutes(calledAt) eq 0", true)]
    [InlineData("mindatetime() lt calledAt and calledAt lt maxdatetime()", true)]
    // 5.1.1.10: types.
    [InlineData("cast(count,Edm.String) eq '7'", true)]
    [InlineData("cast(title,Edm.Int32) eq 12", true)]
    [InlineData("cast(good,Edm.Int64) eq null", true)]
    [InlineData("cast(amount,Edm.Int64) eq -2", true)]
    [InlineData("cast(calledAt,Edm.Date) eq day", true)]
    [InlineData("cast(day,Edm.DateTimeOffset) lt calledAt", true)]
    [InlineData("cast(urgent,Edm.String) eq 'true'", true)]
    [InlineData("cast('2026-01-31',Edm.Date) eq day", true)]
    [InlineData("isof(count,Edm.Int64)", true), InlineData("isof(count,Edm.String)", false), InlineData("isof(remark,Edm.String)", false)]
    [InlineData("isof(town_visits.visit)", true), InlineData("isof(place,town_base.place)", true)]
    // 5.1.1.11: the earth.
    [InlineData("geo.distance(spot,geography'SRID=4326;POINT(121.5 31.2)') eq 0", true)]
    [InlineData("geo.distance(spot,geography'SRID=4326;POINT(121.5 32.2)') gt 111000", true)]
    [InlineData("geo.distance(geography'POINT(121.5 32.2)',spot) lt 111300", true)]
    [InlineData("geo.intersects(spot,geography'SRID=4326;POLYGON((121 31,122 31,122 32,121 32,121 31))')", true)]
    [InlineData("geo.intersects(spot,geography'POLYGON((121 31,122 31,122 32,121 32,121 31),(121.4 31.1,121.6 31.1,121.6 31.3,121.4 31.3,121.4 31.1))')", false)]
    [InlineData("geo.length(geography'SRID=4326;LINESTRING(121 31,121 32)') gt 111000", true)]
    // 5.1.1.12: case.
    [InlineData("case(count gt 5:'many',true:'few') eq 'many'", true)]
    [InlineData("case(count gt 9:1,urgent:2.5) eq 2.5", true)]
    [InlineData("case(count gt 9:1) eq null", true)]
    [InlineData("case(count eq 0:0,true:6 div count) eq 0", true)]
    // 5.1.1.13: lambdas, also over attachments, and $count with a filter.
    [InlineData("photos/any(p: p/size gt 1000 and p/mediaType eq 'image/jpeg' and p/name eq '门口.jpg')", true)]
    [InlineData("photos/all(p: p/size gt 2000)", false)]
    [InlineData("supplies/any(s: s/parts/any(p: p/weight gt 2 and s/needed eq 3))", true)]
    [InlineData("supplies/$count($filter=needed gt 1) eq 1", true)]
    [InlineData("supplies/$count($filter=$this/needed gt 1 and $it/count eq 7) eq 1", true)]
    [InlineData("goods/$count($filter=$this eq 'pump') eq 1", true)]
    [InlineData("photos/$count($filter=size gt 1000) eq 1", true)]
    [InlineData("supplies/any(s: s/parts/$count($filter=weight gt 2) eq 1)", true)]
    // 5.1.1.15: $it and $root.
    [InlineData("$it/count eq 7", true), InlineData("$root/me/name eq createdBy", true)]
    public async Task Part_2_section_5_1_1_expressions_mean_what_OData_says(string filter, bool? holds)
    {
        var id = await Sample();
        var answer = await _clerk.Get($"visit?$select=id&$filter={Uri.EscapeDataString($"id eq {id} and ({filter})")}");
        if (holds is { } expected)
            Assert.Equal(expected ? 1 : 0, answer.Is(HttpStatusCode.OK).Values.Count);
        else
            answer.Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Part_2_section_5_1_1_15_root_reaches_another_entity()
    {
        var (id, other) = (await Sample(), await Sample());
        Assert.Single((await _clerk.Get($"visit?$filter=id eq {id} and $root/visit({other})/count eq count")).Is(HttpStatusCode.OK).Values);
        Assert.Single((await _clerk.Get($"visit?$filter=id eq {id} and $root/visit({other})/place/name eq '东车库'")).Is(HttpStatusCode.OK).Values);
        Assert.Empty((await _clerk.Get($"visit?$filter=id eq {id} and $root/visit({Guid.NewGuid()})/count eq count")).Is(HttpStatusCode.OK).Values);
        Assert.StartsWith("LC6011", (await fixture.Town.As("guest").Get($"visit?$filter=$root/visit({other})/amount eq 1")).Is(HttpStatusCode.BadRequest).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("calledAt add calledAt eq null", 400, "LC6013"), InlineData("day add 1 eq day", 400, "LC6013"), InlineData("duration'PT1H' mul duration'PT1H' eq null", 400, "LC6013")]
    [InlineData("calledAt eq duration'PT1H'", 400, "LC6013"), InlineData("duration'P1Y' eq null", 400, "LC6019"), InlineData("duration'P' eq null", 400, "LC6019")]
    [InlineData("duration'PT99999999999999999999999999999999H' eq null", 400, "LC6019")]
    [InlineData("day add duration'P9999999D' eq day", 400, "LC5120")]
    [InlineData("case(count gt 1:'x',true:1) eq null", 400, "LC6013"), InlineData("case(count:1) eq 1", 400, "LC6013")]
    [InlineData("cast(spot,Edm.String) eq ''", 400, "LC6013"), InlineData("cast('x',Edm.Int64) eq 1", 400, "LC6019"), InlineData("cast(count,Edm.Foo) eq 1", 501, "LC6005")]
    [InlineData("geo.distance(spot,title) eq 0", 400, "LC6014"), InlineData("geo.intersects(spot,geography'POINT(1 2)')", 400, "LC6014")]
    [InlineData("geo.distance(spot,geography'POINT(1 200)') eq 0", 400, "LC6019"), InlineData("geo.distance(spot,geography'SRID=3857;POINT(1 2)') eq 0", 501, "LC6005")]
    [InlineData("geo.intersects(spot,geography'POLYGON((1 2))')", 400, "LC6019"), InlineData("geo.distance(spot,geometry'POINT(1 2)') eq 0", 501, "LC6005")]
    [InlineData("hassubset(goods,['pumpe'])", 400, "LC6012"), InlineData("hassubset(goods,count)", 400, "LC6014"), InlineData("hassubset(supplies,supplies)", 400, "LC6014")]
    [InlineData("photos/any(p: p/siz gt 1)", 400, "LC6011"), InlineData("photos/any(p: p/url eq 'x')", 501, "LC6005"), InlineData("photos/$count($search=x) eq 1", 501, "LC6005")]
    [InlineData("supplies/$count($filter=neded gt 1) eq 1", 400, "LC6011"), InlineData("$root/visit eq null", 501, "LC6005"), InlineData("$root/nothing(1)/x eq 1", 400, "LC6011")]
    [InlineData("spot eq geography'POINT(1 2)'", 400, "LC6013"), InlineData("spot gt null", 400, "LC6013")]
    public async Task Section_9_3_what_does_not_fit_is_told(string filter, int status, string code)
    {
        await Sample();
        var answer = await _clerk.Get("visit?$filter=" + Uri.EscapeDataString(filter));
        Assert.StartsWith(code, answer.Is((HttpStatusCode)status).Error, StringComparison.Ordinal);
    }
}
