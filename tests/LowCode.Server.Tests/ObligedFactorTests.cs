using System.Net;
using System.Net.Http.Json;

namespace LowCode.Server.Tests;

/// <summary>A server that obliges administrators to have a second factor.</summary>
public class ObligedFactorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_without_a_second_factor_sets_it_up_before_anything_else()
    {
        using var folder = new TemporaryFolder();
        string name, plain;
        await using (var free = await ServerProcess.StartAsync(folder.Path, Cancel))
        {
            name = await People.ReadyAsync(free, isAdministrator: true);
            plain = await People.ReadyAsync(free);
        }
        await using var server = await ServerProcess.StartAsync(folder.Path, Cancel, "--AdministratorsNeedSecondFactor=true");
        using var browser = await Browser.OfAsync(server, name, People.Password);
        Assert.Equal(["secondFactor"], (await browser.GetAsync("/account")).GetProperty("due").EnumerateArray().Select(due => due.GetString()));
        foreach (var path in (string[])["/apps", "/odata/flood-readiness/inspection", "/admin/users", "/account/sessions", "/account/events"])
        {
            using var refused = await browser.Client.GetAsync(path, Cancel);
            Assert.Equal((HttpStatusCode.Forbidden, "LC8250"), (refused.StatusCode, await People.CodeAsync(refused)));
        }
        // By whatever way: with the password itself, or by a token that was made before.
        using (var basic = server.Client(name, People.Password))
        using (var refused = await basic.PostAsJsonAsync("/admin/users", new { name = "u1", title = "x", roles = Array.Empty<object>() }, Cancel))
            Assert.Equal((HttpStatusCode.Forbidden, "LC8250"), (refused.StatusCode, await People.CodeAsync(refused)));
        using (var token = await browser.Client.PostAsJsonAsync("/account/tokens", new { title = "x", access = "read", expiresAt = DateTimeOffset.UtcNow.AddDays(1) }, Cancel))
            Assert.Equal((HttpStatusCode.Forbidden, "LC8250"), (token.StatusCode, await People.CodeAsync(token)));
        // A secret that is not confirmed is none.
        using (var begun = await browser.Client.PostAsJsonAsync("/account/second-factor", new { password = People.Password }, Cancel))
            Assert.Equal(HttpStatusCode.OK, begun.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await browser.StatusAsync("/apps"));

        await SecondFactorTests.EnrolAsync(browser, name);
        Assert.Empty((await browser.GetAsync("/account")).GetProperty("due").EnumerateArray());
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/admin/users"));
        // Others are not asked for one.
        using var inspector = await Browser.OfAsync(server, plain, People.Password);
        Assert.Empty((await inspector.GetAsync("/account")).GetProperty("due").EnumerateArray());
        Assert.Equal(HttpStatusCode.OK, await inspector.StatusAsync("/apps"));
    }

    [Fact]
    public async Task The_first_password_is_changed_before_and_giving_the_factor_up_makes_it_due_again()
    {
        using var folder = new TemporaryFolder();
        string name, first;
        await using (var free = await ServerProcess.StartAsync(folder.Path, Cancel))
            (name, first) = await People.AddAsync(free, isAdministrator: true);
        await using var server = await ServerProcess.StartAsync(folder.Path, Cancel, "--AdministratorsNeedSecondFactor=true");
        using var browser = await Browser.OfAsync(server, name, first);
        Assert.Equal(["passwordChange", "secondFactor"], (await browser.GetAsync("/account")).GetProperty("due").EnumerateArray().Select(due => due.GetString()));
        using (var early = await browser.Client.PostAsJsonAsync("/account/second-factor", new { password = first }, Cancel))
            Assert.Equal((HttpStatusCode.Forbidden, "LC8124"), (early.StatusCode, await People.CodeAsync(early)));
        using (var changed = await browser.Client.PostAsJsonAsync("/account/password", new { current = first, @new = People.Password }, Cancel))
            Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        var (_, recovery) = await SecondFactorTests.EnrolAsync(browser, name);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/apps"));
        using (var off = await browser.Client.PostAsJsonAsync("/account/second-factor/disable", new { password = People.Password, code = recovery[0] }, Cancel))
            Assert.Equal(HttpStatusCode.NoContent, off.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await browser.StatusAsync("/apps"));
    }
}
