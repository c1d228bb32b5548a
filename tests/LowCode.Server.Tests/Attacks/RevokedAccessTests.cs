using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LowCode.Server.Tests.Attacks;

/// <summary>What once let somebody in, after it was taken away, and what was made of it.</summary>
public class RevokedAccessTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Inspections = "/odata/flood-readiness/inspection";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServerProcess Server => running.Server;

    [Theory]
    [InlineData("disable")]
    [InlineData("reset-password")]
    public async Task All_ways_in_end_at_once(string what)
    {
        var name = await People.ReadyAsync(Server);
        using var browser = await Browser.OfAsync(Server, name, People.Password);
        using var basic = Server.Client(name, People.Password);
        using var token = Bearer(await TokenAsync(name, "write"));
        foreach (var client in new[] { browser.Client, basic, token })
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, Inspections));
        await People.DoAsync(Server, name, what);
        foreach (var client in new[] { browser.Client, basic, token })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, Inspections));
            using var written = await client.PostAsJsonAsync(Inspections, new { }, Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, written.StatusCode);
        }
    }

    [Fact]
    public async Task What_roles_no_longer_allow_is_over_in_what_goes_on_and_in_links_that_were_kept()
    {
        var name = await People.ReadyAsync(Server);
        using var browser = await Browser.OfAsync(Server, name, People.Password);
        using var token = Bearer(await TokenAsync(name, "write"));
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            using var made = await browser.Client.PostAsJsonAsync(Inspections, new { notes = "机密-" + name }, Cancel);
            ids.Add((await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!);
        }
        using var request = new HttpRequestMessage(HttpMethod.Get, Inspections);
        request.Headers.Add("Prefer", "odata.track-changes, odata.maxpagesize=1");
        using var page = await browser.Client.SendAsync(request, Cancel);
        var next = Assert.Single((await page.Content.ReadFromJsonAsync<JsonElement>(Cancel)).EnumerateObject(), part => part.Name.EndsWith("nextLink", StringComparison.Ordinal)).Value.GetString()!;
        var delta = await LastAsync(browser.Client, next);
        // Another neighbourhood from now on.
        using (var admin = Server.Client("admin", DemoUsers.Password))
        using (var changed = await admin.PatchAsJsonAsync("/admin/users/" + name, new { roles = new[] { new { role = "inspector", division = "310106006003" } } }, Cancel))
            Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        foreach (var client in new[] { browser.Client, token })
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, $"{Inspections}({ids[0]})"));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, $"/documents/flood-readiness/inspectionReport/{ids[0]}"));
            using var written = await client.PatchAsJsonAsync($"{Inspections}({ids[0]})", new { notes = "x" }, Cancel);
            Assert.False(written.IsSuccessStatusCode);
            foreach (var kept in new[] { next, delta })
            {
                using var answer = await client.GetAsync(kept, Cancel);
                Assert.DoesNotContain("机密-" + name, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            }
        }
        // And somebody else's links are of no use at all.
        using var other = Server.Client("inspector.yongle", DemoUsers.Password);
        foreach (var kept in new[] { next, delta })
        {
            using var answer = await other.GetAsync(kept, Cancel);
            Assert.DoesNotContain("机密-" + name, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_of_an_administrator_who_is_none_any_more_administers_nothing()
    {
        var name = await People.ReadyAsync(Server, isAdministrator: true);
        using var token = Bearer(await TokenAsync(name, "write", administers: true));
        using var browser = await Browser.OfAsync(Server, name, People.Password);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token, "/admin/status"));
        using (var admin = Server.Client("admin", DemoUsers.Password))
        using (var changed = await admin.PatchAsJsonAsync("/admin/users/" + name, new { isAdministrator = false }, Cancel))
            Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(token, "/admin/status"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(browser.Client, "/admin/status"));
    }

    [Fact]
    public async Task What_is_made_of_a_secret_is_none()
    {
        var (name, other) = (await People.ReadyAsync(Server), await People.ReadyAsync(Server));
        var secret = await TokenAsync(name, "read");
        using var browser = await Browser.OfAsync(Server, name, People.Password);
        var session = browser.Secret!;
        using var others = await Browser.OfAsync(Server, other, People.Password);
        var bytes = Base64Url(session);
        var swapped = Encode([.. Base64Url(others.Secret!)[..16], .. bytes[16..]]);
        string[] made =
        [
            secret[..^1], secret + "A", secret.ToUpperInvariant(), secret[4..], "lct_" + session, "lct_" + swapped, "lct_" + Encode(new byte[48]),
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret))), "lct_", "null", "", "' OR 1=1", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.",
        ];
        foreach (var token in made)
        {
            using var client = Server.Client();
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + token);
            Assert.Equal((token, HttpStatusCode.Unauthorized), (token, await StatusAsync(client, "/account")));
        }
        foreach (var cookie in new[] { secret, swapped, session[..^1], Encode(new byte[48]), Encode([.. bytes[..16], .. new byte[32]]), "x" })
        {
            using var client = new Browser(Server) { Secret = cookie };
            Assert.Equal((cookie, HttpStatusCode.Unauthorized), (cookie, await client.StatusAsync("/account")));
        }
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/account"));
    }

    private static byte[] Base64Url(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);

    private static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private async Task<string> TokenAsync(string name, string access, bool administers = false)
    {
        using var person = Server.Client(name, People.Password);
        using var made = await person.PostAsJsonAsync("/account/tokens", new { title = "t", access, administers, expiresAt = DateTimeOffset.UtcNow.AddDays(1) }, Cancel);
        return (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString()!;
    }

    private HttpClient Bearer(string token)
    {
        var client = Server.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, Cancel);
        return response.StatusCode;
    }

    private static async Task<string> LastAsync(HttpClient client, string next)
    {
        while (true)
        {
            var page = await client.GetFromJsonAsync<JsonElement>(next, Cancel);
            foreach (var part in page.EnumerateObject())
            {
                if (part.Name.EndsWith("deltaLink", StringComparison.Ordinal))
                    return part.Value.GetString()!;
                if (part.Name.EndsWith("nextLink", StringComparison.Ordinal))
                    next = part.Value.GetString()!;
            }
        }
    }
}
