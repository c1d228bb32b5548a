using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace LowCode.Server.Tests;

/// <summary>Sessions of browsers, and what is tried with them.</summary>
public class SessionTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Inspections = "/odata/flood-readiness/inspection";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServerProcess Server => running.Server;

    [Fact]
    public async Task A_session_is_a_cookie_that_no_script_reads_and_no_other_site_posts_with()
    {
        var name = await People.ReadyAsync(Server);
        using var browser = new Browser(Server);
        using var response = await browser.SignInAsync(name, People.Password);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.True(browser.Secret!.Length >= 43, browser.Secret);
        Assert.True(response.Headers.CacheControl!.NoStore);
        var who = await browser.GetAsync("/account");
        Assert.Equal((name, "session"), (who.GetProperty("name").GetString(), who.GetProperty("signedInBy").GetString()));
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(Inspections));
    }

    [Fact]
    public async Task Behind_https_the_cookie_is_secure_and_bound_to_the_host()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(Path.Combine(folder.Path, "data"), Cancel, "--PublicUrl=https://juwei.example.cn");
        using var browser = new Browser(server);
        browser.Client.DefaultRequestHeaders.Add("Origin", "https://juwei.example.cn");
        using var response = await browser.SignInAsync(DemoUsers.Inspector, DemoUsers.Password);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-lowcode=", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_secret_that_somebody_prepared_is_never_the_one_of_a_session()
    {
        var name = await People.ReadyAsync(Server);
        using var attacker = await Browser.OfAsync(Server, DemoUsers.Inspector, DemoUsers.Password);
        using var victim = new Browser(Server) { Secret = attacker.Secret };
        using var response = await victim.SignInAsync(name, People.Password);
        Assert.NotEqual(attacker.Secret, victim.Secret);
        Assert.Equal(name, (await victim.GetAsync("/account")).GetProperty("name").GetString());
        Assert.Equal(DemoUsers.Inspector, (await attacker.GetAsync("/account")).GetProperty("name").GetString());
        // Each sign-in has another one, and the one before is over.
        var before = victim.Secret;
        using var again = await victim.SignInAsync(name, People.Password);
        Assert.NotEqual(before, victim.Secret);
        using var old = new Browser(Server) { Secret = before };
        Assert.Equal(HttpStatusCode.Unauthorized, await old.StatusAsync("/account"));
        using var invented = new Browser(Server) { Secret = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
        Assert.Equal(HttpStatusCode.Unauthorized, await invented.StatusAsync("/account"));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, "https://evil.example", "cross-site")]
    [InlineData("1", "https://evil.example", null)]
    [InlineData("1", "null", null)]
    [InlineData("1", null, "cross-site")]
    [InlineData("1", null, "same-site")]
    [InlineData("1", null, "none")]
    public async Task What_another_site_has_a_browser_write_is_refused(string? header, string? origin, string? site)
    {
        var name = await People.ReadyAsync(Server);
        using var browser = await Browser.OfAsync(Server, name, People.Password);
        browser.Client.DefaultRequestHeaders.Remove("X-LowCode-Request");
        foreach (var (method, path) in new[] { ("POST", Inspections), ("POST", "/odata/flood-readiness/$batch"), ("DELETE", "/account/sessions/" + Guid.NewGuid()), ("POST", "/account/sign-out"), ("POST", "/account/password"), ("POST", "/account/sign-in") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new FormUrlEncodedContent([new("notes", "x")]) };
            foreach (var (key, value) in new[] { ("X-LowCode-Request", header), ("Origin", origin), ("Sec-Fetch-Site", site) })
            {
                if (value is not null)
                    request.Headers.Add(key, value);
            }
            using var refused = await browser.Client.SendAsync(request, Cancel);
            Assert.Equal((HttpStatusCode.Forbidden, "LC8125"), (refused.StatusCode, await People.CodeAsync(refused)));
        }
        // Nothing has happened: the session goes on.
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/account"));
    }

    [Fact]
    public async Task A_page_of_ours_writes_with_its_session()
    {
        var name = await People.ReadyAsync(Server);
        using var browser = await Browser.OfAsync(Server, name, People.Password);
        browser.Client.DefaultRequestHeaders.Add("Origin", Server.Address.GetLeftPart(UriPartial.Authority));
        browser.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        using var created = await browser.Client.PostAsJsonAsync(Inspections, new { notes = "来自页面" }, Cancel);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(name, (await created.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("createdBy").GetString());
    }

    [Fact]
    public async Task Sessions_are_listed_with_their_device_and_end_when_one_says_so()
    {
        var name = await People.ReadyAsync(Server);
        using var here = await Browser.OfAsync(Server, name, People.Password);
        using var there = await Browser.OfAsync(Server, name, People.Password);
        using var other = await Browser.OfAsync(Server, DemoUsers.Reviewer, DemoUsers.Password);
        var sessions = (await here.GetAsync("/account/sessions")).GetProperty("value").EnumerateArray().ToArray();
        Assert.Equal(2, sessions.Length);
        Assert.All(sessions, session => Assert.Equal("TestBrowser/1.0", session.GetProperty("device").GetString()));
        Assert.All(sessions, session => Assert.Equal("127.0.0.1", session.GetProperty("address").GetString()));
        var remote = Assert.Single(sessions, session => !session.GetProperty("isThis").GetBoolean()).GetProperty("id").GetString();
        Assert.DoesNotContain(remote!, there.Secret!, StringComparison.Ordinal);
        using (var notHis = await other.Client.DeleteAsync($"/account/sessions/{remote}", Cancel))
            Assert.Equal((HttpStatusCode.NotFound, "LC8131"), (notHis.StatusCode, await People.CodeAsync(notHis)));
        Assert.Equal(HttpStatusCode.OK, await there.StatusAsync("/account"));
        using (var ended = await here.Client.DeleteAsync($"/account/sessions/{remote}", Cancel))
            Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await there.StatusAsync("/account"));
        Assert.Equal(HttpStatusCode.OK, await here.StatusAsync("/account"));

        var secret = here.Secret;
        using (var left = await here.Client.PostAsync("/account/sign-out", null, Cancel))
            Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        Assert.Null(here.Secret);
        using var stolen = new Browser(Server) { Secret = secret };
        Assert.Equal(HttpStatusCode.Unauthorized, await stolen.StatusAsync("/account"));
    }

    [Fact]
    public async Task Changing_the_password_ends_the_other_sessions_and_goes_on_in_a_new_one()
    {
        var name = await People.ReadyAsync(Server);
        using var here = await Browser.OfAsync(Server, name, People.Password);
        using var there = await Browser.OfAsync(Server, name, People.Password);
        var before = here.Secret;
        using var changed = await here.Client.PostAsJsonAsync("/account/password", new { current = People.Password, @new = "一个新的长密码 2026" }, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Assert.NotEqual(before, here.Secret);
        Assert.Equal(HttpStatusCode.OK, await here.StatusAsync("/account"));
        Assert.Equal(HttpStatusCode.Unauthorized, await there.StatusAsync("/account"));
        using var stolen = new Browser(Server) { Secret = before };
        Assert.Equal(HttpStatusCode.Unauthorized, await stolen.StatusAsync("/account"));
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_sign_in_the_answer_is_the_same()
    {
        var disabled = await People.ReadyAsync(Server);
        await People.DoAsync(Server, disabled, "disable");
        var wrong = await People.ReadyAsync(Server);
        var device = "d" + Guid.NewGuid().ToString("N")[..12];
        using (var admin = Server.Client("admin", DemoUsers.Password))
        using (var added = await admin.PostAsJsonAsync("/admin/users", new { name = device, title = "传感器", isDevice = true }, Cancel))
            Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var answers = new HashSet<string>();
        foreach (var (name, password) in new[] { ("nobody-at-all", People.Password), (disabled, People.Password), (wrong, "not the password"), (device, People.Password) })
        {
            using var browser = new Browser(Server);
            using var response = await browser.SignInAsync(name, password);
            answers.Add($"{(int)response.StatusCode} {response.Headers.WwwAuthenticate} {await response.Content.ReadAsStringAsync(Cancel)}");
            Assert.Null(browser.Secret);
            using var basic = Server.Client(name, password);
            using var refused = await basic.GetAsync(Inspections, Cancel);
            Assert.Equal((HttpStatusCode.Unauthorized, "LC8102"), (refused.StatusCode, await People.CodeAsync(refused)));
        }
        Assert.StartsWith("401 ", Assert.Single(answers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_blocked_as_one_that_somebody_has()
    {
        var name = await People.ReadyAsync(Server);
        var nobody = "n" + Guid.NewGuid().ToString("N")[..12];
        var seen = new Dictionary<string, List<string>> { [name] = [], [nobody] = [] };
        foreach (var (who, answers) in seen)
        {
            for (var i = 0; i < 12; i++)
            {
                using var browser = new Browser(Server);
                using var response = await browser.SignInAsync(who, "guess number " + i);
                answers.Add($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Cancel)}");
            }
        }
        Assert.Equal(seen[name], seen[nobody]);
        Assert.StartsWith("429 ", seen[name][^1], StringComparison.Ordinal);
    }
}
