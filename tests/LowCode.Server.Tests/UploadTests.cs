using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LowCode.Server.Tests;

/// <summary>tus 1.0.0 at <c>/uploads</c>, as its text says it.</summary>
public class UploadTests(RunningServer running) : IClassFixture<RunningServer>
{
    private static readonly string Metadata = $"filename {Base64("照片.png")},filetype {Base64("image/png")},app {Base64("flood-readiness")}";
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Enumerable.Range(0, 100_000).Select(i => (byte)i)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_came_in_parts_is_an_attachment_like_any_other()
    {
        using var browser = await Browser.OfAsync(running.Server, DemoUsers.Inspector, DemoUsers.Password);
        var client = browser.Client;
        using var begun = await SendAsync(client, HttpMethod.Post, "/uploads", null, ("Upload-Length", $"{Png.Length}"), ("Upload-Metadata", Metadata));
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        var place = begun.Headers.Location!.OriginalString;
        Assert.True(DateTimeOffset.Parse(begun.Headers.GetValues("Upload-Expires").Single(), CultureInfo.InvariantCulture) > DateTimeOffset.UtcNow.AddDays(6));
        using (var part = await PartAsync(client, place, 0, Png[..60_000]))
        {
            Assert.Equal((HttpStatusCode.NoContent, "60000"), (part.StatusCode, part.Headers.GetValues("Upload-Offset").Single()));
            Assert.False(part.Headers.Contains("LowCode-Attachment"));
        }
        using (var again = await PartAsync(client, place, 0, Png[..60_000]))
            Assert.Equal((HttpStatusCode.Conflict, "LC8277"), (again.StatusCode, await People.CodeAsync(again)));
        using (var status = await SendAsync(client, HttpMethod.Head, place))
        {
            Assert.Equal(HttpStatusCode.OK, status.StatusCode);
            Assert.Equal(("60000", $"{Png.Length}", Metadata, true), (status.Headers.GetValues("Upload-Offset").Single(),
                status.Headers.GetValues("Upload-Length").Single(), status.Headers.GetValues("Upload-Metadata").Single(), status.Headers.CacheControl!.NoStore));
        }
        var hash = Convert.ToHexStringLower(SHA256.HashData(Png));
        using (var last = await PartAsync(client, place, 60_000, Png[60_000..], ("Upload-Checksum", "sha256 " + Convert.ToBase64String(SHA256.HashData(Png[60_000..])))))
            Assert.Equal((HttpStatusCode.NoContent, hash), (last.StatusCode, last.Headers.GetValues("LowCode-Attachment").Single()));
        using (var status = await SendAsync(client, HttpMethod.Head, place))
            Assert.Equal(hash, status.Headers.GetValues("LowCode-Attachment").Single());

        using var made = await client.PostAsJsonAsync("/odata/flood-readiness/inspection", new { photos = new[] { new { hash, name = "照片.png", mediaType = "image/png", size = Png.Length } } }, Cancel);
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString();
        Assert.Equal(Png, await client.GetByteArrayAsync($"/odata/flood-readiness/inspection({id})/photos/0/$value", Cancel));
    }

    [Fact]
    public async Task After_a_line_was_cut_the_upload_goes_on_where_it_says()
    {
        using var browser = await Browser.OfAsync(running.Server, DemoUsers.Inspector, DemoUsers.Password);
        using var begun = await SendAsync(browser.Client, HttpMethod.Post, "/uploads", null, ("Upload-Length", $"{Png.Length}"), ("Upload-Metadata", Metadata));
        var place = begun.Headers.Location!.OriginalString;
        using (var line = new TcpClient())
        {
            await line.ConnectAsync(running.Server.Address.Host, running.Server.Address.Port, Cancel);
            var stream = line.GetStream();
            await stream.WriteAsync((byte[])
            [
                .. Encoding.ASCII.GetBytes($"PATCH {place} HTTP/1.1\r\nHost: {running.Server.Address.Authority}\r\nCookie: lowcode={browser.Secret}\r\nX-LowCode-Request: 1\r\n"
                    + $"Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: {Png.Length}\r\n\r\n"),
                .. Png[..50_000],
            ], Cancel);
            line.Client.Shutdown(SocketShutdown.Send);
            await HungUpAsync(stream);
        }
        using var status = await SendAsync(browser.Client, HttpMethod.Head, place);
        var offset = int.Parse(status.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
        Assert.InRange(offset, 0, 50_000);
        using var rest = await PartAsync(browser.Client, place, offset, Png[offset..]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Png)), rest.Headers.GetValues("LowCode-Attachment").Single());
    }

    // The server answers, or hangs up, in either of the ways that there are: then it has kept as much as it had read.
    private static async Task HungUpAsync(NetworkStream stream)
    {
        var buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer, Cancel) > 0)
            {
            }
        }
        catch (IOException error) when (error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            // It did not read all that had been sent.
        }
    }

    [Fact]
    public async Task What_is_wrong_is_refused_and_nobody_else_finds_it()
    {
        using var browser = await Browser.OfAsync(running.Server, DemoUsers.Inspector, DemoUsers.Password);
        using var other = await Browser.OfAsync(running.Server, DemoUsers.Reviewer, DemoUsers.Password);
        var client = browser.Client;
        async Task Refused(HttpStatusCode status, string? code, Task<HttpResponseMessage> sending)
        {
            using var answer = await sending;
            Assert.Equal((status, code, "1.0.0"), (answer.StatusCode, code is null ? null : await People.CodeAsync(answer), answer.Headers.GetValues("Tus-Resumable").Single()));
        }
        using (var old = new HttpRequestMessage(HttpMethod.Post, "/uploads"))
            await Refused(HttpStatusCode.PreconditionFailed, "LC8273", client.SendAsync(old, Cancel));
        await Refused(HttpStatusCode.BadRequest, "LC8274", SendAsync(client, HttpMethod.Post, "/uploads", null, ("Upload-Metadata", Metadata)));
        await Refused(HttpStatusCode.BadRequest, "LC8274", SendAsync(client, HttpMethod.Post, "/uploads", null, ("Upload-Length", "-1"), ("Upload-Metadata", Metadata)));
        await Refused(HttpStatusCode.BadRequest, "LC8274", SendAsync(client, HttpMethod.Post, "/uploads", null, ("Upload-Length", "1"), ("Upload-Metadata", "app !")));
        await Refused(HttpStatusCode.BadRequest, "LC8274", SendAsync(client, HttpMethod.Post, "/uploads", null, ("Upload-Length", "1")));
        await Refused(HttpStatusCode.NotFound, "LC6002", SendAsync(client, HttpMethod.Post, "/uploads", null, ("Upload-Length", "1"), ("Upload-Metadata", "app " + Base64("nothing"))));
        await Refused(HttpStatusCode.RequestEntityTooLarge, "LC8279", SendAsync(client, HttpMethod.Post, "/uploads", null, ("Upload-Length", $"{50 * 1024 * 1024 + 1}"), ("Upload-Metadata", Metadata)));

        using var begun = await SendAsync(client, HttpMethod.Post, "/uploads", null, ("Upload-Length", "4"), ("Upload-Metadata", Metadata));
        var place = begun.Headers.Location!.OriginalString;
        await Refused(HttpStatusCode.NotFound, null, SendAsync(other.Client, HttpMethod.Head, place));
        await Refused(HttpStatusCode.NotFound, "LC8276", PartAsync(other.Client, place, 0, [1]));
        await Refused(HttpStatusCode.UnsupportedMediaType, "LC8280", SendAsync(client, HttpMethod.Patch, place, new ByteArrayContent([1]), ("Upload-Offset", "0")));
        await Refused((HttpStatusCode)460, "LC8278", PartAsync(client, place, 0, [1], ("Upload-Checksum", "sha1 " + Convert.ToBase64String(new byte[20]))));
        await Refused(HttpStatusCode.BadRequest, "LC8274", PartAsync(client, place, 0, [1], ("Upload-Checksum", "md5 AAAA")));
        await Refused(HttpStatusCode.RequestEntityTooLarge, "LC8279", PartAsync(client, place, 0, [1, 2, 3, 4, 5]));
        await Refused(HttpStatusCode.NoContent, null, SendAsync(client, HttpMethod.Delete, place));
        await Refused(HttpStatusCode.NotFound, null, SendAsync(client, HttpMethod.Head, place));
        client.DefaultRequestHeaders.Remove("X-LowCode-Request");
        using var forged = await SendAsync(client, HttpMethod.Post, "/uploads", null, ("Upload-Length", "4"), ("Upload-Metadata", Metadata));
        Assert.Equal("LC8125", await People.CodeAsync(forged));
    }

    [Fact]
    public async Task The_server_says_what_it_can_do_and_a_token_does_what_it_may()
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var offer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/uploads"), Cancel);
        Assert.Equal(("creation,expiration,checksum,termination", "52428800", "1.0.0"), (offer.Headers.GetValues("Tus-Extension").Single(),
            offer.Headers.GetValues("Tus-Max-Size").Single(), offer.Headers.GetValues("Tus-Version").Single()));
        foreach (var (access, apps, status) in new[] { ("read", Array.Empty<string>(), HttpStatusCode.Forbidden), ("write", ["community-base"], HttpStatusCode.Forbidden), ("write", ["flood-readiness"], HttpStatusCode.Created) })
        {
            using var made = await client.PostAsJsonAsync("/account/tokens", new { title = "t", access, apps, expiresAt = DateTimeOffset.UtcNow.AddDays(1) }, Cancel);
            using var program = running.Server.Client();
            program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString());
            using var begun = await SendAsync(program, HttpMethod.Post, "/uploads", null, ("Upload-Length", "4"), ("Upload-Metadata", Metadata));
            Assert.Equal(status, begun.StatusCode);
        }
    }

    internal static Task<HttpResponseMessage> PartAsync(HttpClient client, string place, long offset, byte[] part, params (string, string)[] headers)
    {
        var content = new ByteArrayContent(part);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        return SendAsync(client, HttpMethod.Patch, place, content, [("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)), .. headers]);
    }

    internal static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers.Prepend(("Tus-Resumable", "1.0.0")))
            request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request, Cancel);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
