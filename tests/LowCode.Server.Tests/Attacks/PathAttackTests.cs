using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace LowCode.Server.Tests.Attacks;

/// <summary>Ways out of the folders that the server keeps things in: addresses, names of files, names in archives.</summary>
public sealed class PathAttackTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Flood = "/odata/flood-readiness";

    private static readonly string[] Ways =
    [
        "..%2f..%2f..%2fetc%2fpasswd", "../../../etc/passwd", "..%5c..%5c..%5cetc%5cpasswd", "%2e%2e/%2e%2e/etc/passwd", "....//....//etc/passwd", "%252e%252e%252fetc%252fpasswd",
        "%00", "a%00.mjs", "/etc/passwd", "%2fetc%2fpasswd", "file:%2f%2f%2fetc%2fpasswd", "C:%5cwindows%5cwin.ini", "..;/", "keys", "..%2fkeys", "appsettings.json", "..%2fappsettings.json", "lowcode.db", "~", "con", "%c0%ae%c0%ae%2f", "..%ef%bc%8f..",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServerProcess Server => running.Server;

    [Theory]
    [InlineData("/{0}")]
    [InlineData("/odata/{0}")]
    [InlineData("/odata/{0}/inspection")]
    [InlineData(Flood + "/{0}")]
    [InlineData(Flood + "/inspection({0})")]
    [InlineData(Flood + "/attachments/{0}")]
    [InlineData("/modules/{0}")]
    [InlineData("/modules/flood-readiness/{0}")]
    [InlineData("/modules/flood-readiness/{0}.mjs")]
    [InlineData("/modules/{0}/inspection.mjs")]
    [InlineData("/documents/{0}/x/00000000-0000-0000-0000-000000000001")]
    [InlineData("/documents/flood-readiness/{0}/00000000-0000-0000-0000-000000000001")]
    [InlineData("/documents/flood-readiness/inspectionReport/{0}")]
    [InlineData("/admin/apps/{0}/publish")]
    [InlineData("/admin/users/{0}/tokens")]
    public async Task No_address_leads_to_a_file(string address)
    {
        using var admin = Server.Client("admin", DemoUsers.Password);
        foreach (var way in Ways)
        {
            // As it is, whatever a client would make of it.
            var uri = new Uri(Server.Address.GetLeftPart(UriPartial.Authority) + address.Replace("{0}", way, StringComparison.Ordinal),
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
            using var response = await admin.GetAsync(uri, Cancel);
            var text = await response.Content.ReadAsStringAsync(Cancel);
            Assert.True((int)response.StatusCode is >= 400 and < 500 or 501, $"{uri}: {(int)response.StatusCode} {text}");
            Assert.DoesNotContain("root:", text, StringComparison.Ordinal);
            Assert.DoesNotContain("LogLevel", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<key", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("../../evil-{0}.txt")]
    [InlineData("..\\..\\evil-{0}.txt")]
    [InlineData("/tmp/evil-{0}.txt")]
    [InlineData("C:\\evil-{0}.txt")]
    [InlineData("evil-{0}.txt\0.png")]
    public async Task The_name_of_an_upload_is_the_name_of_no_file(string pattern)
    {
        var mark = Guid.NewGuid().ToString("N");
        var name = pattern.Replace("{0}", mark, StringComparison.Ordinal);
        using var client = Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var content = new ByteArrayContent("x"u8.ToArray());
        content.Headers.ContentType = new("text/plain");
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name };
        using var sent = await client.PostAsync(Flood + "/attachments", content, Cancel);
        var file = await sent.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(HttpStatusCode.Created, sent.StatusCode);
        Assert.DoesNotContain(file.GetProperty("name").GetString()!, character => character is '/' or '\\' || char.IsControl(character));
        using var named = await client.PostAsJsonAsync(Flood + "/inspection", new { photos = new[] { new { hash = file.GetProperty("hash").GetString(), name, mediaType = "image/x-unknown" } } }, Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, "LC8185"), (named.StatusCode, Assert.Single(await People.DetailsAsync(named))));
        AssertNoFile(mark);
    }

    [Theory]
    [InlineData("../../{0}.json")]
    [InlineData("..\\..\\{0}.json")]
    [InlineData("/tmp/{0}.json")]
    [InlineData("forms/../../../{0}.json")]
    [InlineData("C:/{0}.json")]
    public async Task A_name_in_an_archive_is_the_name_of_no_file(string pattern)
    {
        var mark = "evil-" + Guid.NewGuid().ToString("N");
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in new[] { ("app.json", """{ "app": "climbing", "title": "x", "version": "1.0.0" }"""), (pattern.Replace("{0}", mark, StringComparison.Ordinal), "{}") })
            {
                await using var entry = await zip.CreateEntry(path).OpenAsync(Cancel);
                await entry.WriteAsync(Encoding.UTF8.GetBytes(text), Cancel);
            }
        }
        using var admin = Server.Client("admin", DemoUsers.Password);
        using var response = await admin.PostAsync("/admin/apps/climbing/publish", new ByteArrayContent(stream.ToArray()), Cancel);
        Assert.True((int)response.StatusCode is 200 or 400 or 422, $"{response.StatusCode}");
        AssertNoFile(mark);
    }

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("..%2f..%2fkeys")]
    [InlineData("incoming")]
    [InlineData("")]
    [InlineData("ab")]
    public async Task A_hash_that_is_a_path_is_nobodys_attachment(string hash)
    {
        using var client = Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var named = await client.PostAsJsonAsync(Flood + "/inspection", new { photos = new[] { new { hash, name = "a.png", mediaType = "image/png" } } }, Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, "LC6038"), (named.StatusCode, Assert.Single(await People.DetailsAsync(named))));
    }

    // Wherever the server could have put it: its data, beside it, the folder of temporary files, its own.
    private void AssertNoFile(string mark)
    {
        foreach (var root in new[] { running.Folder, AppContext.BaseDirectory })
            Assert.Empty(Directory.EnumerateFileSystemEntries(root, $"*{mark}*", SearchOption.AllDirectories));
        foreach (var root in new[] { Path.GetTempPath(), Path.GetDirectoryName(running.Folder)!, "/" })
            Assert.Empty(Directory.EnumerateFileSystemEntries(root, $"*{mark}*"));
    }
}
