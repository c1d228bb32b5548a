using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace LowCode.Server.Tests;

/// <summary>Local accounts: passwords, and what administrators do with users.</summary>
public class AccountTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Inspections = "/odata/flood-readiness/inspection";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServerProcess Server => running.Server;

    [Fact]
    public async Task A_first_password_opens_nothing_but_its_change()
    {
        var (name, first) = await People.AddAsync(Server);
        using var client = Server.Client(name, first);
        foreach (var path in new[] { Inspections, "/odata/flood-readiness/$metadata", "/account/sessions", "/account/tokens", "/nowhere" })
        {
            using var refused = await client.GetAsync(path, Cancel);
            Assert.Equal((HttpStatusCode.Forbidden, "LC8124"), (refused.StatusCode, await People.CodeAsync(refused)));
        }
        var who = await client.GetFromJsonAsync<JsonElement>("/account", Cancel);
        Assert.Equal("passwordChange", Assert.Single(who.GetProperty("due").EnumerateArray()).GetString());
        using var changed = await client.PostAsJsonAsync("/account/password", new { current = first, @new = People.Password }, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        using var old = await client.GetAsync(Inspections, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        using var now = Server.Client(name, People.Password);
        using var fine = await now.GetAsync(Inspections, Cancel);
        Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
        Assert.Empty((await now.GetFromJsonAsync<JsonElement>("/account", Cancel)).GetProperty("due").EnumerateArray());
    }

    [Theory]
    [InlineData("eleven-char", "LC8120")]
    [InlineData("123456789012", "LC8121")]
    [InlineData("qwertyuiopas", "LC8121")]
    [InlineData("password2026", "LC8121")]
    [InlineData("P@ssw0rd!!!!", "LC8121")]
    [InlineData("aaaaaaaaaaaa", "LC8121")]
    [InlineData("woaini1314520", "LC8121")]
    [InlineData("xk7xk7xk7xk7", "LC8121")]
    [InlineData("{name}-2026", "LC8122")]
    [InlineData(People.Password, "LC8123")]
    public async Task A_password_that_is_soon_guessed_is_refused(string password, string code)
    {
        var name = await People.ReadyAsync(Server);
        using var client = Server.Client(name, People.Password);
        using var refused = await client.PostAsJsonAsync("/account/password",
            new { current = People.Password, @new = password.Replace("{name}", name, StringComparison.Ordinal) }, Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal([code], await People.DetailsAsync(refused));
        using var still = await client.GetAsync(Inspections, Cancel);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task Who_does_not_know_the_current_password_changes_nothing()
    {
        var name = await People.ReadyAsync(Server);
        using var client = Server.Client(name, People.Password);
        using var refused = await client.PostAsJsonAsync("/account/password", new { current = "something else", @new = "another long one" }, Cancel);
        Assert.Equal((HttpStatusCode.Forbidden, "LC8130"), (refused.StatusCode, await People.CodeAsync(refused)));
        using var still = await client.GetAsync(Inspections, Cancel);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Theory]
    [InlineData("{", 400, "LC8132")]
    [InlineData("null", 400, "LC8132")]
    [InlineData("""{ "current": "x" }""", 400, "LC8132")]
    [InlineData("""{ "current": "x", "new": "y", "isAdministrator": true }""", 400, "LC8132")]
    [InlineData("""{ "current": 5, "new": "y" }""", 400, "LC8132")]
    public async Task A_body_that_is_not_what_is_asked_for_is_refused(string body, int status, string code)
    {
        using var client = Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var json = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var refused = await client.PostAsync("/account/password", json, Cancel);
        Assert.Equal((status, code), ((int)refused.StatusCode, await People.CodeAsync(refused)));
        using var form = new FormUrlEncodedContent([new("current", "x"), new("new", "y")]);
        using var type = await client.PostAsync("/account/password", form, Cancel);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "LC8133"), (type.StatusCode, await People.CodeAsync(type)));
        using var large = new StringContent($$"""{ "current": "{{new string('x', 100_000)}}", "new": "y" }""", System.Text.Encoding.UTF8, "application/json");
        using var refusedToo = await client.PostAsync("/account/password", large, Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refusedToo.StatusCode);
    }

    [Fact]
    public async Task Somebody_who_is_disabled_is_out_at_once_and_in_again_when_enabled()
    {
        var name = await People.ReadyAsync(Server);
        using var client = Server.Client(name, People.Password);
        using var browser = await Browser.OfAsync(Server, name, People.Password);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(Inspections));
        using (var before = await client.GetAsync(Inspections, Cancel))
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        await People.DoAsync(Server, name, "disable");
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync(Inspections));
        using (var refused = await client.GetAsync(Inspections, Cancel))
            Assert.Equal((HttpStatusCode.Unauthorized, "LC8102"), (refused.StatusCode, await People.CodeAsync(refused)));
        await People.DoAsync(Server, name, "enable");
        // The session does not come back with the person.
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync(Inspections));
        using var after = await client.GetAsync(Inspections, Cancel);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task A_reset_password_takes_the_place_of_the_old_one_and_ends_what_it_opened()
    {
        var name = await People.ReadyAsync(Server);
        using var browser = await Browser.OfAsync(Server, name, People.Password);
        var first = (await People.DoAsync(Server, name, "reset-password")).GetProperty("password").GetString()!;
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync("/account"));
        using var old = Server.Client(name, People.Password);
        using var refused = await old.GetAsync("/account", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var again = Server.Client(name, first);
        using var due = await again.GetAsync(Inspections, Cancel);
        Assert.Equal((HttpStatusCode.Forbidden, "LC8124"), (due.StatusCode, await People.CodeAsync(due)));
    }

    [Fact]
    public async Task Users_are_looked_after_by_administrators_only_and_with_sense()
    {
        var name = await People.ReadyAsync(Server);
        using var person = Server.Client(name, People.Password);
        using (var refused = await person.GetAsync("/admin/users", Cancel))
            Assert.Equal((HttpStatusCode.Forbidden, "LC8103"), (refused.StatusCode, await People.CodeAsync(refused)));
        using (var refused = await person.PatchAsJsonAsync($"/admin/users/{name}", new { isAdministrator = true }, Cancel))
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        using var admin = Server.Client("admin", DemoUsers.Password);
        using (var twice = await admin.PostAsJsonAsync("/admin/users", new { name, title = "x" }, Cancel))
            Assert.Equal((HttpStatusCode.Conflict, "LC9131"), (twice.StatusCode, await People.CodeAsync(twice)));
        using (var wrong = await admin.PostAsJsonAsync("/admin/users", new
        {
            name = "a:b",
            title = "",
            roles = new[] { new { role = "inspector", division = "999", app = "no-such-app" }, new { role = "", division = "31", app = "flood-readiness" } },
        }, Cancel))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
            Assert.Equal(["LC9132", "LC9133", "LC9011", "LC9108", "LC9135"], await People.DetailsAsync(wrong));
        }
        using (var nobody = await admin.PostAsync("/admin/users/nobody-of-that-name/disable", null, Cancel))
            Assert.Equal((HttpStatusCode.NotFound, "LC8135"), (nobody.StatusCode, await People.CodeAsync(nobody)));
        using (var changed = await admin.PatchAsJsonAsync($"/admin/users/{name}", new { roles = Array.Empty<object>(), title = "新名字" }, Cancel))
            Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var listed = (await admin.GetFromJsonAsync<JsonElement>("/admin/users", Cancel)).GetProperty("value").EnumerateArray()
            .Single(user => user.GetProperty("name").GetString() == name);
        Assert.Equal(("新名字", 0, true), (listed.GetProperty("title").GetString(), listed.GetProperty("roles").GetArrayLength(), listed.GetProperty("hasPassword").GetBoolean()));
    }

    [Fact]
    public async Task The_tool_adds_lists_changes_disables_and_resets()
    {
        var name = "u" + Guid.NewGuid().ToString("N")[..12];
        var (added, said) = await RunAsync("add", name, "--title", "小李", "--role", "inspector@310106006002", "--role", "viewer@31:flood-readiness");
        Assert.True(added == 0, said);
        var first = said.Trim().Split(' ')[^1];
        using var client = Server.Client(name, first);
        using var due = await client.GetAsync(Inspections, Cancel);
        Assert.Equal("LC8124", await People.CodeAsync(due));
        Assert.Contains($"{name}\t小李\t\t\tinspector@310106006002 viewer@31:flood-readiness", (await RunAsync("list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("roles", name, "--role", "reviewer@310106006")).ExitCode);
        Assert.Contains($"{name}\t小李\t\t\treviewer@310106006", (await RunAsync("list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("disable", name)).ExitCode);
        Assert.Contains($"{name}\t小李\t\tdisabled", (await RunAsync("list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("enable", name)).ExitCode);
        var reset = await RunAsync("reset-password", name);
        Assert.NotEqual(first, reset.Output.Trim().Split(' ')[^1]);
        var (exit, wrong) = await RunAsync("add", "x", "--title", "x", "--role", "inspector@999");
        Assert.Equal(1, exit);
        Assert.Contains("999", wrong, StringComparison.Ordinal);
        Assert.Contains("LC8156", (await RunAsync("roles", name, "--role", "inspector")).Output, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => CliProcess.RunAsync(Cancel,
        ["user", .. arguments, "--server", Server.Address.ToString(), "--user", $"admin:{DemoUsers.Password}", "--locale", "en"]);
}
