using System.Net;
using LowCode.OData.Tests.Hosting;
using static LowCode.OData.Tests.Hosting.BatchText;

namespace LowCode.OData.Tests;

public class DeepWriteTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    async Task<string> New(string rest = "") => (string)(await _clerk.Create("visit", $$$"""{"title":"新"{{{rest}}}}"""))["id"]!;

    async Task<string> Count(string title) => (await _clerk.Get($"visit/$count?$filter=title eq '{title}'")).Text;

    [Fact]
    public async Task Section_11_4_2_2_what_is_nested_is_made_with_the_entity_and_answered_as_deep()
    {
        var made = (await _clerk.Post("visit?$select=title", """
            {"title":"上","count":1,"earlier":{"title":"中","earlier":{"title":"下","contact":{"phone":"9"},"supplies":[{"item":"pump","needed":2}]}}}
            """)).Is(HttpStatusCode.Created).Json;
        Assert.Equal(("上", "中", "下"), ((string)made["title"]!, (string)made["earlier"]!["title"]!, (string)made["earlier"]!["earlier"]!["title"]!));
        Assert.False(made.AsObject().ContainsKey("count"));
        Assert.Equal($"{_clerk.Root}$metadata#visit(title,earlier(earlier()))/$entity", (string?)made["@odata.context"]);
        var last = (await _clerk.Get($"visit({made["earlier"]!["earlier"]!["id"]})")).Json;
        Assert.Equal(("9", 2), ((string)last["contact"]!["phone"]!, (int)last["totalShort"]!));
    }

    [Fact]
    public async Task Section_11_4_2_2_either_all_of_it_is_made_or_nothing()
    {
        var answer = (await _clerk.Post("visit", """{"title":"深一","earlier":{"title":"深二","earlier":{"title":"深三","count":-1}}}""")).Is(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(answer.Details, detail => detail.EndsWith(" earlier/earlier/count", StringComparison.Ordinal));
        (await _clerk.Post("visit", """{"title":"深一","count":-1,"earlier":{"title":"深二"}}""")).Is(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(("0", "0", "0"), (await Count("深一"), await Count("深二"), await Count("深三")));
        Assert.Equal("LC6027 earlier/titel", (await _clerk.Post("visit", """{"title":"深一","earlier":{"titel":"x"}}""")).Is(HttpStatusCode.BadRequest).Error);
        Assert.Equal("LC6032 earlier", (await _clerk.Post("visit", $$$"""{"title":"深一","earlierId":"{{{Guid.NewGuid()}}}","earlier":{"title":"x"}}""")).Is(HttpStatusCode.BadRequest).Error);
    }

    [Fact]
    public async Task Section_11_4_2_2_ids_of_the_client_make_it_repeatable()
    {
        var (outer, inner) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var (body, title) in ((string, string)[])
        [
            ($$$"""{"id":"{{{outer}}}","title":"重一","earlier":{"id":"{{{inner}}}","title":"重一"}}""", "重一"),
            ($$$"""{"id":"{{{Guid.CreateVersion7()}}}","title":"重二","earlier":{"title":"重二"}}""", "重二"),
        ])
        {
            var first = (await _clerk.Post("visit", body)).Is(HttpStatusCode.Created);
            Assert.Equal(first.Text, (await _clerk.Post("visit", body)).Is(HttpStatusCode.OK).Text);
            Assert.Equal("2", await Count(title));
        }
        Assert.Equal(inner.ToString(), (string?)(await _clerk.Get($"visit({outer})")).Json["earlierId"]);
    }

    [Fact]
    public async Task Section_11_4_3_1_what_is_nested_without_a_key_is_what_the_link_leads_to_or_else_new()
    {
        var first = await New();
        var second = await New($$""","earlierId":"{{first}}" """);
        var patched = (await _clerk.Patch($"visit({second})", """{"count":1,"earlier":{"count":2}}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal((first, 1, 2, "新"), ((string)patched["earlier"]!["id"]!, (int)patched["count"]!, (int)patched["earlier"]!["count"]!, (string)patched["earlier"]!["title"]!));
        var made = (await _clerk.Patch($"visit({first})", """{"earlier":{"title":"更早"}}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("更早", (string?)(await _clerk.Get($"visit({made["earlierId"]})")).Json["title"]);
        // PUT empties what is not sent, in both, and leaves the link.
        var put = (await _clerk.Put($"visit({second})", """{"title":"全","earlier":{"title":"全"}}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal((first, "全"), ((string)put["earlierId"]!, (string)put["earlier"]!["title"]!));
        Assert.Null(put["count"]);
        Assert.Null(put["earlier"]!["count"]);
        Assert.Null(put["earlier"]!["earlierId"]);
    }

    [Fact]
    public async Task Section_11_4_3_1_what_is_nested_with_a_key_is_changed_or_made_and_linked()
    {
        var (first, other) = (await New(), await New());
        var second = await New($$""","earlierId":"{{first}}" """);
        var patched = (await _clerk.Patch($"visit({second})", $$$"""{"earlier":{"@id":"visit({{{other}}})","count":3}}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal((other, 3), ((string)patched["earlierId"]!, (int)patched["earlier"]!["count"]!));
        Assert.Null((await _clerk.Get($"visit({first})")).Json["count"]);
        var made = Guid.CreateVersion7();
        patched = (await _clerk.Patch($"visit({second})", $$$"""{"earlier":{"id":"{{{made}}}","title":"造"}}""")).Is(HttpStatusCode.OK).Json;
        Assert.Equal((made.ToString(), "造"), ((string)patched["earlierId"]!, (string)patched["earlier"]!["title"]!));
        Assert.Equal("LC6034", (await _clerk.Patch($"visit({second})", """{"count":9,"earlier":{"@odata.etag":"W/\"7\"","title":"旧"}}""")).Is(HttpStatusCode.PreconditionFailed).Error);
        Assert.Null((await _clerk.Get($"visit({second})")).Json["count"]);
        (await _clerk.Patch($"visit({second})", """{"earlier":{"@odata.etag":"W/\"1\"","title":"新"}}""")).Is(HttpStatusCode.OK);
        Assert.Equal("LC6031 earlier", (await _clerk.Patch($"visit({second})", """{"earlier":{"@id":"memo(1)","title":"x"}}""")).Is(HttpStatusCode.BadRequest).Error);
    }

    [Fact]
    public async Task What_is_read_only_here_or_no_entity_takes_nothing_nested()
    {
        Assert.Equal("LC6039 place", (await _clerk.Post("visit", """{"title":"x","place":{"name":"y"}}""")).Is(HttpStatusCode.BadRequest).Error);
        Assert.Equal("LC6005 earlier", (await _clerk.Post($"visit({await New()})/town_visits.submit", """{"changes":{"earlier":{"title":"x"}}}""")).Is(HttpStatusCode.NotImplemented).Error);
        (await fixture.Town.As("reviewer").Patch($"visit({await New()})", """{"earlier":{"title":"无权新建"}}""")).Is(HttpStatusCode.Forbidden);
        Assert.Equal("0", await Count("无权新建"));
    }

    [Fact]
    public async Task A_deep_insert_in_a_change_set_is_part_of_it()
    {
        var parts = await _clerk.Batch(
        [
            Request("1", "post", "visit", """{"title":"组一","earlier":{"title":"组二"}}""", "\"atomicityGroup\":\"g\""),
            Request("2", "patch", "$1", """{"earlier":{"count":4}}""", "\"atomicityGroup\":\"g\""),
            Request("3", "post", "visit", """{"title":"组三","earlier":{"@id":"$1","count":5}}""", "\"atomicityGroup\":\"g\""),
        ]);
        Assert.Equal([201, 200, 201], parts.Values.Select(part => part.Status()));
        Assert.Equal(4, (int)parts["1"]["body"]!["earlier"]!["count"]!);
        Assert.Equal(5, (int)parts["1"]["body"]!["count"]!);
    }
}
