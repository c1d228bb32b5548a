using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace LowCode.Server.Tests;

/// <summary>Access tokens, and what they leave of what their owner may do, whichever way in.</summary>
public class TokenTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Flood = "/odata/flood-readiness";
    private const string Inspections = Flood + "/inspection";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServerProcess Server => running.Server;

    [Fact]
    public async Task A_token_is_shown_once_listed_without_its_secret_and_revoked_at_once()
    {
        var name = await People.ReadyAsync(Server);
        using var person = Server.Client(name, People.Password);
        var made = await MakeAsync(person, new { title = "Power BI", access = "read", expiresAt = DateTimeOffset.UtcNow.AddDays(30) });
        var secret = made.GetProperty("token").GetString()!;
        using var client = Bearer(secret);
        using (var read = await client.GetAsync(Inspections, Cancel))
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        var listed = await person.GetStringAsync("/account/tokens", Cancel);
        Assert.DoesNotContain(secret, listed, StringComparison.Ordinal);
        var token = Assert.Single(JsonDocument.Parse(listed).RootElement.GetProperty("value").EnumerateArray());
        Assert.Equal(("Power BI", "read"), (token.GetProperty("title").GetString(), token.GetProperty("scope").GetProperty("access").GetString()));
        Assert.NotEqual(JsonValueKind.Null, token.GetProperty("lastUsedOn").ValueKind);
        using var other = Server.Client(DemoUsers.Reviewer, DemoUsers.Password);
        using (var notHis = await other.DeleteAsync($"/account/tokens/{token.GetProperty("id").GetString()}", Cancel))
            Assert.Equal(HttpStatusCode.NotFound, notHis.StatusCode);
        using (var revoked = await person.DeleteAsync($"/account/tokens/{token.GetProperty("id").GetString()}", Cancel))
            Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        using var refused = await client.GetAsync(Inspections, Cancel);
        Assert.Equal((HttpStatusCode.Unauthorized, "LC8102"), (refused.StatusCode, await People.CodeAsync(refused)));
    }

    [Fact]
    public async Task Basic_takes_a_token_in_place_of_the_password_of_its_owner_only()
    {
        var name = await People.ReadyAsync(Server);
        var secret = await SecretAsync(name, new { title = "Excel", access = "read", expiresAt = DateTimeOffset.UtcNow.AddDays(1) });
        using var excel = Server.Client(name, secret);
        using (var read = await excel.GetAsync(Inspections, Cancel))
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        using var other = Server.Client("admin", secret);
        using var refused = await other.GetAsync(Inspections, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task A_token_that_reads_writes_nothing_whichever_way()
    {
        var name = await People.ReadyAsync(Server);
        using var person = Server.Client(name, People.Password);
        using var created = await person.PostAsJsonAsync(Inspections, new { notes = "a" }, Cancel);
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString();
        using var client = Bearer(await SecretAsync(name, new { title = "t", access = "read", expiresAt = DateTimeOffset.UtcNow.AddDays(1) }));
        foreach (var (method, path) in new[]
        {
            ("POST", Inspections), ("PATCH", $"{Inspections}({id})"), ("PUT", $"{Inspections}({id})/notes"), ("DELETE", $"{Inspections}({id})"),
            ("POST", $"{Flood}/attachments"), ("POST", $"{Inspections}({id})/LowCode.submit"),
        })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(new { }) };
            using var refused = await client.SendAsync(request, Cancel);
            Assert.Equal((HttpStatusCode.Forbidden, "LC8128"), (refused.StatusCode, await People.CodeAsync(refused)));
        }
        var parts = await BatchAsync(client, ("POST", "inspection", """{ "notes": "b" }"""), ("PATCH", $"inspection({id})", """{ "notes": "b" }"""),
            ("DELETE", $"inspection({id})", null), ("POST", "attachments", "{}"), ("GET", $"inspection({id})", null));
        Assert.Equal([403, 403, 403, 403, 200], parts);
        Assert.Equal("a", (await person.GetFromJsonAsync<JsonElement>($"{Inspections}({id})", Cancel)).GetProperty("notes").GetString());
        using var print = await client.GetAsync($"/documents/flood-readiness/inspectionReport/{id}", Cancel);
        Assert.Equal(HttpStatusCode.OK, print.StatusCode);
    }

    [Fact]
    public async Task A_token_for_one_app_opens_no_other()
    {
        var name = await People.ReadyAsync(Server);
        using var client = Bearer(await SecretAsync(name,
            new { title = "t", access = "write", apps = new[] { "flood-readiness" }, expiresAt = DateTimeOffset.UtcNow.AddDays(1) }));
        using (var created = await client.PostAsJsonAsync(Inspections, new { notes = "a" }, Cancel))
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        foreach (var path in new[] { "/odata/community-base/site", "/odata/community-base/$metadata", "/documents/community-base/x/" + Guid.NewGuid(), "/modules/community-base/site.mjs" })
        {
            using var refused = await client.GetAsync(path, Cancel);
            Assert.Equal((HttpStatusCode.Forbidden, "LC8128"), (refused.StatusCode, await People.CodeAsync(refused)));
        }
    }

    [Fact]
    public async Task A_token_administers_only_when_it_says_so()
    {
        var name = await People.ReadyAsync(Server, isAdministrator: true);
        foreach (var access in new[] { "read", "write" })
        {
            using var client = Bearer(await SecretAsync(name, new { title = "t", access, expiresAt = DateTimeOffset.UtcNow.AddDays(1) }));
            foreach (var path in new[] { "/admin/status", "/admin/users" })
            {
                using var refused = await client.GetAsync(path, Cancel);
                Assert.Equal((HttpStatusCode.Forbidden, "LC8103"), (refused.StatusCode, await People.CodeAsync(refused)));
            }
        }
        using var admin = Bearer(await SecretAsync(name, new { title = "t", access = "write", administers = true, expiresAt = DateTimeOffset.UtcNow.AddDays(1) }));
        using var fine = await admin.GetAsync("/admin/status", Cancel);
        Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
    }

    [Fact]
    public async Task Nobody_comes_to_more_by_a_token()
    {
        var name = await People.ReadyAsync(Server);
        using var client = Bearer(await SecretAsync(name, new { title = "t", access = "write", expiresAt = DateTimeOffset.UtcNow.AddDays(1) }));
        foreach (var (method, path) in new[] { ("POST", "/account/tokens"), ("GET", "/account/tokens"), ("POST", "/account/password"), ("GET", "/account/sessions") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(new { title = "t", access = "write", expiresAt = DateTimeOffset.UtcNow.AddDays(1) }) };
            using var refused = await client.SendAsync(request, Cancel);
            Assert.Equal((HttpStatusCode.Forbidden, "LC8129"), (refused.StatusCode, await People.CodeAsync(refused)));
        }
        Assert.Equal("token", (await client.GetFromJsonAsync<JsonElement>("/account", Cancel)).GetProperty("signedInBy").GetString());
    }

    [Fact]
    public async Task A_device_creates_in_its_sets_and_sees_nothing()
    {
        var device = "d" + Guid.NewGuid().ToString("N")[..12];
        using var admin = Server.Client("admin", DemoUsers.Password);
        using (var added = await admin.PostAsJsonAsync("/admin/users", new
        {
            name = device,
            title = "水位传感器",
            isDevice = true,
            roles = new[] { new { role = "inspector", division = "310106006002" } },
        }, Cancel))
        {
            Assert.Equal(JsonValueKind.Null, (await added.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("password").ValueKind);
        }
        using var made = await admin.PostAsJsonAsync($"/admin/users/{device}/tokens",
            new { title = "井 3", access = "create", sets = new[] { "flood-readiness/inspection" }, expiresAt = DateTimeOffset.UtcNow.AddDays(300) }, Cancel);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var sensor = Bearer((await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString()!);
        using var created = await sensor.PostAsJsonAsync(Inspections, new { notes = "水位 3.2" }, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, created.StatusCode);
        var id = created.Headers.Location!.ToString();
        using (var inspector = Server.Client(DemoUsers.Inspector, DemoUsers.Password))
            Assert.Equal(device, (await inspector.GetFromJsonAsync<JsonElement>(id, Cancel)).GetProperty("createdBy").GetString());
        foreach (var path in new[] { Inspections, id, Flood + "/$metadata", "/odata/community-base/site", "/documents/flood-readiness/inspectionReport/" + Guid.NewGuid() })
        {
            using var refused = await sensor.GetAsync(path, Cancel);
            Assert.Equal((HttpStatusCode.Forbidden, "LC8128"), (refused.StatusCode, await People.CodeAsync(refused)));
        }
        var key = id[(id.LastIndexOf('(') + 1)..^1];
        var parts = await BatchAsync(sensor, ("GET", $"inspection({key})", null), ("PATCH", $"inspection({key})", """{ "notes": "x" }"""), ("DELETE", $"inspection({key})", null));
        // To change what is not there is to create it, and the id is taken.
        Assert.Equal([404, 409, 404], parts);
        using var query = await sensor.PostAsync(Inspections + "/$query", new StringContent("$count=true", Encoding.UTF8, "text/plain"), Cancel);
        var seen = await query.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotContain("水位", seen, StringComparison.Ordinal);
        using var elsewhere = await sensor.PostAsJsonAsync(Flood + "/inspection(" + key + ")/LowCode.submit", new { }, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Fact]
    public async Task A_token_that_cannot_be_is_not_made()
    {
        var name = await People.ReadyAsync(Server);
        using var person = Server.Client(name, People.Password);
        var soon = DateTimeOffset.UtcNow.AddDays(1);
        foreach (var (order, code) in new (object, string)[]
        {
            (new { title = "", access = "read", expiresAt = soon }, "LC9142"),
            (new { title = "t", access = "read", expiresAt = soon.AddDays(400) }, "LC9141"),
            (new { title = "t", access = "read", expiresAt = soon.AddDays(-2) }, "LC9141"),
            (new { title = "t", access = "create", expiresAt = soon }, "LC9136"),
            (new { title = "t", access = "create", sets = new[] { "flood-readiness/nothing" }, expiresAt = soon }, "LC9137"),
            (new { title = "t", access = "read", apps = new[] { "nothing" }, expiresAt = soon }, "LC9137"),
            (new { title = "t", access = "read", sets = new[] { "flood-readiness/inspection" }, expiresAt = soon }, "LC9138"),
            (new { title = "t", access = "write", administers = true, expiresAt = soon }, "LC9139"),
        })
        {
            using var refused = await person.PostAsJsonAsync("/account/tokens", order, Cancel);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Equal([code], await People.DetailsAsync(refused));
        }
        using var unbounded = await person.PostAsJsonAsync("/account/tokens", new { title = "t", access = "read" }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, unbounded.StatusCode);
        Assert.Empty((await person.GetFromJsonAsync<JsonElement>("/account/tokens", Cancel)).GetProperty("value").EnumerateArray());
    }

    private HttpClient Bearer(string secret)
    {
        var client = Server.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    private async Task<string> SecretAsync(string name, object order)
    {
        using var person = Server.Client(name, People.Password);
        return (await MakeAsync(person, order)).GetProperty("token").GetString()!;
    }

    private static async Task<JsonElement> MakeAsync(HttpClient person, object order)
    {
        using var made = await person.PostAsJsonAsync("/account/tokens", order, Cancel);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return await made.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    private static async Task<int[]> BatchAsync(HttpClient client, params (string Method, string Url, string? Body)[] parts)
    {
        var requests = parts.Select((part, i) => part.Body is null
            ? (object)new { id = $"{i}", method = part.Method, url = part.Url }
            : new { id = $"{i}", method = part.Method, url = part.Url, headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" }, body = JsonDocument.Parse(part.Body).RootElement });
        using var response = await client.PostAsJsonAsync(Flood + "/$batch", new { requests }, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return [.. (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("responses").EnumerateArray().Select(part => part.GetProperty("status").GetInt32())];
    }
}
