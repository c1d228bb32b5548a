using System.Net;
using LowCode.OData.Tests.Hosting;
using static LowCode.OData.Tests.Hosting.BatchText;

namespace LowCode.OData.Tests;

public class BatchTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    async Task<string> New(string title = "新") => (string)(await _clerk.Create("visit", $$"""{"title":"{{title}}"}"""))["id"]!;

    async Task<string> Count(string title) => (await _clerk.Get($"visit/$count?$filter=title eq '{title}'")).Text;

    [Fact]
    public async Task Section_11_7_each_request_is_answered_like_one_of_its_own()
    {
        var id = await New();
        var parts = await _clerk.Batch(
        [
            Request("a", "get", $"visit({id})?$select=title"),
            Request("b", "POST", "visit", """{"title":"批"}"""),
            Request("c", "get", "visit?$filter=titel eq 1"),
            Request("d", "delete", "me"),
            Request("e", "get", $"visit({Guid.NewGuid()})"),
            Request("f", "PATCH", $"visit({id})", """{"count":-1}"""),
            Request("g", "get", "visit/$count?$filter=title eq '批'"),
        ]);
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g"], parts.Keys);
        Assert.Equal([200, 201, 400, 405, 404, 422, 200], parts.Values.Select(part => part.Status()));
        Assert.Equal("新", (string?)parts["a"]["body"]!["title"]);
        Assert.Equal("W/\"1\"", (string?)parts["a"]["headers"]!["etag"]);
        Assert.Equal($"{_clerk.Root}visit({parts["b"]["body"]!["id"]})", (string?)parts["b"]["headers"]!["location"]);
        Assert.Contains("GET", (string?)parts["d"]["headers"]!["allow"], StringComparison.Ordinal);
        Assert.Equal("LC6036", parts["f"].Error());
        Assert.Equal("1", (string?)parts["g"]["body"]);
        Assert.Equal((await _clerk.Get($"visit({id})")).Text, (await _clerk.Batch([Request("a", "get", $"visit({id})")]))["a"]["body"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task Section_19_4_a_group_is_done_as_a_whole_or_not_at_all()
    {
        var id = await New();
        const string Group = "\"atomicityGroup\":\"g\"";
        var parts = await _clerk.Batch(
        [
            Request("1", "post", "visit", """{"title":"整体失败"}""", Group),
            Request("2", "patch", $"visit({id})", """{"title":"改过"}""", Group),
            Request("3", "post", "visit", """{"count":-1}""", Group),
            Request("4", "get", $"visit({id})/title/$value"),
        ]);
        Assert.Equal([424, 424, 422, 200], parts.Values.Select(part => part.Status()));
        Assert.Equal("LC6111", parts["1"].Error());
        Assert.Equal("g", (string?)parts["3"]["atomicityGroup"]);
        Assert.Equal("新", (string?)parts["4"]["body"]);
        Assert.Equal("0", await Count("整体失败"));
        parts = await _clerk.Batch(
        [
            Request("1", "post", "visit", """{"title":"整体成功"}""", Group),
            Request("2", "patch", $"visit({id})", """{"title":"改过"}""", Group),
            Request("3", "delete", $"visit({await New()})", null, Group),
        ]);
        Assert.Equal([201, 200, 204], parts.Values.Select(part => part.Status()));
        Assert.Equal("1", await Count("整体成功"));
    }

    [Theory, InlineData(""), InlineData(""","atomicityGroup":"g" """)]
    public async Task Section_19_2_new_entities_are_referred_to_in_addresses_and_bodies(string group)
    {
        var parts = await _clerk.Batch(
        [
            Request("new", "post", "visit", """{"title":"先"}""", $$""" "x@y":1{{group}}"""),
            Request("2", "post", "visit", """{"title":"后","earlier@odata.bind":"$new"}""", $$""" "dependsOn":["new"]{{group}}"""),
            Request("3", "post", "visit", """{"title":"再","earlier":{"@id":"$2"}}""", $$""" "dependsOn":["2"]{{group}}"""),
            Request("4", "patch", "$new", """{"count":5}""", $$""" "dependsOn":["new"]{{group}}"""),
            Request("5", "put", "$3/count", """{"value":6}""", $$""" "dependsOn":["3"]{{group}}"""),
            Request("6", "post", "$new/town_visits.submit", "{}", $$""" "dependsOn":["new"]{{group}}"""),
            Request("7", "put", "$2/earlier/$ref", """{"@odata.id":"$3"}""", $$""" "dependsOn":["2","3"]{{group}}"""),
        ]);
        Assert.Equal([201, 201, 201, 200, 204, 200, 204], parts.Values.Select(part => part.Status()));
        string Id(string part) => (string)parts[part]["body"]!["id"]!;
        var first = (await _clerk.Get($"visit({Id("new")})")).Json;
        Assert.Equal(("submitted", 5), ((string)first["state"]!, (int)first["count"]!));
        Assert.Equal(Id("3"), (string?)(await _clerk.Get($"visit({Id("2")})")).Json["earlierId"]);
        Assert.Equal((Id("2"), 6), ((string)(await _clerk.Get($"visit({Id("3")})")).Json["earlierId"]!, (int)(await _clerk.Get($"visit({Id("3")})")).Json["count"]!));
        // A group is one revision, and each of its answers tells the record as the group has left it.
        Assert.Equal(group.Length > 0 ? 1 : 3, (int)first["revision"]!);
        Assert.Equal(group.Length > 0 ? "submitted" : "draft", (string?)parts["new"]["body"]!["state"]);
        Assert.Equal((await _clerk.Get($"visit({Id("new")})")).ETag, (string?)parts["6"]["headers"]!["etag"]);
        var tasks = (await fixture.Town.As("reviewer").Get($"tasks?$filter=recordId eq {Id("new")}")).Values;
        Assert.Equal("submitted", (string?)Assert.Single(tasks)!["state"]);
    }

    [Fact]
    public async Task Section_19_3_an_ETag_is_referred_to()
    {
        var id = await New();
        var parts = await _clerk.Batch(
        [
            Request("1", "get", $"visit({id})"),
            Request("2", "patch", $"visit({id})", """{"count":5}""", """ "headers":{"if-match":"$1"} """),
            Request("3", "patch", $"visit({id})", """{"count":6}""", """ "headers":{"if-match":"$1"} """),
            Request("4", "patch", $"visit({id})", """{"count":6}""", """ "headers":{"if-match":"$9"} """),
        ]);
        Assert.Equal([200, 200, 412, 400], parts.Values.Select(part => part.Status()));
        Assert.Equal("LC6108 If-Match", parts["4"].Error());
    }

    [Fact]
    public async Task Section_19_1_what_depends_on_a_failure_is_not_done_unless_its_condition_says_so()
    {
        var parts = await _clerk.Batch(
        [
            Request("bad", "post", "visit", """{"count":-1}"""),
            Request("1", "post", "visit", """{"title":"依赖"}""", """ "dependsOn":["bad"] """),
            Request("2", "post", "visit", """{"title":"依赖"}""", """ "dependsOn":["bad"],"if":"not $bad/$succeeded" """),
            Request("3", "post", "visit", """{"title":"依赖"}""", """ "dependsOn":["bad","2"],"if":"($bad/$succeeded or $2/$succeeded) and not false" """),
            Request("4", "post", "visit", """{"title":"依赖"}""", """ "dependsOn":["2"],"if":"$2/count eq 1" """),
            Request("5", "post", "visit", """{"title":"依赖"}""", """ "dependsOn":["2"],"if":"$bad/$succeeded" """),
            Request("6", "post", "visit", """{"title":"依赖"}""", """ "dependsOn":["1"],"atomicityGroup":"g" """),
            Request("7", "post", "visit", """{"title":"依赖"}""", """ "atomicityGroup":"g" """),
            Request("8", "post", "visit", """{"title":"依赖"}""", """ "dependsOn":["g"] """),
        ]);
        Assert.Equal([422, 424, 201, 201, 424, 424, 424, 424, 424], parts.Values.Select(part => part.Status()));
        Assert.Equal(["LC6110 dependsOn", "LC6113 if", "LC6110 if", "LC6110 dependsOn", "LC6111"],
            ((string[])["1", "4", "5", "6", "7"]).Select(id => parts[id].Error()));
        Assert.Equal("2", await Count("依赖"));
    }

    [Fact]
    public async Task Section_19_4_a_batch_in_JSON_stops_behind_a_failure_only_when_that_is_wanted()
    {
        string[] requests = [Request("1", "get", "me"), Request("2", "get", "nowhere"), Request("3", "get", "me")];
        Assert.Equal(["1", "2", "3"], (await _clerk.Batch(requests)).Keys);
        Assert.Equal(["1", "2", "3"], (await _clerk.Batch(requests, ("Prefer", "odata.continue-on-error"))).Keys);
        Assert.Equal(["1", "2"], (await _clerk.Batch(requests, ("Prefer", "continue-on-error=false"))).Keys);
        var answer = await _clerk.Post("$batch", Batch(requests), ("Prefer", "respond-async, continue-on-error"));
        Assert.Equal("continue-on-error", answer.Headers["Preference-Applied"]);
    }

    [Fact]
    public async Task Section_11_7_2_absolute_and_relative_addresses_lead_to_the_same()
    {
        var path = _clerk.Root.AbsolutePath;
        var id = await New();
        var parts = await _clerk.Batch(
        [
            Request("1", "get", $"visit({id})/title"), Request("2", "get", $"{path}visit({id})/title"), Request("3", "get", $"{_clerk.Root}visit/{id}/title"),
            Request("4", "get", "/odata/town-base/place"), Request("5", "get", "http://example.org/odata/town-visits/visit"), Request("6", "get", "/"),
            Request("7", "get", "$nix/title"), Request("8", "get", path[..^1]), Request("9", "get", $"{path}visit?$filter=contains(title,'%2F')&$top=0"),
        ]);
        Assert.Equal([200, 200, 200, 400, 400, 400, 400, 200, 200], parts.Values.Select(part => part.Status()));
        Assert.Equal(["LC6107 url", "LC6107 url", "LC6107 url", "LC6108 url"], ((string[])["4", "5", "6", "7"]).Select(part => parts[part].Error()));
    }

    [Fact]
    public async Task A_part_that_cannot_be_read_is_answered_as_such_and_harms_no_other()
    {
        var parts = await _clerk.Batch(
        [
            Request("1", "trace", "me"), """{"id":"2","method":"get"}""", Request("3", "post", "visit", "{\"title\":5}"),
            Request("4", "get", "me", null, """ "headers":{"accept":5} """), Request("5", "get", "me", null, """ "headers":{"Accept":"*/*","accept":"x"} """),
            Request("6", "get", "me", null, """ "header":{} """), Request("7", "post", "$batch", """{"requests":[]}"""),
            Request("8", "post", "visit", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"), Request("9", "get", "me"),
            Request("10", "post", "visit", "5", """ "headers":{"content-type":"text/plain"} """), Request("11", "post", "attachments", "\"*\"", """ "headers":{"content-type":"image/png"} """),
            Request("12", "get", "me", null, """ "atomicityGroup":"g" """), Request("13", "post", "visit", """{"title":"x"}""", """ "headers":{"content-type":"text/xml"} """),
        ]);
        Assert.Equal([400, 400, 400, 400, 400, 400, 400, 400, 200, 400, 400, 400, 400], parts.Values.Select(part => part.Status()));
        Assert.Equal(["LC6106 method", "LC6101 url", "LC6029 title", "LC6037 headers", "LC6037 headers", "LC6027 header", "LC6109", "LC6025"],
            parts.Values.Take(8).Select(part => part.Error()));
        Assert.Equal(["LC6101 body", "LC6101 body", "LC6112 method", "LC6101 body"], parts.Values.Skip(9).Select(part => part.Error()));
    }

    [Theory]
    [InlineData("", "LC6040")]
    [InlineData("{", "LC6024")]
    [InlineData("[]", "LC6101")]
    [InlineData("{}", "LC6101 requests")]
    [InlineData("""{"requests":{}}""", "LC6101 requests")]
    [InlineData("""{"requests":[5]}""", "LC6101 requests/0")]
    [InlineData("""{"requests":[{"method":"get","url":"me"}]}""", "LC6101 requests/0/id")]
    [InlineData("""{"requests":[{"id":1,"method":"get","url":"me"}]}""", "LC6101 requests/0/id")]
    [InlineData("""{"requests":[{"id":"a b","method":"get","url":"me"}]}""", "LC6101 id")]
    [InlineData("""{"requests":[{"id":"a","id":"b","method":"get","url":"me"}]}""", "LC6028 requests/0/id")]
    [InlineData("""{"requests":[{"id":"1","method":"get","url":"me"},{"id":"1","method":"get","url":"me"}]}""", "LC6102 id")]
    [InlineData("""{"requests":[{"id":"1","atomicityGroup":"1","method":"get","url":"me"}]}""", "LC6102 atomicityGroup")]
    [InlineData("""{"requests":[{"id":"1","dependsOn":["2"],"method":"get","url":"me"},{"id":"2","method":"get","url":"me"}]}""", "LC6104 dependsOn")]
    [InlineData("""{"requests":[{"id":"1","dependsOn":"2","method":"get","url":"me"}]}""", "LC6101 requests/0/dependsOn")]
    [InlineData("""{"requests":[{"id":"1","atomicityGroup":"g","method":"post","url":"me"},{"id":"2","method":"get","url":"me"},{"id":"3","atomicityGroup":"g","method":"post","url":"me"}]}""", "LC6105 atomicityGroup")]
    [InlineData("""{"requests":[{"id":"\ud800","method":"get","url":"me"}]}""", "LC6024")]
    public async Task A_batch_that_cannot_be_read_is_a_bad_request(string body, string error) =>
        Assert.Equal(error, (await _clerk.Post("$batch", body)).Is(HttpStatusCode.BadRequest).Error);

    [Fact]
    public async Task A_batch_is_posted_in_a_format_that_is_known_and_answered_in_one_that_is_accepted()
    {
        (await _clerk.Get("$batch")).Is(HttpStatusCode.MethodNotAllowed);
        (await _clerk.Post("$batch", "x", ("Content-Type", "text/plain"))).Is(HttpStatusCode.UnsupportedMediaType);
        (await _clerk.Post("$batch", Batch(), ("Accept", "text/html"))).Is(HttpStatusCode.NotAcceptable);
        Assert.Equal("""{"responses":[]}""", (await _clerk.Post("$batch", Batch())).Is(HttpStatusCode.OK).Text);
        var multipart = await _clerk.Post("$batch", Batch(Request("1", "get", "me")), ("Accept", "multipart/mixed"));
        Assert.StartsWith("multipart/mixed; boundary=", multipart.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Contains("Content-ID: 1\r\n", multipart.Text, StringComparison.Ordinal);
        var json = await _clerk.Post("$batch", Multipart(Http("GET me", id: "7")), ("Content-Type", "multipart/mixed; boundary=b"), ("Accept", "application/json"));
        Assert.Equal(("7", 200), ((string)json.Json["responses"]![0]!["id"]!, (int)json.Json["responses"]![0]!["status"]!));
    }

    [Fact]
    public async Task A_part_is_asked_by_whoever_sent_the_batch_and_may_do_what_they_may()
    {
        var id = await New();
        var parts = await fixture.Town.As("guest").Batch(
        [
            Request("1", "get", "me", null, """ "headers":{"X-User":"root"} """), Request("2", "patch", $"visit({id})", """{"count":1}""", """ "headers":{"X-User":"root"} """),
            Request("3", "get", $"visit({id})?$select=amount"),
        ]);
        Assert.Equal("guest", (string?)parts["1"]["body"]!["name"]);
        Assert.Equal([200, 403, 400], parts.Values.Select(part => part.Status()));
    }

    [Fact]
    public async Task A_part_is_answered_in_its_own_language_version_and_format()
    {
        var parts = await _clerk.Batch(
        [
            Request("1", "get", "nix"), Request("2", "get", "nix", null, """ "headers":{"accept-language":"zh-CN","odata-maxversion":"4.0"} """),
            Request("3", "get", "me", null, """ "headers":{"accept":"application/json;odata.metadata=none"} """),
        ], ("Accept-Language", "en"));
        Assert.Equal(("en", "zh-CN"), ((string)parts["1"]["headers"]!["content-language"]!, (string)parts["2"]["headers"]!["content-language"]!));
        Assert.NotEqual((string?)parts["1"]["body"]!["error"]!["message"], (string?)parts["2"]["body"]!["error"]!["message"]);
        Assert.Equal(("4.01", "4.0"), ((string)parts["1"]["headers"]!["odata-version"]!, (string)parts["2"]["headers"]!["odata-version"]!));
        Assert.False(parts["3"]["body"]!.AsObject().ContainsKey("@odata.context"));
    }

    [Fact]
    public async Task Bodies_that_are_no_JSON_are_texts_or_base64url()
    {
        var id = await New();
        byte[] content = [0x89, .. "PNG\r\n\x1a\n"u8, 0, 1, 250, 251, 252, 253, 254, 255];
        var parts = await _clerk.Batch(
        [
            Request("1", "put", $"visit({id})/title/$value", "\"纯文本\"", """ "headers":{"content-type":"text/plain"} """),
            Request("2", "get", $"visit({id})/title/$value"),
            Request("3", "post", "attachments", $"\"{Convert.ToBase64String(content).TrimEnd('=').Replace('+', '-').Replace('/', '_')}\"", """ "headers":{"content-type":"image/png","slug":"a.png"} """),
        ]);
        Assert.Equal(("纯文本", 201), ((string)parts["2"]["body"]!, parts["3"].Status()));
        var hash = (string)parts["3"]["body"]!["hash"]!;
        parts = await _clerk.Batch(
        [
            Request("1", "patch", $"visit({id})", $$"""{"photos":[{"hash":"{{hash}}","name":"a.png","mediaType":"image/png"}]}"""),
            Request("2", "get", $"visit({id})/photos/0/$value"), Request("3", "get", "$metadata"),
        ]);
        Assert.Equal(Convert.ToBase64String(content).TrimEnd('=').Replace('+', '-').Replace('/', '_'), (string?)parts["2"]["body"]);
        Assert.Equal(("image/png", "application/xml"), ((string)parts["2"]["headers"]!["content-type"]!, (string)parts["3"]["headers"]!["content-type"]!));
    }

    [Fact]
    public async Task A_group_that_is_sent_again_with_its_own_ids_makes_nothing_twice()
    {
        var (one, two) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        string[] requests =
        [
            Request("1", "post", "visit", $$"""{"id":"{{one}}","title":"重发"}""", """ "atomicityGroup":"g" """),
            Request("2", "post", "visit", $$"""{"id":"{{two}}","title":"重发","earlier@odata.bind":"$1"}""", """ "atomicityGroup":"g" """),
            Request("3", "patch", $"visit({one})", """{"count":7}""", """ "atomicityGroup":"g" """),
        ];
        Assert.Equal([201, 201, 200], (await _clerk.Batch(requests)).Values.Select(part => part.Status()));
        Assert.Equal([200, 200, 200], (await _clerk.Batch(requests)).Values.Select(part => part.Status()));
        Assert.Equal("2", await Count("重发"));
        Assert.Equal(1, (int)(await _clerk.Get($"visit({one})")).Json["revision"]!);
    }

    [Fact]
    public async Task Wrong_options_leave_everything_as_it_was()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await _clerk.Post("visit?$select=nix", """{"title":"不应存在"}""")).Status);
        var parts = await _clerk.Batch([Request("1", "post", "visit?$expand=nix", """{"title":"不应存在"}""", """ "atomicityGroup":"g" """)]);
        Assert.Equal(400, parts["1"].Status());
        Assert.Equal("0", await Count("不应存在"));
    }

    [Fact]
    public async Task Batches_are_limited_in_requests_and_bytes()
    {
        await using var town = await Town.OpenAsync(new ODataOptions { Caller = null!, MaxBatchParts = 3, MaxBatchSize = 5_000, MaxBodySize = 1_000 });
        var clerk = town.As("clerk");
        string[] many = [.. Enumerable.Range(0, 4).Select(i => Request($"{i}", "get", "me"))];
        Assert.Equal("LC6103", (await clerk.Post("$batch", Batch(many))).Is(HttpStatusCode.RequestEntityTooLarge).Error);
        Assert.Equal("LC6103", (await clerk.Post("$batch", Multipart(ChangeSet([.. many.Select(_ => Http("POST visit", "{}"))])), ("Content-Type", "multipart/mixed; boundary=b"))).Is(HttpStatusCode.RequestEntityTooLarge).Error);
        Assert.Equal(3, (await clerk.Batch(many[..3])).Count);
        Assert.Equal("LC6023", (await clerk.Post("$batch", Batch(Request("1", "post", "visit", $$"""{"title":"{{new string('x', 5_000)}}"}""")))).Is(HttpStatusCode.RequestEntityTooLarge).Error);
        Assert.Equal(413, (await clerk.Batch([Request("1", "post", "visit", $$"""{"title":"{{new string('x', 2_000)}}"}""")]))["1"].Status());
    }
}
