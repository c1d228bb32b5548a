using System.Net;
using LowCode.OData.Tests.Hosting;
using static LowCode.OData.Tests.Hosting.BatchText;

namespace LowCode.OData.Tests;

public class MultipartBatchTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    async Task<string> New(string title = "新") => (string)(await _clerk.Create("visit", $$"""{"title":"{{title}}"}"""))["id"]!;

    [Fact]
    public async Task Section_11_7_7_requests_and_change_sets_are_answered_in_their_order()
    {
        var id = await New();
        var host = $"Host: {_clerk.Root.Authority}\r\n";
        var parts = await _clerk.Multipart(
        [
            Http($"GET {_clerk.Root}visit({id})/title"),
            Http($"GET {_clerk.Root.AbsolutePath}visit({id})?$select=title,count", headers: host),
            ChangeSet(
                Http("POST visit", """{"title":"一"}""", "1"),
                Http("POST visit", """{"title":"二","earlier@odata.bind":"$1"}""", "2", "Prefer: return=minimal\r\n"),
                Http("PUT $2/count", """{"value":3}""", "3"),
                Http($"DELETE visit({id})", id: "4")),
            Http($"GET visit({id})", id: "gone"),
            Http("GET $1/title/$value"),
        ], ("Prefer", "odata.continue-on-error=true"));
        Assert.Equal([200, 200, 0, 404, 200], parts.Select(part => part.Status));
        Assert.Equal([(201, "1"), (204, "2"), (204, "3"), (204, "4")], parts[2].Inner.Select(part => (part.Status, part.Id)));
        Assert.Equal("gone", parts[3].Id);
        Assert.Equal("一", parts[4].Body);
        var second = (await _clerk.Get(parts[2].Inner[1].Headers["Location"])).Json;
        Assert.Equal((3, (string)parts[2].Inner[0].Json["id"]!, 1), ((int)second["count"]!, (string)second["earlierId"]!, (int)second["revision"]!));
    }

    [Fact]
    public async Task Section_11_7_7_5_a_change_set_that_fails_has_one_answer_and_leaves_nothing()
    {
        var parts = await _clerk.Multipart(
        [
            ChangeSet(Http("POST visit", """{"title":"撤销"}""", "1"), Http("POST visit", """{"count":-1}""", "2"), Http("POST visit", """{"title":"撤销"}""", "3")),
            Http("GET visit/$count?$filter=title eq '撤销'"),
        ], ("Prefer", "continue-on-error"));
        Assert.Equal([(422, "2"), (200, null)], parts.Select(part => (part.Status, part.Id)));
        Assert.Equal("0", parts[1].Body);
    }

    [Fact]
    public async Task Section_11_7_without_the_preference_processing_stops_at_the_first_failure()
    {
        string[] requests = [Http("GET me"), Http("GET nix"), Http("POST visit", """{"title":"不做"}""")];
        Assert.Equal([200, 404], (await _clerk.Multipart(requests)).Select(part => part.Status));
        Assert.Equal("0", (await _clerk.Get("visit/$count?$filter=title eq '不做'")).Text);
        Assert.Equal([200, 404, 201], (await _clerk.Multipart(requests, ("Prefer", "continue-on-error"))).Select(part => part.Status));
    }

    [Fact]
    public async Task Broken_parts_are_answered_and_broken_batches_refused()
    {
        var parts = await _clerk.Multipart(
        [
            "Content-Type: application/http\r\n\r\nGET\r\n\r\n\r\n", "Content-Type: text/plain\r\n\r\nGET me HTTP/1.1\r\n\r\n\r\n", "\r\nGET me HTTP/1.1\r\n\r\n\r\n",
            "Content-Type: application/http\r\n\r\nGET me HTTP/1.1\r\nnonsense\r\n\r\n\r\n", Http("POST visit", "{}", headers: "Content-Length: 900\r\n"),
            ChangeSet(Http("GET me", id: "1")), ChangeSet($"Content-Type: multipart/mixed; boundary=inner\r\n\r\n--inner\r\n{Http("POST visit", "{}")}--inner--\r\n"), Http("POST $batch", "{}"), Http("OPTIONS me"),
            "Content-Type: application/http\r\n\r\nGET me HTTP/1.1\n\n\r\n", "Content-Type: application/http\r\n\r\nGET me HTTP/1.1\r\n",
        ], ("Prefer", "continue-on-error"));
        Assert.Equal([400, 400, 400, 400, 400, 400, 400, 400, 400, 200, 200], parts.Select(part => part.Status));
        Assert.Equal(["LC6115", "LC6037 Content-Type", "LC6037 Content-Type", "LC6115", "LC6115", "LC6112 method", "LC6037 Content-Type", "LC6109", "LC6106 method"],
            parts.Take(9).Select(part => part.Error));
        foreach (var (type, body, error) in ((string, string, string)[])
        [
            ("multipart/mixed", Multipart(Http("GET me")), "LC6037 Content-Type"), ("multipart/mixed; boundary=b", "", "LC6114"),
            ("multipart/mixed; boundary=b", "nonsense", "LC6114"), ("multipart/mixed; boundary=b", $"--b\r\n{Http("GET me")}", "LC6114"),
            ("multipart/mixed; boundary=b", Multipart(Http("GET me", id: "1"), Http("GET me", id: "1")), "LC6102 id"),
            ("multipart/mixed; boundary=" + new string('x', 80), "x", "LC6037 Content-Type"),
        ])
            Assert.Equal(error, (await _clerk.Post("$batch", body, ("Content-Type", type))).Is(HttpStatusCode.BadRequest).Error);
    }
}
