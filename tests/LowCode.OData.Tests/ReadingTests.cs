using System.Net;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

public class ReadingTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    async Task<(string Place, string Visit)> Sample()
    {
        var place = await fixture.Town.As("clerk", "town-base").Create("place", """{"name":"一号车库","kind":"garage","secret":"钥匙在门卫"}""");
        var visit = await _clerk.Create("visit", $$"""
            {"title":"汛前走访","count":12,"amount":3.50,"urgent":true,"day":"2026-05-30","from":"08:30:00","calledAt":"2026-05-30T08:30:00+08:00",
             "good":"pump","goods":["sandbag","light"],"placeId":"{{place["id"]}}","contact":{"name":"老周","phone":"13800000000","homeId":"{{place["id"]}}"},
             "supplies":[{"item":"pump","needed":5,"onHand":2,"parts":[{"label":"管","weight":1.25}]},{"item":"light","needed":1,"onHand":4}],
             "spot":{"latitude":31.25,"longitude":121.5,"accuracy":8},"tag":"T-1","area":"310106006","who":"clerk"}
            """);
        return ((string)place["id"]!, (string)visit["id"]!);
    }

    [Fact]
    public async Task An_entity_has_every_field_in_its_type_and_an_etag()
    {
        var (place, id) = await Sample();
        var answer = (await _clerk.Get($"visit({id})")).Is(HttpStatusCode.OK);
        Assert.Equal("W/\"1\"", answer.ETag);
        var visit = answer.Json.AsObject();
        Assert.Equal($"{_clerk.Root}$metadata#visit/$entity", (string?)visit["@odata.context"]);
        Assert.Equal("W/\"1\"", (string?)visit["@odata.etag"]);
        foreach (var name in (string[])["@odata.context", "@odata.etag", "id", "createdAt", "modifiedAt"])
            visit.Remove(name);
        foreach (var row in visit["supplies"]!.AsArray())
        {
            Assert.True(row!.AsObject().Remove("rowId"));
            foreach (var part in row["parts"]!.AsArray())
                Assert.True(part!.AsObject().Remove("rowId"));
        }
        Assert.Equal($$"""
            {"division":"310106006002","state":"draft","createdBy":"clerk","modifiedBy":"clerk","revision":1,"appVersion":1,"title":"汛前走访","remark":null,"count":12,"amount":3.50,"urgent":true,"day":"2026-05-30","from":"08:30:00","calledAt":"2026-05-30T00:30:00Z","good":"pump","goods":["sandbag","light"],"placeId":"{{place}}","earlierId":null,"contact":{"name":"老周","phone":"13800000000","homeId":"{{place}}"},"supplies":[{"item":"pump","needed":5,"onHand":2,"short":3,"storeId":null,"parts":[{"label":"管","weight":1.25}]},{"item":"light","needed":1,"onHand":4,"short":0,"storeId":null,"parts":[]}],"spot":{"latitude":31.25,"longitude":121.5,"accuracy":8},"papers":[],"photos":[],"tag":"T-1","area":"310106006","who":"clerk","note":null,"totalShort":3,"grade":null,"decisions":[]}
            """, Answer.Compact(visit));
    }

    [Theory]
    [InlineData("visit({0})/title", """{"value":"汛前走访"}""")]
    [InlineData("visit/{0}/count", """{"value":12}""")]
    [InlineData("visit(id={0})/contact/phone", """{"value":"13800000000"}""")]
    [InlineData("visit({0})/supplies/0/short", """{"value":3}""")]
    [InlineData("visit({0})/supplies/0/parts/0/weight", """{"value":1.25}""")]
    [InlineData("visit({0})/goods", """{"value":["sandbag","light"]}""")]
    [InlineData("visit({0})/goods/1", """{"value":"light"}""")]
    [InlineData("visit({0})/spot", """{"value":{"latitude":31.25,"longitude":121.5,"accuracy":8}}""")]
    [InlineData("visit({0})/spot/latitude", """{"value":31.25}""")]
    [InlineData("visit({0})/contact", null)]
    [InlineData("visit({0})/place/name", """{"value":"一号车库"}""")]
    [InlineData("visit({0})/contact_home/name", """{"value":"一号车库"}""")]
    [InlineData("visit({0})/createdBy", """{"value":"clerk"}""")]
    public async Task Section_11_2_4_a_property_has_an_address(string path, string? expected)
    {
        var (place, id) = await Sample();
        var answer = (await _clerk.Get(string.Format(null, path, id))).Is(HttpStatusCode.OK);
        var json = answer.Json.AsObject();
        Assert.True(json.Remove("@odata.context"));
        Assert.Equal(expected ?? $$"""{"name":"老周","phone":"13800000000","homeId":"{{place}}"}""", Answer.Compact(json));
    }

    [Theory]
    [InlineData("visit({0})/title/$value", "汛前走访")]
    [InlineData("visit({0})/calledAt/$value", "2026-05-30T00:30:00.0000000Z")]
    [InlineData("visit({0})/supplies/$count", "2")]
    [InlineData("visit({0})/goods/$count", "2")]
    [InlineData("visit({0})/supplies/0/parts/$count", "1")]
    [InlineData("visit/$count?$filter=id eq {0}", "1")]
    public async Task Section_11_2_4_1_bare_values_and_counts_are_text(string path, string expected)
    {
        var (_, id) = await Sample();
        var answer = (await _clerk.Get(string.Format(null, path, id))).Is(HttpStatusCode.OK);
        Assert.Equal(expected, answer.Text);
        Assert.StartsWith("text/plain", answer.Headers["Content-Type"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("visit({0})/remark")]
    [InlineData("visit({0})/remark/$value")]
    [InlineData("visit({0})/earlier")]
    [InlineData("visit({0})/earlier/title")]
    [InlineData("visit({0})/earlier/$ref")]
    public async Task Section_11_2_4_what_is_empty_is_no_content(string path)
    {
        var (_, id) = await Sample();
        (await _clerk.Get(string.Format(null, path, id))).Is(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("visit({0})/nothing")]
    [InlineData("visit({0})/title/more")]
    [InlineData("visit({0})/supplies/7")]
    [InlineData("visit({0})/supplies/x")]
    [InlineData("visit({0})/$count")]
    [InlineData("visit({0})/contact/$value")]
    [InlineData("visit(11111111-1111-1111-1111-111111111111)")]
    [InlineData("$metadata/x")]
    [InlineData("visit/town_visits.nothing")]
    public async Task Section_9_2_3_what_is_not_there_is_not_found(string path)
    {
        var (_, id) = await Sample();
        var answer = (await _clerk.Get(string.Format(null, path, id))).Is(HttpStatusCode.NotFound);
        Assert.Contains(answer.Error, (string[])["LC6001", "LC6003"]);
    }

    [Fact]
    public async Task An_app_that_is_not_there_is_not_found() =>
        Assert.Equal("LC6002", (await fixture.Town.As("clerk", "no-app").Get("")).Is(HttpStatusCode.NotFound).Error);

    [Theory, InlineData("visit(1)"), InlineData("visit('x')"), InlineData("visit(a,b)"), InlineData("visit_supplies(rowId=1)")]
    public async Task A_key_that_is_no_key_is_an_error(string path) =>
        Assert.Equal("LC6017", (await _clerk.Get(path)).Is(HttpStatusCode.BadRequest).Error);

    [Fact]
    public async Task Section_11_2_5_1_select_names_properties_within_groups_and_tables()
    {
        var (_, id) = await Sample();
        var answer = (await _clerk.Get($"visit({id})?$select=title,contact/phone,supplies/item,supplies/short")).Is(HttpStatusCode.OK);
        Assert.Equal($$"""
            {"@odata.context":"{{_clerk.Root}}$metadata#visit(title,contact/phone,supplies/item,supplies/short)/$entity","@odata.etag":"W/\"1\"","title":"汛前走访","contact":{"phone":"13800000000"},"supplies":[{"item":"pump","short":3},{"item":"light","short":0}]}
            """, Answer.Compact(answer.Json));
        var nested = (await _clerk.Get($"visit({id})?$select=contact($select=name),count")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("""{"name":"老周"}""", Answer.Compact(nested["contact"]));
        Assert.Equal(12, (int)nested["count"]!);
        Assert.False(nested.AsObject().ContainsKey("title"));
        var whole = (await _clerk.Get($"visit({id})?$select=contact,contact/phone")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(3, whole["contact"]!.AsObject().Count);
        Assert.True((await _clerk.Get($"visit({id})?$select=*")).Is(HttpStatusCode.OK).Json.AsObject().ContainsKey("remark"));
    }

    [Fact]
    public async Task Section_11_2_5_2_expand_follows_references()
    {
        var (place, id) = await Sample();
        var second = await _clerk.Create("visit", $$"""{"title":"复访","earlierId":"{{id}}"}""");
        var json = (await _clerk.Get($"visit({second["id"]})?$select=title&$expand=earlier($select=title;$expand=place($select=name)),place")).Is(HttpStatusCode.OK).Json;
        Assert.Equal($"{_clerk.Root}$metadata#visit(title,earlier(title,place(name)),place())/$entity", (string?)json["@odata.context"]);
        Assert.Equal("一号车库", (string?)json["earlier"]!["place"]!["name"]);
        Assert.Null(json["place"]);
        var page = (await _clerk.Get($"visit?$filter=id eq {id}&$expand=place,contact_home/$ref&$select=title")).Is(HttpStatusCode.OK).Values;
        Assert.Equal(place, (string?)page[0]!["place"]!["id"]);
        Assert.Equal($"{_clerk.Root}town_base__place({place})", (string?)page[0]!["contact_home"]!["@odata.id"]);
    }

    [Fact]
    public async Task A_table_is_a_flat_set_with_its_own_key_and_a_link_to_its_record()
    {
        var (_, id) = await Sample();
        var rows = (await _clerk.Get($"visit_supplies?$filter=recordId eq {id}&$orderby=needed desc&$expand=record($select=title)")).Is(HttpStatusCode.OK).Values;
        Assert.Equal(["pump", "light"], rows.Select(row => (string)row!["item"]!));
        Assert.Equal("汛前走访", (string?)rows[0]!["record"]!["title"]);
        var row = (await _clerk.Get($"visit_supplies(recordId={id},rowId={rows[0]!["rowId"]})")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(3, (int)row["short"]!);
        Assert.Equal("汛前走访", (string?)(await _clerk.Get($"visit_supplies(recordId={id},rowId={rows[0]!["rowId"]})/record/title")).Json["value"]);
        Assert.Equal("汛前走访", (string?)(await _clerk.Get($"visit_supplies/{id}/{rows[0]!["rowId"]}/record/title")).Is(HttpStatusCode.OK).Json["value"]);
        Assert.Equal("LC6017", (await _clerk.Get($"visit_supplies/{id}")).Is(HttpStatusCode.BadRequest).Error);
        Assert.Equal("LC6017", (await _clerk.Get($"visit_supplies/{id}/record")).Is(HttpStatusCode.BadRequest).Error);
        var parts = (await _clerk.Get($"visit_supplies_parts?$filter=recordId eq {id} and record/count eq 12")).Is(HttpStatusCode.OK).Values;
        Assert.Equal((string?)rows[0]!["rowId"], (string?)parts[0]!["parentRowId"]);
        Assert.Equal("LC6004", (await _clerk.Post("visit_supplies", "{}")).Is(HttpStatusCode.MethodNotAllowed).Error);
    }

    [Fact]
    public async Task Section_8_2_4_a_client_that_has_this_revision_gets_not_modified()
    {
        var (_, id) = await Sample();
        var answer = (await _clerk.Get($"visit({id})", ("If-None-Match", "W/\"1\""))).Is(HttpStatusCode.NotModified);
        Assert.Empty(answer.Bytes);
        (await _clerk.Get($"visit({id})", ("If-None-Match", "W/\"2\""))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Section_4_1_metadata_levels_and_numbers_as_texts_are_as_asked()
    {
        var (_, id) = await Sample();
        var none = (await _clerk.Get($"visit({id})?$select=amount,count", ("Accept", "application/json;odata.metadata=none"))).Is(HttpStatusCode.OK);
        Assert.Equal("""{"count":12,"amount":3.50}""", none.Text);
        var texts = (await _clerk.Get($"visit({id})?$select=amount,count", ("Accept", "application/json;metadata=none;IEEE754Compatible=true"))).Is(HttpStatusCode.OK);
        Assert.Equal("""{"count":"12","amount":"3.50"}""", texts.Text);
        Assert.Contains("IEEE754Compatible=true", texts.Headers["Content-Type"], StringComparison.Ordinal);
        var full = (await _clerk.Get($"visit({id})?$select=count,place&$format=application/json;odata.metadata=full")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("#town_visits.visit", (string?)full["@odata.type"]);
        Assert.Equal($"{_clerk.Root}visit({id})", (string?)full["@odata.id"]);
        Assert.Equal("#Int64", (string?)full["count@odata.type"]);
        Assert.Equal($"{_clerk.Root}visit({id})/place", (string?)full["place@odata.navigationLink"]);
    }

    [Theory]
    [InlineData("visit", "Accept", "application/atom+xml", 406, "LC6021 Accept")]
    [InlineData("visit?$format=atom", "X", "y", 406, "LC6021 $format")]
    [InlineData("visit", "Accept", "application/json;odata.metadata=some", 406, "LC6021 Accept")]
    [InlineData("$metadata", "Accept", "text/csv", 406, "LC6021 Accept")]
    [InlineData("visit", "OData-MaxVersion", "3.0", 400, "LC6020 OData-MaxVersion")]
    [InlineData("visit", "OData-Version", "9", 400, "LC6020 OData-Version")]
    [InlineData("visit", "Prefer", "odata.maxpagesize=none", 400, "LC6037 Prefer")]
    public async Task Section_8_headers_are_heeded_or_the_request_fails(string path, string name, string value, int status, string error) =>
        Assert.Equal(error, (await _clerk.Get(path, (name, value))).Is((HttpStatusCode)status).Error);

    [Theory, InlineData("4.0", "4.0"), InlineData("4.01", "4.01"), InlineData("5.0", "4.01")]
    public async Task Section_8_1_5_the_version_is_the_highest_that_the_client_takes(string most, string version) =>
        Assert.Equal(version, (await _clerk.Get("visit?$top=0", ("OData-MaxVersion", most))).Is(HttpStatusCode.OK).Headers["OData-Version"]);

    [Fact]
    public async Task Errors_are_in_the_readers_language()
    {
        var chinese = (await _clerk.Get("visit?$filter=titel eq 'x'")).Is(HttpStatusCode.BadRequest);
        Assert.Contains("没有字段“titel”", chinese.Text, StringComparison.Ordinal);
        Assert.Equal("zh-CN", chinese.Headers["Content-Language"]);
        var english = (await _clerk.Get("visit?$filter=titel eq 'x'", ("Accept-Language", "fr, en-GB;q=0.8"))).Is(HttpStatusCode.BadRequest);
        Assert.Contains("Did you mean 'title'?", english.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_address_within_an_answer_leads_somewhere()
    {
        var (_, id) = await Sample();
        var full = (await _clerk.Get($"visit({id})", ("Accept", "application/json;odata.metadata=full"))).Json.AsObject();
        foreach (var (name, value) in full.Where(pair => pair.Key.EndsWith("Link", StringComparison.Ordinal) || pair.Key is "@odata.id"))
        {
            var status = (await _clerk.Get((string)value!)).Status;
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.NoContent, $"{name}: {status}");
        }
    }
}
