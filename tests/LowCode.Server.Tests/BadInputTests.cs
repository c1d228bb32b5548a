using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace LowCode.Server.Tests;

/// <summary>Whatever comes in: a clear error, the server up, nothing lost.</summary>
public class BadInputTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Inspections = "/odata/flood-readiness/inspection";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, int> Bodies() => new()
    {
        { "", 400, 400 },
        { "{", 400, 400 },
        { "[]", 400, 400 },
        { "null", 400, 400 },
        { "\u0000", 400, 400 },
        { """{ "nosuch": 1 }""", 400, 422 },
        { """{ "inspectedOn": 5 }""", 400, 422 },
        { """{ "inspectedOn": "2026-13-45" }""", 400, 422 },
        { """{ "hasPlan": "maybe" }""", 400, 422 },
        { """{ "supplies": [ { "needed": 1e400 } ] }""", 400, 422 },
        { """{ "hasSupplies": "yes", "supplies": [ { "needed": -1 } ] }""", 400, 422 },
        { """{ "supplies": { } }""", 400, 422 },
        { """{ "site": "not-an-id" }""", 400, 422 },
        { """{ "site@odata.bind": "community_base__site(00000000-0000-0000-0000-000000000001)" }""", 400, 422 },
        { new string('[', 100_000), 400, 400 },
        { "{\"a\":" + string.Concat(Enumerable.Repeat("{\"a\":", 5_000)), 400, 400 },
        { "{ \"notes\": \"" + new string('x', 5_000_000) + "\" }", 413, 413 },
    };

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_bad_body_is_a_clear_error_and_stores_nothing(string body, int lowest, int highest)
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        var before = await CountAsync(client);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(Inspections, content, Cancel);
        var answer = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True((int)response.StatusCode >= lowest && (int)response.StatusCode <= highest, $"{(int)response.StatusCode}: {answer}");
        var error = JsonDocument.Parse(answer).RootElement.GetProperty("error");
        Assert.Matches("^LC[0-9]{4}$", error.GetProperty("code").GetString());
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.Equal(before, await CountAsync(client));
    }

    [Fact]
    public async Task What_only_the_engine_sets_cannot_be_sent()
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var response = await client.PostAsJsonAsync(Inspections, new
        {
            createdBy = "somebody",
            createdAt = "2001-01-01T00:00:00Z",
            revision = 99,
            state = "closed",
            appVersion = 7,
            totalShort = 99,
            grade = "A",
        }, Cancel);
        var record = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(DemoUsers.Inspector, record.GetProperty("createdBy").GetString());
        Assert.Equal(("draft", 1, 1, 0), (record.GetProperty("state").GetString(), record.GetProperty("revision").GetInt32(),
            record.GetProperty("appVersion").GetInt32(), record.GetProperty("totalShort").GetInt32()));
        Assert.Equal(JsonValueKind.Null, record.GetProperty("grade").ValueKind);
    }

    [Theory]
    [InlineData("GET", "/odata/flood-readiness/inspection(not-an-id)")]
    [InlineData("GET", "/odata/flood-readiness/inspection(00000000-0000-0000-0000-000000000001)")]
    [InlineData("GET", "/odata/flood-readiness/inspection?$filter=nosuch eq 1")]
    [InlineData("GET", "/odata/flood-readiness/inspection?$filter=((((")]
    [InlineData("GET", "/odata/flood-readiness/inspection?$top=-1")]
    [InlineData("GET", "/odata/../../etc/passwd")]
    [InlineData("GET", "/odata/flood-readiness/%00")]
    [InlineData("PATCH", "/odata/flood-readiness/inspection")]
    [InlineData("DELETE", "/odata/flood-readiness/$metadata")]
    [InlineData("BREW", "/odata/flood-readiness/inspection")]
    public async Task A_bad_address_is_a_clear_error(string method, string path)
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await client.SendAsync(request, Cancel);
        Assert.InRange((int)response.StatusCode, 400, 501);
        Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task What_is_published_must_be_an_archive_of_that_app()
    {
        using var admin = running.Server.Client("admin", DemoUsers.Password);
        Assert.Equal("LC8106", await PublishAsync("flood-readiness", "not a zip"u8.ToArray()));
        Assert.Equal("LC8107", await PublishAsync("flood-readiness", Zip(("app.json", """{ "app": "other", "title": "x", "version": "1.0.0" }"""))));
        using var bomb = await admin.PostAsync("/admin/apps/bomb/publish",
            new ByteArrayContent(Zip(("app.json", new string(' ', 80 * 1024 * 1024)))), Cancel);
        Assert.InRange((int)bomb.StatusCode, 400, 422);
        using var broken = await admin.PostAsync("/admin/apps/broken/publish",
            new ByteArrayContent(Zip(("app.json", """{ "app": "broken", "title": "x", "version": "1.0.0" }"""), ("forms/a.json", "{ \"form\": \"a\" }"))), Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, broken.StatusCode);
        var diagnostics = (await broken.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("diagnostics");
        Assert.Contains(diagnostics.EnumerateArray(), found => found.GetProperty("file").GetString() == "forms/a.json");

        async Task<string?> PublishAsync(string app, byte[] archive)
        {
            using var response = await admin.PostAsync($"/admin/apps/{app}/publish", new ByteArrayContent(archive), Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error").GetProperty("code").GetString();
        }
    }

    [Fact]
    public async Task A_script_bomb_among_the_rules_is_refused_or_ends_by_its_limits()
    {
        using var admin = running.Server.Client("admin", DemoUsers.Password);
        string[] bombs = ["(() => { while (true); })()", "'x'.repeat(268435456)", "[].constructor.constructor('return 1')()", "new Array(1e9).fill(0)"];
        foreach (var bomb in bombs)
        {
            var form = JsonSerializer.Serialize(new { form = "a", title = "a", fields = new[] { new { name = "b", type = "integer", value = bomb } } });
            using var response = await admin.PostAsync("/admin/apps/bomb/publish", new ByteArrayContent(
                Zip(("app.json", """{ "app": "bomb", "title": "x", "version": "1.0.0" }"""), ("forms/a.json", form))), Cancel);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        }
        using var health = await admin.GetAsync("/health/ready", Cancel);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task A_document_is_a_page_without_scripts_for_those_who_see_its_record()
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var created = await client.PostAsJsonAsync(Inspections, new { notes = "<script>alert(1)</script>" }, Cancel);
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString();
        using var page = await client.GetAsync($"/documents/flood-readiness/inspectionReport/{id}", Cancel);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var elsewhere = running.Server.Client("inspector.yongle", DemoUsers.Password);
        using var refused = await elsewhere.GetAsync($"/documents/flood-readiness/inspectionReport/{id}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    private static async Task<int> CountAsync(HttpClient client)
    {
        using var response = await client.GetAsync(Inspections + "/$count", Cancel);
        return int.Parse(await response.Content.ReadAsStringAsync(Cancel), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[] Zip(params (string Path, string Text)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create))
        {
            foreach (var (path, text) in files)
            {
                using var entry = new StreamWriter(zip.CreateEntry(path).Open());
                entry.Write(text);
            }
        }
        return stream.ToArray();
    }
}
