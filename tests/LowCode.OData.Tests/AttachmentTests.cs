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

    [Fact]
    public async Task A_file_that_is_too_large_is_refused()
    {
        await using var town = await Town.OpenAsync(new ODataOptions { Caller = null!, MaxAttachmentSize = 10 });
        Assert.Equal("LC6023", (await town.As("clerk").Upload(new byte[11], "image/png", "a.png")).Is(HttpStatusCode.RequestEntityTooLarge).Error);
        (await town.As("clerk").Upload(new byte[10], "image/png", "a.png")).Is(HttpStatusCode.Created);
        (await town.As("clerk").Get("attachments")).Is(HttpStatusCode.MethodNotAllowed);
    }
}
