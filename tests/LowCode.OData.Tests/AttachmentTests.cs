using System.Net;
using System.Text;
using LowCode.OData.Tests.Hosting;

namespace LowCode.OData.Tests;

public class AttachmentTests(TownFixture fixture)
{
    readonly Client _clerk = fixture.Town.As("clerk");

    [Fact]
    public async Task A_file_is_sent_named_in_a_record_and_read_through_it()
    {
        var content = Encoding.UTF8.GetBytes("一段内容 " + Guid.NewGuid());
        var file = (await _clerk.Upload(content, "text/plain", "dir/说明.txt")).Is(HttpStatusCode.Created).Json.AsObject();
        Assert.Equal("说明.txt", (string?)file["name"]);
        Assert.Equal(content.Length, (int)file["size"]!);
        file.Remove("@odata.context");
        file["size"] = 1;
        var visit = await _clerk.Create("visit", $$"""{"title":"x","papers":[{{file.ToJsonString()}}]}""");
        var kept = visit["papers"]![0]!;
        Assert.Equal(content.Length, (int)kept["size"]!);
        Assert.Equal($"{_clerk.Root}visit({visit["id"]})/papers/0/$value", (string?)kept["url"]);

        var read = (await _clerk.Get((string)kept["url"]!)).Is(HttpStatusCode.OK);
        Assert.Equal(content, read.Bytes);
        Assert.Equal("text/plain", read.Headers["Content-Type"]);
        Assert.Equal("nosniff", read.Headers["X-Content-Type-Options"]);
        Assert.StartsWith("attachment", read.Headers["Content-Disposition"], StringComparison.Ordinal);
        var part = (await _clerk.Get((string)kept["url"]!, ("Range", "bytes=2-5"))).Is(HttpStatusCode.PartialContent);
        Assert.Equal(content[2..6], part.Bytes);
        (await _clerk.Get((string)kept["url"]!, ("If-None-Match", read.ETag!))).Is(HttpStatusCode.NotModified);
        (await fixture.Town.As("other").Get((string)kept["url"]!)).Is(HttpStatusCode.NotFound);
        Assert.Equal("说明.txt", (string?)(await _clerk.Get($"visit({visit["id"]})/papers/0/name")).Json["value"]);
        Assert.Equal((string?)kept["hash"], (string?)(await _clerk.Get($"visit({visit["id"]})/papers/0")).Json["hash"]);
        (await _clerk.Get($"visit({visit["id"]})/papers/1/$value")).Is(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("photos", "image/png", "<script>alert(1)</script>")]
    [InlineData("photos", "image/jpeg; x=1", "GIF89a")]
    [InlineData("photos", "IMAGE/SVG+XML", "not markup")]
    [InlineData("papers", "application/pdf", "MZ program")]
    [InlineData("papers", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "a;b;c")]
    [InlineData("papers", "image/webp", "RIFF")]
    public async Task A_file_that_is_not_what_it_says_is_refused(string field, string type, string content)
    {
        var file = (await _clerk.Upload(Encoding.UTF8.GetBytes(content), "text/plain", "a")).Is(HttpStatusCode.Created).Json;
        var refused = await _clerk.Post("visit", $$"""{"title":"x","{{field}}":[{"hash":"{{file["hash"]}}","name":"a","mediaType":"{{type}}"}]}""");
        Assert.Equal($"LC8183 {field}/0", Assert.Single(refused.Is(HttpStatusCode.BadRequest).Details));
    }

    [Theory]
    [InlineData("image/svg+xml", "\ufeff \n<svg/>")]
    [InlineData("image/gif", "GIF89a…")]
    [InlineData("image/webp", "RIFF1234WEBP")]
    [InlineData("image/heic", "1234ftypheic")]
    [InlineData("application/pdf", "junk before %PDF-1.7")]
    [InlineData("application/zip", "PK\x03\x04…")]
    [InlineData("text/plain", "anything")]
    [InlineData("application/x-unknown", "anything")]
    public async Task A_file_that_is_what_it_says_is_taken(string type, string content)
    {
        var file = (await _clerk.Upload(Encoding.UTF8.GetBytes(content), type, "a")).Is(HttpStatusCode.Created).Json;
        await _clerk.Create("visit", $$"""{"title":"x","papers":[{"hash":"{{file["hash"]}}","name":"a","mediaType":"{{type}}"}]}""");
    }

    [Fact]
    public async Task A_day_has_room_for_so_many_bytes_of_each_user()
    {
        await using var town = await Town.OpenAsync(new ODataOptions { Caller = null!, MaxAttachmentSize = 60, MaxUploadPerDay = 100 });
        var clerk = town.As("clerk");
        (await clerk.Upload(new byte[60], "image/png", "a.png")).Is(HttpStatusCode.Created);
        var refused = (await clerk.Upload(new byte[41], "image/png", "a.png")).Is(HttpStatusCode.TooManyRequests);
        // Two in the morning: the day has 22 hours left.
        Assert.Equal(("LC8182", "79200"), (refused.Error, refused.Headers["Retry-After"]));
        // What did not come, and what was too large, is not counted; others have room of their own.
        (await clerk.Upload(new byte[61], "image/png", "a.png")).Is(HttpStatusCode.RequestEntityTooLarge);
        (await town.As("other").Upload(new byte[60], "image/png", "a.png")).Is(HttpStatusCode.Created);
        (await clerk.Upload(new byte[40], "image/png", "a.png")).Is(HttpStatusCode.Created);
        (await clerk.Upload(new byte[1], "image/png", "a.png")).Is(HttpStatusCode.TooManyRequests);
        town.Clock.Advance(TimeSpan.FromHours(22));
        (await clerk.Upload(new byte[60], "image/png", "a.png")).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused()
    {
        await using var town = await Town.OpenAsync(new ODataOptions { Caller = null!, MaxAttachmentSize = 10 });
        Assert.Equal("LC6023", (await town.As("clerk").Upload(new byte[11], "image/png", "a.png")).Is(HttpStatusCode.RequestEntityTooLarge).Error);
        (await town.As("clerk").Upload(new byte[10], "image/png", "a.png")).Is(HttpStatusCode.Created);
        (await town.As("clerk").Get("attachments")).Is(HttpStatusCode.MethodNotAllowed);
    }
}
