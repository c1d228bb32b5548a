using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LowCode.Tests.Shared;

namespace LowCode.Server.Tests;

/// <summary>Invitations against a running server.</summary>
public class InvitationTests(RunningServer running) : IClassFixture<RunningServer>
{
    private static readonly object[] Roles = [new { role = "inspector", division = "310106006002" }];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServerProcess Server => running.Server;

    [Fact]
    public async Task Who_accepts_chooses_name_and_password_gets_the_roles_and_is_signed_in_once()
    {
        var made = await InviteAsync(new { title = "新检查员", roles = Roles });
        var code = made.GetProperty("code").GetString()!;
        Assert.Equal($"{Server.Address.GetLeftPart(UriPartial.Authority)}/#/invitation/{code}", made.GetProperty("url").GetString());
        var name = "i" + Guid.NewGuid().ToString("N")[..12];
        using var browser = new Browser(Server);
        using (var weak = await AcceptAsync(browser, code, name, "password2026"))
            Assert.Equal(["LC8121"], await People.DetailsAsync(weak));
        using (var taken = await AcceptAsync(browser, code, DemoUsers.Inspector, People.Password))
            Assert.Equal((HttpStatusCode.Conflict, "LC9131"), (taken.StatusCode, await People.CodeAsync(taken)));
        using (var bad = await AcceptAsync(browser, code, "a b", People.Password))
            Assert.Equal(["LC9132"], await People.DetailsAsync(bad));
        using (var accepted = await AcceptAsync(browser, code, name, People.Password))
            Assert.Equal(HttpStatusCode.Created, accepted.StatusCode);
        var who = await browser.GetAsync("/account");
        Assert.Equal((name, "310106006002"), (who.GetProperty("name").GetString(), who.GetProperty("roles")[0].GetProperty("division").GetString()));
        Assert.Empty(who.GetProperty("due").EnumerateArray());
        using var second = new Browser(Server);
        using (var used = await AcceptAsync(second, code, name + "2", People.Password))
            Assert.Equal((HttpStatusCode.NotFound, "LC8138"), (used.StatusCode, await People.CodeAsync(used)));
        Assert.Null(second.Secret);
    }

    [Fact]
    public async Task Accepted_by_many_at_once_it_is_good_for_one()
    {
        var code = (await InviteAsync(new { title = "一个人", roles = Roles })).GetProperty("code").GetString()!;
        var name = "i" + Guid.NewGuid().ToString("N")[..12];
        var statuses = await Task.WhenAll(Enumerable.Range(0, 5).Select(async i =>
        {
            using var browser = new Browser(Server);
            using var response = await AcceptAsync(browser, code, name + i, People.Password);
            return response.StatusCode;
        }));
        Assert.Equal(1, statuses.Count(status => status == HttpStatusCode.Created));
        Assert.Equal(4, statuses.Count(status => status == HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task What_is_withdrawn_or_never_was_opens_nothing_and_only_administrators_invite()
    {
        var made = await InviteAsync(new { title = "撤回", hours = 1 });
        using var admin = Server.Client("admin", DemoUsers.Password);
        var id = made.GetProperty("invitation").GetProperty("id").GetString();
        Assert.Contains(id!, await admin.GetStringAsync("/admin/invitations", Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain(made.GetProperty("code").GetString()!, await admin.GetStringAsync("/admin/invitations", Cancel), StringComparison.Ordinal);
        using (var withdrawn = await admin.DeleteAsync($"/admin/invitations/{id}", Cancel))
            Assert.Equal(HttpStatusCode.NoContent, withdrawn.StatusCode);
        using var browser = new Browser(Server);
        foreach (var code in new[] { made.GetProperty("code").GetString()!, "", "invented" })
        {
            using var refused = await AcceptAsync(browser, code, "somebody", People.Password);
            Assert.Equal((HttpStatusCode.NotFound, "LC8138"), (refused.StatusCode, await People.CodeAsync(refused)));
        }
        using (var forever = await admin.PostAsJsonAsync("/admin/invitations", new { title = "x", hours = 10_000 }, Cancel))
            Assert.Equal(["LC9145"], await People.DetailsAsync(forever));
        using (var over = await admin.PostAsJsonAsync("/admin/invitations", new { title = "x", hours = 0 }, Cancel))
            Assert.Equal(["LC9145"], await People.DetailsAsync(over));
        using var person = Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var forbidden = await person.PostAsJsonAsync("/admin/invitations", new { title = "x", isAdministrator = true }, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task The_first_administrator_of_an_installation_is_invited_in_its_data()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        await using (var first = await ServerProcess.StartAsync(data, Cancel, "--Demo:Users=false"))
            await first.StopAsync(Cancel);
        var (exit, said) = await CliProcess.RunAsync(Cancel, "user", "invite", "--data", TestStore.NameOf(data), "--administrator", "--title", "管理员", "--locale", "en");
        Assert.True(exit == 0, said);
        await using var server = await ServerProcess.StartAsync(data, Cancel, "--Demo:Users=false");
        using var browser = new Browser(server);
        using (var accepted = await AcceptAsync(browser, said.Trim().Split(' ')[^1], "chief", People.Password))
            Assert.Equal(HttpStatusCode.Created, accepted.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/admin/status"));
        using var refused = await browser.Client.PostAsync("/admin/users/chief/disable", null, Cancel);
        Assert.Equal((HttpStatusCode.Conflict, "LC9130"), (refused.StatusCode, await People.CodeAsync(refused)));
        using var invited = await browser.Client.PostAsJsonAsync("/admin/invitations", new { title = "下一位" }, Cancel);
        Assert.Equal(HttpStatusCode.Created, invited.StatusCode);
    }

    private async Task<JsonElement> InviteAsync(object order)
    {
        using var admin = Server.Client("admin", DemoUsers.Password);
        using var made = await admin.PostAsJsonAsync("/admin/invitations", order, Cancel);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return await made.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    private static Task<HttpResponseMessage> AcceptAsync(Browser browser, string code, string name, string password) =>
        browser.Client.PostAsJsonAsync("/account/accept-invitation", new { code, name, title = "新人", password }, Cancel);
}
