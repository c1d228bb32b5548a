using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace LowCode.Server.Tests;

/// <summary>People of an OpenID provider that others have written, at a running server.</summary>
public sealed class SingleSignOnTests : IClassFixture<SingleSignOnTests.House>
{
    private readonly House _house;

    public SingleSignOnTests(House house)
    {
        IdentityProvider.Need();
        _house = house;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServerProcess Server => _house.Server;

    private IdentityProvider Provider => _house.Provider;

    [Fact]
    public async Task The_first_sign_in_makes_a_user_with_the_roles_that_follow_and_a_session_of_ours()
    {
        var (sub, name) = await PersonAsync(new { groups = new[] { "inspectors", "viewers", "others" }, division = "310106006002" });
        using var browser = new Browser(Server);
        var begin = await browser.BeginAsync("/account?x=1");
        var asked = QueryHelpers.ParseQuery(begin.Query);
        Assert.Equal(("code", "S256", "openid profile"), ((string?)asked["response_type"], (string?)asked["code_challenge_method"], (string?)asked["scope"]));
        Assert.All(["state", "nonce", "code_challenge"], parameter => Assert.True(((string?)asked[parameter])!.Length >= 43, parameter));
        Assert.DoesNotContain(IdentityProvider.Secret, begin.ToString(), StringComparison.Ordinal);
        using var back = await browser.Client.GetAsync(await browser.AgreeAsync(begin, sub), Cancel);
        Assert.Equal((HttpStatusCode.Redirect, "/account?x=1"), (back.StatusCode, back.Headers.Location?.ToString()));
        Assert.Contains(back.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("lowcode=", StringComparison.Ordinal)
            && cookie.Contains("; httponly", StringComparison.OrdinalIgnoreCase) && cookie.Contains("; samesite=lax", StringComparison.OrdinalIgnoreCase));

        var who = await browser.GetAsync("/account");
        Assert.Equal((name, "张三", "session", false), (Text(who, "name"), Text(who, "title"), Text(who, "signedInBy"), who.GetProperty("isAdministrator").GetBoolean()));
        Assert.Equal(["inspector@310106006002:flood-readiness", "viewer@31:"], RolesOf(who));
        using var created = await browser.Client.PostAsJsonAsync("/odata/flood-readiness/inspection", new { notes = "统一身份" }, Cancel);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        // There is no password with which anybody could come in.
        using var other = new Browser(Server);
        using var wrong = await other.SignInAsync(name, "");
        Assert.Equal((HttpStatusCode.Unauthorized, "LC8102"), (wrong.StatusCode, await People.CodeAsync(wrong)));
    }

    [Fact]
    public async Task Roles_follow_the_claims_and_those_that_an_administrator_gave_stay()
    {
        var (sub, name) = await PersonAsync(new { groups = new[] { "inspectors" }, division = new[] { "310106006002", "310106006003" } });
        using var browser = await InAsync(sub);
        Assert.Equal(["inspector@310106006002:flood-readiness", "inspector@310106006003:flood-readiness"], RolesOf(await browser.GetAsync("/account")));
        await ChangeAsync(name, new
        {
            roles = new[]
            {
                new { role = "inspector", division = "310106006002", app = (string?)"flood-readiness" },
                new { role = "reviewer", division = "310106006", app = (string?)null },
                new { role = "viewer", division = "31", app = (string?)null },
            },
        });
        // What claims bring, what an administrator gave, and what both do; what there cannot be is left out.
        await KnowAsync(sub, name, new { groups = new[] { "inspectors", "viewers" }, division = new[] { "310106006003", "9999" } }, title: "张三丰");
        using (await InAsync(sub))
        {
        }
        var who = await browser.GetAsync("/account");
        Assert.Equal("张三丰", Text(who, "title"));
        Assert.Equal(["inspector@310106006003:flood-readiness", "reviewer@310106006:", "viewer@31:"], RolesOf(who));
        Assert.Contains("9999", Server.Output, StringComparison.Ordinal);
        await KnowAsync(sub, name, new { });
        using (await InAsync(sub))
        {
        }
        Assert.Equal(["reviewer@310106006:", "viewer@31:"], RolesOf(await browser.GetAsync("/account")));
    }

    [Fact]
    public async Task A_claim_makes_an_administrator_for_as_long_as_it_is_there_and_unmakes_no_other()
    {
        var (sub, name) = await PersonAsync(new { groups = "lowcode-admins" });
        using var browser = await InAsync(sub);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/admin/status"));
        await KnowAsync(sub, name, new { groups = "lowcode-admin" });
        using (await InAsync(sub))
        {
        }
        Assert.Equal(HttpStatusCode.Forbidden, await browser.StatusAsync("/admin/status"));

        await ChangeAsync(name, new { isAdministrator = true });
        await KnowAsync(sub, name, new { groups = "lowcode-admins" });
        using (await InAsync(sub))
        {
        }
        await KnowAsync(sub, name, new { });
        using (await InAsync(sub))
        {
        }
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/admin/status"));
    }

    [Fact]
    public async Task A_disabled_account_stays_closed()
    {
        var (sub, name) = await PersonAsync(new { groups = "viewers" });
        using var browser = await InAsync(sub);
        await People.DoAsync(Server, name, "disable");
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync("/account"));
        using var again = new Browser(Server);
        await AssertRefusedAsync(again, await again.SingleSignOnAsync(sub), HttpStatusCode.Forbidden, "LC8166");
        await People.DoAsync(Server, name, "enable");
        using var open = await InAsync(sub);
        Assert.Equal(name, Text(await open.GetAsync("/account"), "name"));
    }

    [Fact]
    public async Task A_name_that_somebody_has_is_nobodys_before_an_administrator_says_so()
    {
        var name = await People.ReadyAsync(Server);
        var sub = await KnowAsync(Guid.NewGuid().ToString("N"), name, new { groups = "lowcode-admins" });
        using var browser = new Browser(Server);
        await AssertRefusedAsync(browser, await browser.SingleSignOnAsync(sub), HttpStatusCode.Conflict, "LC8168");
        using var admin = Server.Client("admin", DemoUsers.Password);
        var before = (await admin.GetFromJsonAsync<JsonElement>("/admin/users", Cancel)).GetProperty("value").EnumerateArray().Single(user => Text(user, "name") == name);
        Assert.False(before.GetProperty("isAdministrator").GetBoolean());

        using (var nobody = await admin.PostAsJsonAsync("/admin/users/nobody-at-all/identities", new { subject = sub }, Cancel))
            Assert.Equal((HttpStatusCode.NotFound, "LC8135"), (nobody.StatusCode, await People.CodeAsync(nobody)));
        using (var empty = await admin.PostAsJsonAsync($"/admin/users/{name}/identities", new { subject = "" }, Cancel))
            Assert.Equal(["LC8172"], await People.DetailsAsync(empty));
        using var linked = await admin.PostAsJsonAsync($"/admin/users/{name}/identities", new { subject = sub }, Cancel);
        Assert.Equal(HttpStatusCode.Created, linked.StatusCode);
        using (var taken = await admin.PostAsJsonAsync("/admin/users/admin/identities", new { subject = sub }, Cancel))
            Assert.Equal((HttpStatusCode.Conflict, "LC8173"), (taken.StatusCode, await People.CodeAsync(taken)));
        using var back = await browser.SingleSignOnAsync(sub);
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        var who = await browser.GetAsync("/account");
        Assert.Equal((name, true), (Text(who, "name"), who.GetProperty("isAdministrator").GetBoolean()));
        Assert.Equal(["inspector@310106006002:"], RolesOf(who));

        // Untied, what came from there is gone, with the session.
        var id = Text(Assert.Single((await admin.GetFromJsonAsync<JsonElement>($"/admin/users/{name}/identities", Cancel)).GetProperty("value").EnumerateArray()), "id");
        using (var notHis = await admin.DeleteAsync($"/admin/users/admin/identities/{id}", Cancel))
            Assert.Equal(HttpStatusCode.NotFound, notHis.StatusCode);
        using (var untied = await admin.DeleteAsync($"/admin/users/{name}/identities/{id}", Cancel))
            Assert.Equal(HttpStatusCode.NoContent, untied.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync("/account"));
        using var person = await Browser.OfAsync(Server, name, People.Password);
        Assert.Equal(HttpStatusCode.Forbidden, await person.StatusAsync("/admin/status"));
        await AssertRefusedAsync(browser, await browser.SingleSignOnAsync(sub), HttpStatusCode.Conflict, "LC8168");
    }

    [Fact]
    public async Task The_same_name_at_another_subject_is_another_person()
    {
        var (sub, name) = await PersonAsync(new { groups = "viewers" });
        using var first = await InAsync(sub);
        var twin = await KnowAsync(Guid.NewGuid().ToString("N"), name, new { groups = "viewers" });
        using var second = new Browser(Server);
        await AssertRefusedAsync(second, await second.SingleSignOnAsync(twin), HttpStatusCode.Conflict, "LC8168");
        // And the same subject under another name is the same person.
        await KnowAsync(sub, name + ".new", new { groups = "viewers" });
        using var again = await InAsync(sub);
        Assert.Equal(name, Text(await again.GetAsync("/account"), "name"));
    }

    [Fact]
    public async Task A_name_that_cannot_be_one_and_none_at_all_are_told()
    {
        using var browser = new Browser(Server);
        using (var bad = await browser.SingleSignOnAsync(await KnowAsync(Guid.NewGuid().ToString("N"), "a b<script>", new { })))
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "LC9132"), (bad.StatusCode, Assert.Single(await People.DetailsAsync(bad))));
        using var other = new Browser(Server);
        var nameless = Guid.NewGuid().ToString("N");
        await Provider.KnowAsync(nameless, new { groups = "viewers" });
        await AssertRefusedAsync(other, await other.SingleSignOnAsync(nameless), HttpStatusCode.Forbidden, "LC8169");
    }

    [Fact]
    public async Task An_answer_is_good_once_and_in_the_browser_that_asked()
    {
        var (sub, _) = await PersonAsync(new { groups = "viewers" });
        using var browser = new Browser(Server);
        using var thief = new Browser(Server);
        var begin = await browser.BeginAsync();
        var answer = await browser.AgreeAsync(begin, sub);
        await AssertRefusedAsync(thief, await thief.Client.GetAsync(answer, Cancel), HttpStatusCode.BadRequest, "LC8162");
        // Who has begun a sign-in of their own may not finish another's, nor has its state with another's code.
        var own = QueryHelpers.ParseQuery((await thief.BeginAsync()).Query)["state"];
        var mixed = new Uri(QueryHelpers.AddQueryString(answer.GetLeftPart(UriPartial.Path), new Dictionary<string, string?>
        {
            ["code"] = QueryHelpers.ParseQuery(answer.Query)["code"],
            ["state"] = own,
        }));
        await AssertRefusedAsync(thief, await thief.Client.GetAsync(mixed, Cancel), HttpStatusCode.BadRequest, "LC8162");
        var cookies = browser.Cookies.GetCookies(answer);
        using (var fine = await browser.Client.GetAsync(answer, Cancel))
            Assert.Equal(HttpStatusCode.Redirect, fine.StatusCode);
        using (var again = await browser.Client.GetAsync(answer, Cancel))
            Assert.Equal((HttpStatusCode.BadRequest, "LC8162"), (again.StatusCode, await People.CodeAsync(again)));
        await AssertRefusedAsync(thief, await thief.Client.GetAsync(answer, Cancel), HttpStatusCode.BadRequest, "LC8162");
        // Even with all its cookies.
        foreach (var cookie in cookies.Where(cookie => cookie.Name.StartsWith("lowcode-sso", StringComparison.Ordinal)))
            thief.Cookies.Add(new Cookie(cookie.Name, cookie.Value, "/", cookie.Domain));
        await AssertRefusedAsync(thief, await thief.Client.GetAsync(answer, Cancel), HttpStatusCode.BadRequest, "LC8162");
        foreach (var query in new[] { "", "?code=x", "?code=x&state=y", "?state=y&error=%3Cscript%3E", "?error=x" })
            await AssertRefusedAsync(thief, await thief.Client.GetAsync("/account/single-sign-on/callback" + query, Cancel), HttpStatusCode.BadRequest, "LC8162");
        using var posted = await thief.Client.PostAsync("/account/single-sign-on/callback", new FormUrlEncodedContent([new("code", "x")]), Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, "LC8162"), (posted.StatusCode, await People.CodeAsync(posted)));
    }

    [Theory]
    [InlineData("code_challenge", HttpStatusCode.BadRequest, "LC8162")] // PKCE: the provider asks for what was announced
    [InlineData("nonce", HttpStatusCode.BadGateway, "LC8164")]
    [InlineData("state", HttpStatusCode.BadRequest, "LC8162")]
    public async Task What_is_changed_on_the_way_there_does_not_come_back_as_a_sign_in(string parameter, HttpStatusCode status, string code)
    {
        var (sub, _) = await PersonAsync(new { groups = "viewers" });
        using var browser = new Browser(Server);
        var begin = await browser.BeginAsync();
        var asked = QueryHelpers.ParseQuery(begin.Query).ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        asked[parameter] = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        var changed = new Uri(QueryHelpers.AddQueryString(begin.GetLeftPart(UriPartial.Path), asked));
        await AssertRefusedAsync(browser, await browser.Client.GetAsync(await browser.AgreeAsync(changed, sub), Cancel), status, code);
    }

    [Theory]
    [InlineData("""{ "claims": { "aud": "another-client" } }""")]
    [InlineData("""{ "claims": { "iss": "https://evil.example" } }""")]
    [InlineData("""{ "claims": { "exp": 1700000000, "iat": 1699990000 } }""")]
    [InlineData("""{ "claims": { "nonce": "another" } }""")]
    [InlineData("""{ "without": ["nonce"] }""")]
    [InlineData("""{ "without": ["sub"] }""")]
    [InlineData("""{ "otherKey": true }""")]
    [InlineData("""{ "unsigned": true }""")]
    public async Task An_id_token_that_is_not_the_providers_for_us_lets_nobody_in(string tampering)
    {
        var (sub, _) = await PersonAsync(new { groups = "viewers" });
        using var browser = new Browser(Server);
        var answer = await browser.AgreeAsync(await browser.BeginAsync(), sub);
        await Provider.TamperAsync(JsonSerializer.Deserialize<JsonElement>(tampering));
        try
        {
            await AssertRefusedAsync(browser, await browser.Client.GetAsync(answer, Cancel), HttpStatusCode.BadGateway, "LC8164");
        }
        finally
        {
            await Provider.TamperAsync(new { });
        }
        // It is the tampering that was refused.
        using var fine = await browser.SingleSignOnAsync(sub);
        Assert.Equal(HttpStatusCode.Redirect, fine.StatusCode);
    }

    [Fact]
    public async Task Who_changes_their_mind_is_not_signed_in()
    {
        using var browser = new Browser(Server);
        var answer = await browser.AgreeAsync(await browser.BeginAsync(), "", abort: true);
        await AssertRefusedAsync(browser, await browser.Client.GetAsync(answer, Cancel), HttpStatusCode.Forbidden, "LC8165");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("~/x")]
    [InlineData("account")]
    public async Task Nobody_is_sent_on_to_another_site(string returnTo)
    {
        using var browser = new Browser(Server);
        using var refused = await browser.Client.GetAsync("/account/single-sign-on?returnTo=" + Uri.EscapeDataString(returnTo), Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, "LC8170"), (refused.StatusCode, await People.CodeAsync(refused)));
    }

    [Fact]
    public async Task Signing_out_ends_ours_and_says_where_to_go_on_and_what_ends_there_ends_here()
    {
        var (sub, _) = await PersonAsync(new { groups = "viewers" });
        using var browser = await InAsync(sub);
        using var other = await InAsync(sub);
        var secret = browser.Secret;
        using var left = await browser.Client.PostAsync("/account/sign-out", null, Cancel);
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);
        var end = new Uri(Text(await left.Content.ReadFromJsonAsync<JsonElement>(Cancel), "continueAt")!);
        Assert.Equal(Provider.Address.Authority, end.Authority);
        using var stolen = new Browser(Server) { Secret = secret };
        Assert.Equal(HttpStatusCode.Unauthorized, await stolen.StatusAsync("/account"));

        // Still signed in there: back without a form. Then the provider's session ends, and with it ours of that session only.
        using (var again = await browser.SingleSignOnAsync("nobody-is-asked"))
            Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/account"));
        await browser.LeaveProviderAsync(end);
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync("/account"));
        Assert.Equal(HttpStatusCode.OK, await other.StatusAsync("/account"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJpc3MiOiJ4Iiwic3ViIjoieSJ9.")]
    public async Task Only_the_provider_ends_sessions(string? token)
    {
        using var client = Server.Client();
        using var refused = await client.PostAsync("/account/single-sign-on/logout",
            token is null ? new StringContent("{}") : new FormUrlEncodedContent([new("logout_token", token)]), Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, "LC8171"), (refused.StatusCode, await People.CodeAsync(refused)));
    }

    [Fact]
    public async Task An_end_must_be_said_to_us_now_and_be_one()
    {
        const string Event = "http://schemas.openid.net/event/backchannel-logout";
        var (sub, _) = await PersonAsync(new { groups = "viewers" });
        using var browser = await InAsync(sub);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Dictionary<string, object> Said(params (string Name, object? Value)[] changes)
        {
            var claims = new Dictionary<string, object>
            {
                ["iss"] = Provider.Address.ToString().TrimEnd('/'),
                ["aud"] = "lowcode",
                ["sub"] = sub,
                ["iat"] = now,
                ["exp"] = now + 120,
                ["jti"] = "j",
                ["events"] = new Dictionary<string, object> { [Event] = new { } },
            };
            foreach (var (name, value) in changes)
            {
                claims.Remove(name);
                if (value is not null)
                    claims[name] = value;
            }
            return claims;
        }
        foreach (var wrong in new[] { Said(("aud", "other")), Said(("iss", "https://evil.example")), Said(("exp", now - 3600)), Said(("nonce", "n")), Said(("events", null)), Said(("events", new { x = 1 })), Said(("sub", null)) })
        {
            Assert.Equal(HttpStatusCode.BadRequest, await EndAsync(wrong));
            Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/account"));
        }
        Assert.Equal(HttpStatusCode.OK, await EndAsync(Said(("sub", "somebody else"))));
        Assert.Equal(HttpStatusCode.OK, await EndAsync(Said(("sid", "another session"))));
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/account"));
        Assert.Equal(HttpStatusCode.OK, await EndAsync(Said()));
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync("/account"));

        async Task<HttpStatusCode> EndAsync(object claims)
        {
            using var client = Server.Client();
            using var said = await client.PostAsync("/account/single-sign-on/logout",
                new FormUrlEncodedContent([new("logout_token", await Provider.SignAsync(claims))]), Cancel);
            return said.StatusCode;
        }
    }

    [Fact]
    public async Task Pages_are_told_that_there_is_single_sign_on()
    {
        using var client = Server.Client();
        Assert.Equal("/account/single-sign-on", Text(await client.GetFromJsonAsync<JsonElement>("/account/sign-in", Cancel), "singleSignOn"));
    }

    [Fact]
    public async Task What_the_server_writes_holds_no_secret()
    {
        var (sub, _) = await PersonAsync(new { groups = "viewers" });
        using var browser = new Browser(Server);
        var answer = await browser.AgreeAsync(await browser.BeginAsync(), sub);
        using (await browser.Client.GetAsync(answer, Cancel))
        using (await browser.Client.GetAsync(answer, Cancel))
        {
        }
        await Server.SaidAsync("A single sign-on failed.", Cancel);
        foreach (var secret in new[] { IdentityProvider.Secret, (string?)QueryHelpers.ParseQuery(answer.Query)["code"], (string?)QueryHelpers.ParseQuery(answer.Query)["state"], browser.Secret })
            Assert.DoesNotContain(secret!, Server.Output, StringComparison.Ordinal);
    }

    private async Task<Browser> InAsync(string sub)
    {
        var browser = new Browser(Server);
        using var back = await browser.SingleSignOnAsync(sub);
        Assert.True(back.StatusCode == HttpStatusCode.Redirect, await back.Content.ReadAsStringAsync(Cancel));
        return browser;
    }

    private async Task<(string Subject, string Name)> PersonAsync(object claims)
    {
        var name = "s" + Guid.NewGuid().ToString("N")[..12];
        return (await KnowAsync(Guid.NewGuid().ToString("N"), name, claims), name);
    }

    private async Task<string> KnowAsync(string sub, string name, object claims, string title = "张三")
    {
        var known = JsonSerializer.SerializeToNode(claims)!.AsObject();
        known["preferred_username"] = name;
        known["name"] = title;
        await Provider.KnowAsync(sub, known);
        return sub;
    }

    private async Task ChangeAsync(string name, object change)
    {
        using var admin = Server.Client("admin", DemoUsers.Password);
        using var changed = await admin.PatchAsJsonAsync("/admin/users/" + name, change, Cancel);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    private static async Task AssertRefusedAsync(Browser browser, HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.True(answer.StatusCode == status, $"{answer.StatusCode} {text}");
            Assert.Equal(code, await People.CodeAsync(answer));
            Assert.DoesNotContain("IDX", text, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync("/account"));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string[] RolesOf(JsonElement account) =>
    [
        .. account.GetProperty("roles").EnumerateArray()
            .Select(held => $"{Text(held, "role")}@{Text(held, "division")}:{Text(held, "app")}").Order(StringComparer.Ordinal),
    ];

    /// <summary>A provider and a server that trusts it.</summary>
    public sealed class House : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();
        private IdentityProvider? _provider;
        private ServerProcess? _server;

        internal IdentityProvider Provider => _provider!;

        internal ServerProcess Server => _server!;

        public async ValueTask InitializeAsync()
        {
            // A fixture cannot skip: its tests do.
            if (IdentityProvider.WhyNot is not null)
                return;
            _provider = await IdentityProvider.StartAsync();
            _server = await ServerProcess.StartAsync(Path.Combine(_folder.Path, "data"), IdentityProvider.Environs(),
                TestContext.Current.CancellationToken, _provider.Settings("--Logging:LogLevel:Default=Trace"));
            await _provider.RegisterAsync(_server.Address);
        }

        public async ValueTask DisposeAsync()
        {
            if (_server is not null)
                await _server.DisposeAsync();
            if (_provider is not null)
                await _provider.DisposeAsync();
            _folder.Dispose();
        }
    }
}
