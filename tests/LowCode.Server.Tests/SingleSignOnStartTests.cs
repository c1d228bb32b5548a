using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LowCode.Tests.Shared;

namespace LowCode.Server.Tests;

/// <summary>Single sign-on as servers may be set up: wrongly, without the provider, with several nodes, with other providers.</summary>
public class SingleSignOnStartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_the_provider_local_accounts_sign_in_and_others_are_told()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, Cancel, "--SingleSignOn:Authority=http://127.0.0.1:9", "--SingleSignOn:ClientId=x");
        using var local = await Browser.OfAsync(server, DemoUsers.Inspector, DemoUsers.Password);
        using (var asked = await local.Client.GetAsync("/account/single-sign-on", Cancel))
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "LC8161"), (asked.StatusCode, await People.CodeAsync(asked)));
        using var left = await local.Client.PostAsync("/account/sign-out", null, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
    }

    [Fact]
    public async Task Where_it_is_not_set_up_there_is_none()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, Cancel);
        using var client = server.Client("admin", DemoUsers.Password);
        using var callback = await client.GetAsync("/account/single-sign-on/callback", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, callback.StatusCode);
        Assert.Equal(JsonValueKind.Null, (await client.GetFromJsonAsync<JsonElement>("/account/sign-in", Cancel)).GetProperty("singleSignOn").ValueKind);
        using var linked = await client.PostAsJsonAsync("/admin/users/admin/identities", new { subject = "x" }, Cancel);
        Assert.Equal((HttpStatusCode.Conflict, "LC8174"), (linked.StatusCode, await People.CodeAsync(linked)));
    }

    [Fact]
    public async Task A_wrong_secret_is_told_without_the_secret()
    {
        IdentityProvider.Need();
        using var folder = new TemporaryFolder();
        await using var provider = await IdentityProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(folder.Path, IdentityProvider.Environs("not-the-secret-0815"), Cancel, provider.Settings());
        await provider.RegisterAsync(server.Address);
        await provider.KnowAsync("one", new { preferred_username = "one" });
        using var browser = new Browser(server);
        using var refused = await browser.SingleSignOnAsync("one");
        var text = await refused.Content.ReadAsStringAsync(Cancel);
        Assert.Equal((HttpStatusCode.BadGateway, "LC8163"), (refused.StatusCode, await People.CodeAsync(refused)));
        Assert.Contains("invalid_client", text, StringComparison.Ordinal);
        Assert.DoesNotContain("0815", text, StringComparison.Ordinal);
        Assert.DoesNotContain("0815", server.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync("/account"));
    }

    // Requests are pushed, and claims are told at the userinfo endpoint only.
    [Fact]
    public async Task Where_nobody_is_made_by_signing_in_an_administrator_lets_people_in()
    {
        IdentityProvider.Need();
        using var folder = new TemporaryFolder();
        await using var provider = await IdentityProvider.StartAsync("--userinfo", "--pushed");
        await using var server = await ServerProcess.StartAsync(folder.Path, IdentityProvider.Environs(), Cancel, provider.Settings("--SingleSignOn:CreateUsers=false"));
        await provider.RegisterAsync(server.Address);
        await provider.KnowAsync("subject-1", new { preferred_username = "li", name = "李四", groups = new[] { "inspectors" }, division = new[] { "310106006002" } });
        using var browser = new Browser(server);
        Assert.DoesNotContain("code_challenge", (await browser.BeginAsync()).Query, StringComparison.Ordinal);
        using (var refused = await browser.SingleSignOnAsync("subject-1"))
        {
            Assert.Equal((HttpStatusCode.Forbidden, "LC8167"), (refused.StatusCode, await People.CodeAsync(refused)));
            Assert.Contains("subject-1", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
        using var admin = server.Client("admin", DemoUsers.Password);
        using (var added = await admin.PostAsJsonAsync("/admin/users", new { name = "li.si", title = "李" }, Cancel))
            Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        using (var linked = await admin.PostAsJsonAsync("/admin/users/li.si/identities", new { subject = "subject-1" }, Cancel))
            Assert.Equal(HttpStatusCode.Created, linked.StatusCode);
        using (var back = await browser.SingleSignOnAsync("subject-1"))
            Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        var who = await browser.GetAsync("/account");
        Assert.Equal(("li.si", "李四", "inspector"), (who.GetProperty("name").GetString(), who.GetProperty("title").GetString(), who.GetProperty("roles")[0].GetProperty("role").GetString()));
        // A first password that nobody needs is not asked for.
        Assert.Empty(who.GetProperty("due").EnumerateArray());
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/odata/flood-readiness/inspection"));
    }

    [Fact]
    public async Task Behind_one_address_any_node_finishes_what_another_has_begun()
    {
        IdentityProvider.Need();
        Assert.SkipWhen(TestStore.WhyNoPostgres is not null, TestStore.WhyNoPostgres ?? "");
        using var folder = new TemporaryFolder();
        await using var provider = await IdentityProvider.StartAsync();
        var store = TestStore.PostgresNameOf(folder.Path);
        var settings = provider.Settings("--PublicUrl=http://juwei.example.test");
        await using var one = await ServerProcess.StartAsync(store, IdentityProvider.Environs(), Cancel, settings);
        await using var other = await ServerProcess.StartAsync(store, IdentityProvider.Environs(), Cancel, settings);
        await provider.RegisterAsync(new Uri("http://juwei.example.test"), logout: one.Address);
        await provider.KnowAsync("one", new { preferred_username = "wang", groups = "viewers" });
        using var browser = new Browser(one);
        var answer = await browser.AgreeAsync(await browser.BeginAsync(), "one");
        Assert.Equal("juwei.example.test", answer.Host);
        using (var back = await browser.Client.GetAsync(new Uri(other.Address, answer.PathAndQuery), Cancel))
            Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Equal("wang", (await browser.GetAsync("/account")).GetProperty("name").GetString());
        using (var replayed = await browser.Client.GetAsync(answer.PathAndQuery, Cancel))
            Assert.Equal((HttpStatusCode.BadRequest, "LC8162"), (replayed.StatusCode, await People.CodeAsync(replayed)));

        // The provider tells one node; both know.
        using var there = new Browser(other) { Secret = browser.Secret };
        Assert.Equal(HttpStatusCode.OK, await there.StatusAsync("/account"));
        await browser.LeaveProviderAsync(new Uri(provider.Address, "/session/end?client_id=lowcode"));
        Assert.Equal(HttpStatusCode.Unauthorized, await there.StatusAsync("/account"));
    }

    [Theory]
    [InlineData("LC8160", "--SingleSignOn:ClientSecret=geheim42")]
    [InlineData("LC8005", "--SingleSignOn:Authority=http://sso.example.cn")]
    [InlineData("LC8005", "--SingleSignOn:Authority=sso")]
    [InlineData("LC8005", "--SingleSignOn:Authority=https://sso.example.cn", "--SingleSignOn:Scopes=profile")]
    [InlineData("LC8005", "--SingleSignOn:Authority=https://sso.example.cn", "--SingleSignOn:ClientId=x", "--SingleSignOn:Administrators:0:Claim=sub")]
    [InlineData("LC8005", "--SingleSignOn:Authority=https://sso.example.cn", "--SingleSignOn:ClientId=x", "--SingleSignOn:Roles:0:Claim=g", "--SingleSignOn:Roles:0:Role=viewer")]
    public async Task Settings_that_cannot_be_are_told(string code, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var (exit, output) = await ServerProcess.StartAndFailAsync(folder.Path, Cancel, arguments);
        Assert.True(exit == 2, $"{exit}\n{output}");
        Assert.Contains(code, output, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim42", output, StringComparison.Ordinal);
    }
}
