using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LowCode.Server.SignIn;

namespace LowCode.Server.Tests;

/// <summary>The second factor against a running server.</summary>
public class SecondFactorTests(RunningServer running) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServerProcess Server => running.Server;

    [Fact]
    public async Task Once_confirmed_a_code_is_asked_for_and_each_is_good_once()
    {
        var name = await People.ReadyAsync(Server);
        using var browser = await Browser.OfAsync(Server, name, People.Password);
        using var other = await Browser.OfAsync(Server, name, People.Password);
        var (secret, recovery) = await EnrolAsync(browser, name);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync("/account"));
        Assert.Equal(HttpStatusCode.Unauthorized, await other.StatusAsync("/account"));
        Assert.True((await browser.GetAsync("/account")).GetProperty("secondFactor").GetBoolean());

        using var fresh = new Browser(Server);
        using (var needed = await fresh.SignInAsync(name, People.Password))
            Assert.Equal((HttpStatusCode.Unauthorized, "LC8126"), (needed.StatusCode, await People.CodeAsync(needed)));
        Assert.Null(fresh.Secret);
        // A step early, so that it is good for a minute at least, however slow this machine is.
        var code = Totp.Code(secret, Totp.StepOf(DateTimeOffset.UtcNow) + 1);
        using (var right = await fresh.SignInAsync(name, People.Password, code))
            Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        using (var replayed = await fresh.SignInAsync(name, People.Password, code))
            Assert.Equal((HttpStatusCode.Unauthorized, "LC8102"), (replayed.StatusCode, await People.CodeAsync(replayed)));
        // A code does not help whoever has no password.
        using (var wrong = await fresh.SignInAsync(name, "not the password", recovery[0]))
            Assert.Equal((HttpStatusCode.Unauthorized, "LC8102"), (wrong.StatusCode, await People.CodeAsync(wrong)));
        using (var lost = await fresh.SignInAsync(name, People.Password, recovery[0]))
            Assert.Equal(HttpStatusCode.OK, lost.StatusCode);
        using (var twice = await fresh.SignInAsync(name, People.Password, recovery[0]))
            Assert.Equal(HttpStatusCode.Unauthorized, twice.StatusCode);
        using (var spaced = await fresh.SignInAsync(name, People.Password, recovery[1].Replace('-', ' ').ToUpperInvariant()))
            Assert.Equal(HttpStatusCode.OK, spaced.StatusCode);
    }

    [Fact]
    public async Task Basic_needs_a_token_then()
    {
        var name = await People.ReadyAsync(Server);
        using var browser = await Browser.OfAsync(Server, name, People.Password);
        using var basic = Server.Client(name, People.Password);
        using (var before = await basic.GetAsync("/account", Cancel))
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        await EnrolAsync(browser, name);
        using (var refused = await basic.GetAsync("/account", Cancel))
            Assert.Equal((HttpStatusCode.Unauthorized, "LC8127"), (refused.StatusCode, await People.CodeAsync(refused)));
        using var made = await browser.Client.PostAsJsonAsync("/account/tokens", new { title = "Excel", access = "read", expiresAt = DateTimeOffset.UtcNow.AddDays(1) }, Cancel);
        using var excel = Server.Client(name, (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString());
        using var fine = await excel.GetAsync("/account", Cancel);
        Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
    }

    [Fact]
    public async Task It_is_given_up_with_password_and_code_or_taken_away_by_an_administrator()
    {
        var name = await People.ReadyAsync(Server);
        using var browser = await Browser.OfAsync(Server, name, People.Password);
        var (_, recovery) = await EnrolAsync(browser, name);
        using (var again = await browser.Client.PostAsJsonAsync("/account/second-factor", new { password = People.Password }, Cancel))
            Assert.Equal((HttpStatusCode.Conflict, "LC8137"), (again.StatusCode, await People.CodeAsync(again)));
        foreach (var wrong in new object[] { new { password = People.Password }, new { password = People.Password, code = "" }, new { password = People.Password, code = "000000x" }, new { password = "x", code = recovery[0] } })
        {
            using var refused = await browser.Client.PostAsJsonAsync("/account/second-factor/disable", wrong, Cancel);
            Assert.Equal((HttpStatusCode.Forbidden, "LC8136"), (refused.StatusCode, await People.CodeAsync(refused)));
        }
        using (var off = await browser.Client.PostAsJsonAsync("/account/second-factor/disable", new { password = People.Password, code = recovery[0] }, Cancel))
            Assert.Equal(HttpStatusCode.NoContent, off.StatusCode);
        Assert.False((await browser.GetAsync("/account")).GetProperty("secondFactor").GetBoolean());

        await EnrolAsync(browser, name);
        await People.DoAsync(Server, name, "reset-second-factor");
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync("/account"));
        using var fine = await browser.SignInAsync(name, People.Password);
        Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
    }

    [Fact]
    public async Task A_secret_asks_nobody_for_a_code_before_it_is_confirmed()
    {
        var name = await People.ReadyAsync(Server);
        using var browser = await Browser.OfAsync(Server, name, People.Password);
        using (var wrong = await browser.Client.PostAsJsonAsync("/account/second-factor", new { password = "not the password" }, Cancel))
            Assert.Equal((HttpStatusCode.Forbidden, "LC8130"), (wrong.StatusCode, await People.CodeAsync(wrong)));
        using (var begun = await browser.Client.PostAsJsonAsync("/account/second-factor", new { password = People.Password }, Cancel))
            Assert.Equal(HttpStatusCode.OK, begun.StatusCode);
        using (var refused = await browser.Client.PostAsJsonAsync("/account/second-factor/confirm", new { code = "12345" }, Cancel))
            Assert.Equal((HttpStatusCode.Forbidden, "LC8136"), (refused.StatusCode, await People.CodeAsync(refused)));
        using var fine = await browser.SignInAsync(name, People.Password);
        Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
    }

    internal static async Task<(byte[] Secret, string[] Recovery)> EnrolAsync(Browser browser, string name)
    {
        using var begun = await browser.Client.PostAsJsonAsync("/account/second-factor", new { password = People.Password }, Cancel);
        var answer = await begun.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var typed = answer.GetProperty("secret").GetString()!;
        Assert.Equal($"otpauth://totp/LowCode:{name}?secret={typed}&issuer=LowCode&algorithm=SHA1&digits=6&period=30", answer.GetProperty("uri").GetString());
        var secret = Decode(typed);
        using var confirmed = await browser.Client.PostAsJsonAsync("/account/second-factor/confirm",
            new { code = Totp.Code(secret, Totp.StepOf(DateTimeOffset.UtcNow)) }, Cancel);
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        var codes = (await confirmed.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("recoveryCodes").EnumerateArray().Select(code => code.GetString()!).ToArray();
        Assert.Equal(10, codes.Distinct().Count());
        return (secret, codes);
    }

    // As an authenticator app reads it.
    private static byte[] Decode(string base32)
    {
        var bits = string.Concat(base32.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
