using System.Net;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

public class WritingTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    async Task<string> New(string rest = "") => (string)(await _clerk.Create("visit", $$"""{"title":"新"{{rest}}}"""))["id"]!;

    async Task<string> Place(string name = "仓库") => (string)(await fixture.Town.As("clerk", "town-base").Create("place", $$"""{"name":"{{name}}"}"""))["id"]!;

    [Fact]
    public async Task Section_11_4_2_a_created_entity_comes_back_with_its_address()
    {
        var answer = (await _clerk.Post("visit", """{"title":"新","supplies":[{"item":"pump","needed":2}]}""")).Is(HttpStatusCode.Created);
        var id = (string)answer.Json["id"]!;
        Assert.Equal($"{_clerk.Root}visit({id})", answer.Headers["Location"]);
        Assert.Equal("W/\"1\"", answer.ETag);
        Assert.Equal(2, (int)answer.Json["totalShort"]!);
        Assert.Equal(answer.Text, (await _clerk.Get(answer.Headers["Location"])).Text);
    }

    [Fact]
    public async Task Section_11_4_1_5_return_minimal_answers_with_addresses_only()
    {
        var answer = (await _clerk.Post("visit", """{"title":"新"}""", ("Prefer", "return=minimal"))).Is(HttpStatusCode.NoContent);
        Assert.Equal(answer.Headers["Location"], answer.Headers["OData-EntityId"]);
        Assert.Equal("return=minimal", answer.Headers["Preference-Applied"]);
        var changed = (await _clerk.Patch(answer.Headers["Location"], """{"count":3}""", ("Prefer", "return=minimal"))).Is(HttpStatusCode.NoContent);
        Assert.Equal("W/\"2\"", changed.ETag);
    }

    [Fact]
    public async Task Section_11_4_1_5_select_and_expand_shape_what_a_write_answers()
    {
        var place = await Place();
        var answer = (await _clerk.Post("visit?$select=title&$expand=place($select=name)", $$"""{"title":"新","placeId":"{{place}}"}""")).Is(HttpStatusCode.Created);
        Assert.Equal("仓库", (string?)answer.Json["place"]!["name"]);
        Assert.False(answer.Json.AsObject().ContainsKey("count"));
    }

    [Fact]
    public async Task A_create_with_the_clients_id_can_be_sent_twice_and_makes_one_record()
    {
        var id = Guid.CreateVersion7();
        var body = $$"""{"id":"{{id}}","title":"离线填报"}""";
        var first = (await _clerk.Post("visit", body)).Is(HttpStatusCode.Created);
        var second = (await _clerk.Post("visit", body)).Is(HttpStatusCode.OK);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal("1", (await _clerk.Get($"visit/$count?$filter=id eq {id}")).Text);
        (await fixture.Town.As("other").Post("visit", body)).Is(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Section_11_4_3_patch_changes_what_is_sent_and_put_empties_the_rest()
    {
        var id = await New(""","count":5,"contact":{"name":"周","phone":"1"},"supplies":[{"item":"pump","needed":1}]""");
        var patched = (await _clerk.Patch($"visit({id})", """{"contact":{"phone":"2"}}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("""{"name":"周","phone":"2","homeId":null}""", Answer.Compact(patched["contact"]));
        Assert.Equal(5, (int)patched["count"]!);
        var put = (await _clerk.Put($"visit({id})", """{"title":"换","contact":{"name":"吴"}}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("""{"name":"吴","phone":null,"homeId":null}""", Answer.Compact(put["contact"]));
        Assert.Null(put["count"]);
        Assert.Empty(put["supplies"]!.AsArray());
        Assert.Equal(3, (int)put["revision"]!);
    }

    [Fact]
    public async Task Rows_keep_their_keys_when_they_come_back()
    {
        var id = await New(""","supplies":[{"item":"pump","needed":1},{"item":"light","needed":2}]""");
        var rows = (await _clerk.Get($"visit({id})")).Json["supplies"]!.AsArray();
        var kept = (string)rows[1]!["rowId"]!;
        var changed = (await _clerk.Patch($"visit({id})", $$"""{"supplies":[{"needed":9,"item":"light","rowId":"{{kept}}"},{"item":"sandbag"}]}""")).Is(HttpStatusCode.OK).Json["supplies"]!;
        Assert.Equal(kept, (string?)changed[0]!["rowId"]);
        Assert.NotEqual(kept, (string?)changed[1]!["rowId"]);
    }

    [Theory, InlineData("PUT"), InlineData("PATCH")]
    public async Task Section_11_4_4_an_upsert_creates_what_is_not_there(string method)
    {
        var id = Guid.CreateVersion7();
        var verb = new HttpMethod(method);
        var created = (await _clerk.Send(verb, $"visit({id})", """{"title":"新"}""")).Is(HttpStatusCode.Created);
        Assert.Equal($"{_clerk.Root}visit({id})", created.Headers["Location"]);
        (await _clerk.Send(verb, $"visit({id})", """{"title":"旧"}""")).Is(HttpStatusCode.OK);
        (await _clerk.Send(verb, $"visit({id})", """{"title":"新"}""", ("If-None-Match", "*"))).Is(HttpStatusCode.PreconditionFailed);
        (await _clerk.Send(verb, $"visit({Guid.CreateVersion7()})", """{"title":"新"}""", ("If-Match", "*"))).Is(HttpStatusCode.PreconditionFailed);
        var minimal = (await _clerk.Send(verb, $"visit({Guid.CreateVersion7()})", """{"title":"新"}""", ("Prefer", "return=minimal"))).Is(HttpStatusCode.NoContent);
        Assert.True(minimal.Headers.ContainsKey("OData-EntityId"));
    }

    [Fact]
    public async Task Section_11_4_1_1_a_stale_etag_changes_nothing()
    {
        var id = await New();
        (await _clerk.Patch($"visit({id})", """{"count":1}""", ("If-Match", "W/\"1\""))).Is(HttpStatusCode.OK);
        var stale = (await _clerk.Patch($"visit({id})", """{"count":2}""", ("If-Match", "W/\"1\""))).Is(HttpStatusCode.PreconditionFailed);
        Assert.Equal("LC6034", stale.Error);
        (await _clerk.Delete($"visit({id})", ("If-Match", "W/\"1\""))).Is(HttpStatusCode.PreconditionFailed);
        (await _clerk.Put($"visit({id})/count", """{"value":3}""", ("If-Match", "W/\"9\""))).Is(HttpStatusCode.PreconditionFailed);
        (await _clerk.Post($"visit({id})/submit", null, ("If-Match", "\"x\""))).Is(HttpStatusCode.PreconditionFailed);
        (await _clerk.Patch($"visit({id})", """{"@odata.etag":"W/\"1\"","count":2}""")).Is(HttpStatusCode.PreconditionFailed);
        (await _clerk.Patch($"visit({id})", """{"count":4}""", ("If-Match", "W/\"7\", W/\"2\""))).Is(HttpStatusCode.OK);
        (await _clerk.Patch($"visit({id})", """{"count":5}""", ("If-Match", "*"))).Is(HttpStatusCode.OK);
        Assert.Equal("LC6037 If-Match", (await _clerk.Patch($"visit({id})", "{}", ("If-Match", "five"))).Is(HttpStatusCode.BadRequest).Error);
        Assert.Equal(5, (int)(await _clerk.Get($"visit({id})")).Json["count"]!);
    }

    [Fact]
    public async Task Of_many_who_change_the_same_revision_one_wins()
    {
        var id = await New();
        var answers = await Task.WhenAll(Enumerable.Range(1, 16).Select(number =>
            _clerk.Patch($"visit({id})", $$"""{"count":{{number}}}""", ("If-Match", "W/\"1\""))));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(15, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task Section_11_4_5_a_deleted_entity_is_gone()
    {
        var id = await New();
        (await _clerk.Delete($"visit({id})", ("If-Match", "W/\"1\""))).Is(HttpStatusCode.NoContent);
        (await _clerk.Get($"visit({id})")).Is(HttpStatusCode.NotFound);
        (await _clerk.Delete($"visit({id})")).Is(HttpStatusCode.NotFound);
        (await _clerk.Delete("visit")).Is(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("""{"title":"新","place@odata.bind":"town_base__place(#)"}""")]
    [InlineData("""{"title":"新","place":{"@odata.id":"/odata/town-visits/town_base__place(#)"}}""")]
    [InlineData("""{"title":"新","place":{"@id":"town_base__place/#"}}""")]
    [InlineData("""{"title":"新","placeId":"#","place":{"@id":"town_base__place(#)"}}""")]
    public async Task Section_11_4_2_1_references_are_bound_in_either_way(string body)
    {
        var place = await Place();
        Assert.Equal(place, (string?)(await _clerk.Create("visit", body.Replace("#", place, StringComparison.Ordinal)))["placeId"]);
    }

    [Fact]
    public async Task Section_11_4_6_ref_sets_and_empties_a_reference()
    {
        var (id, place) = (await New(), await Place());
        (await _clerk.Put($"visit({id})/place/$ref", $$"""{"@odata.id":"{{_clerk.Root}}town_base__place({{place}})"}""")).Is(HttpStatusCode.NoContent);
        var link = (await _clerk.Get($"visit({id})/place/$ref")).Is(HttpStatusCode.OK).Json;
        Assert.Equal($"{_clerk.Root}town_base__place({place})", (string?)link["@odata.id"]);
        (await _clerk.Delete($"visit({id})/place/$ref", ("If-Match", "W/\"2\""))).Is(HttpStatusCode.NoContent);
        (await _clerk.Get($"visit({id})/place")).Is(HttpStatusCode.NoContent);
        Assert.Equal("LC6031 place", (await _clerk.Put($"visit({id})/place/$ref", """{"@odata.id":"memo(1)"}""")).Is(HttpStatusCode.BadRequest).Error);
        (await _clerk.Post($"visit({id})/place/$ref", """{"@odata.id":"x"}""")).Is(HttpStatusCode.MethodNotAllowed);
        (await _clerk.Put($"visit({id})/$ref", "{}")).Is(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Section_11_4_9_single_properties_are_set_and_emptied()
    {
        var id = await New(""","count":5,"contact":{"name":"周","phone":"1"}""");
        (await _clerk.Put($"visit({id})/count", """{"value":6}""")).Is(HttpStatusCode.NoContent);
        (await _clerk.Put($"visit({id})/goods", """{"value":["pump"]}""")).Is(HttpStatusCode.NoContent);
        (await _clerk.Put($"visit({id})/supplies", """{"value":[{"item":"light","needed":4}]}""")).Is(HttpStatusCode.NoContent);
        (await _clerk.Patch($"visit({id})/contact", """{"phone":"2"}""")).Is(HttpStatusCode.NoContent);
        var visit = (await _clerk.Get($"visit({id})")).Json;
        Assert.Equal((6, 4, "周", "2"), ((int)visit["count"]!, (int)visit["totalShort"]!, (string)visit["contact"]!["name"]!, (string)visit["contact"]!["phone"]!));
        (await _clerk.Put($"visit({id})/contact", """{"phone":"3"}""")).Is(HttpStatusCode.NoContent);
        (await _clerk.Delete($"visit({id})/count")).Is(HttpStatusCode.NoContent);
        (await _clerk.Delete($"visit({id})/goods")).Is(HttpStatusCode.NoContent);
        visit = (await _clerk.Get($"visit({id})")).Json;
        Assert.Equal("""{"name":null,"phone":"3","homeId":null}""", Answer.Compact(visit["contact"]));
        Assert.Null(visit["count"]);
        Assert.Empty(visit["goods"]!.AsArray());
        Assert.Equal("LC6039 totalShort", (await _clerk.Put($"visit({id})/totalShort", """{"value":1}""")).Is(HttpStatusCode.BadRequest).Error);
        Assert.Equal("LC6039 id", (await _clerk.Delete($"visit({id})/id")).Is(HttpStatusCode.BadRequest).Error);
        (await _clerk.Put($"visit({id})/supplies/0/needed", """{"value":1}""")).Is(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_change_through_a_reference_changes_what_it_leads_to()
    {
        var first = await New();
        var second = await New($$""","earlierId":"{{first}}" """);
        (await _clerk.Patch($"visit({second})/earlier", """{"count":77}""")).Is(HttpStatusCode.OK);
        Assert.Equal(77, (int)(await _clerk.Get($"visit({first})/count")).Json["value"]!);
        var place = await Place();
        var third = await New($$""","placeId":"{{place}}" """);
        (await _clerk.Patch($"visit({third})/place", """{"name":"x"}""")).Is(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("", "LC6040")]
    [InlineData("[]", "LC6029")]
    [InlineData("{", "LC6024")]
    [InlineData("""{"title":"x"} x""", "LC6024")]
    [InlineData("""{"title":"x",}""", "LC6024")]
    [InlineData("""{"title":"\ud800"}""", "LC6024")]
    [InlineData("""{"title":5}""", "LC6029 title")]
    [InlineData("""{"title":"x","count":"five"}""", "LC6030 count")]
    [InlineData("""{"title":"x","count":5.5}""", "LC6030 count")]
    [InlineData("""{"title":"x","count":9007199254740993}""", "LC6030 count")]
    [InlineData("""{"title":"x","amount":1e400}""", "LC6030 amount")]
    [InlineData("""{"title":"x","urgent":"true"}""", "LC6029 urgent")]
    [InlineData("""{"title":"x","day":"2026-02-30"}""", "LC6030 day")]
    [InlineData("""{"title":"x","from":"25:00"}""", "LC6030 from")]
    [InlineData("""{"title":"x","calledAt":"2026-01-01T00:00:00"}""", "LC6030 calledAt")]
    [InlineData("""{"title":"x","placeId":"17"}""", "LC6030 placeId")]
    [InlineData("""{"title":"x","place":"01890a5d-ac96-774b-bcce-b302099a8057"}""", "LC6053 place")]
    [InlineData("""{"title":"x","goods":"pump"}""", "LC6029 goods")]
    [InlineData("""{"title":"x","goods":["pump",5]}""", "LC6029 goods/1")]
    [InlineData("""{"title":"x","goods":null}""", "LC6029 goods")]
    [InlineData("""{"title":"x","contact":{"fone":"1"}}""", "LC6027 contact/fone")]
    [InlineData("""{"title":"x","contact":"周"}""", "LC6029 contact")]
    [InlineData("""{"title":"x","supplies":[{"item":"pump"},{"item":"pump","needed":"two"}]}""", "LC6030 supplies/1/needed")]
    [InlineData("""{"title":"x","supplies":[{"parts":[{"weight":[]}]}]}""", "LC6029 supplies/0/parts/0/weight")]
    [InlineData("""{"title":"x","supplies":{}}""", "LC6029 supplies")]
    [InlineData("""{"title":"x","supplies":[5]}""", "LC6029 supplies/0")]
    [InlineData("""{"title":"x","supplies":[{"rowId":"1"}]}""", "LC6030 supplies/0/rowId")]
    [InlineData("""{"title":"x","spot":{"latitude":31}}""", "LC6026 spot")]
    [InlineData("""{"title":"x","spot":{"latitude":"31","longitude":121}}""", "LC6029 spot/latitude")]
    [InlineData("""{"title":"x","photos":[{"hash":"abc","name":"a.jpg","mediaType":"image/jpeg"}]}""", "LC6038 photos/0")]
    [InlineData("""{"titel":"x"}""", "LC6027 titel")]
    [InlineData("""{"title":"x","title":"y"}""", "LC6028 title")]
    [InlineData("""{"title":"x","place@odata.bind":"nowhere(1)"}""", "LC6031 place")]
    [InlineData("""{"title":"x","place":{}}""", "LC6026 place")]
    [InlineData("""{"title":"x","placeId":"11111111-1111-1111-1111-111111111111","place":{"@id":"town_base__place(22222222-2222-2222-2222-222222222222)"}}""", "LC6032 place")]
    [InlineData("""{"title":"x","id":"x"}""", "LC6030 id")]
    public async Task A_body_that_cannot_be_read_is_a_bad_request_with_its_path(string body, string error) =>
        Assert.Equal(error, (await _clerk.Post("visit", body)).Is(HttpStatusCode.BadRequest).Error);

    [Fact]
    public async Task Every_mistake_of_a_body_is_told_at_once()
    {
        var answer = (await _clerk.Post("visit", """{"titel":"x","count":true,"supplies":[{"item":3},{"needed":true}]}""")).Is(HttpStatusCode.BadRequest);
        Assert.Equal(["LC6027 titel", "LC6029 count", "LC6029 supplies/0/item", "LC6029 supplies/1/needed"], answer.Details);
    }

    [Fact]
    public async Task What_breaks_the_forms_rules_is_unprocessable_with_every_field()
    {
        var answer = (await _clerk.Post("visit", """{"count":-1,"good":"banana"}""")).Is(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("LC6036", answer.Error);
        Assert.Contains(answer.Details, detail => detail.EndsWith(" count", StringComparison.Ordinal));
        Assert.Contains(answer.Details, detail => detail.EndsWith(" good", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deep_inserts_into_what_is_read_only_here_are_refused() =>
        Assert.Equal("LC6039 place", (await _clerk.Post("visit", """{"title":"x","place":{"name":"y"}}""")).Is(HttpStatusCode.BadRequest).Error);

    [Fact]
    public async Task Computed_and_system_properties_and_control_information_are_passed_over()
    {
        var visit = await _clerk.Create("visit", """
            {"@odata.context":"x","@odata.type":"#town_visits.visit","title@odata.type":"#String","title":"新","totalShort":99,"grade":"A",
             "state":"closed","createdBy":"x","revision":7,"decisions":[{"a":{}}],"supplies":[{"item":"pump","needed":1,"short":55}]}
            """);
        Assert.Equal((1, "draft", "clerk", 1), ((int)visit["totalShort"]!, (string)visit["state"]!, (string)visit["createdBy"]!, (int)visit["revision"]!));
    }

    [Fact]
    public async Task A_body_must_be_json_and_fit()
    {
        Assert.StartsWith("LC6022", (await _clerk.Post("visit", "<x/>", ("Content-Type", "application/xml"))).Is(HttpStatusCode.UnsupportedMediaType).Error, StringComparison.Ordinal);
        Assert.Equal("LC6025", (await _clerk.Post("visit", $$"""{"supplies":{{new string('[', 40)}}{{new string(']', 40)}}}""")).Is(HttpStatusCode.BadRequest).Error);
        Assert.Equal("LC6023", (await _clerk.Post("visit", $$"""{"title":"{{new string('x', 5_000_000)}}"}""")).Is(HttpStatusCode.RequestEntityTooLarge).Error);
    }

    [Theory, InlineData("application/json"), InlineData("application/json;IEEE754Compatible=true")]
    public async Task Numbers_may_be_texts(string type)
    {
        var visit = (await _clerk.Post("visit", """{"title":"新","count":"8","amount":"1.50"}""", ("Content-Type", type))).Is(HttpStatusCode.Created).Json;
        Assert.Equal((8, 1.50m), ((int)visit["count"]!, (decimal)visit["amount"]!));
    }

    [Fact]
    public async Task The_key_of_body_and_address_must_be_the_same()
    {
        var id = await New();
        Assert.Equal("LC6033 id", (await _clerk.Patch($"visit({id})", $$"""{"id":"{{Guid.NewGuid()}}"}""")).Is(HttpStatusCode.BadRequest).Error);
        (await _clerk.Patch($"visit({id})", $$"""{"id":"{{id}}","count":1}""")).Is(HttpStatusCode.OK);
    }

    [Theory, InlineData("visit", "PUT"), InlineData("town_base__place", "POST"), InlineData("tasks", "POST"), InlineData("me", "PATCH"), InlineData("", "POST"), InlineData("$metadata", "DELETE")]
    public async Task Methods_that_do_not_fit_say_which_do(string path, string method)
    {
        var answer = (await _clerk.Send(new HttpMethod(method), path, "{}")).Is(HttpStatusCode.MethodNotAllowed);
        Assert.Equal("LC6004", answer.Error);
        Assert.Contains("GET", answer.Headers["Allow"], StringComparison.Ordinal);
    }
}
