using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace LowCode.Server.Tests;

/// <summary>What the owner of an account is told of what happened to it, against a running server.</summary>
public class SecurityEventTests(RunningServer running) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServerProcess Server => running.Server;

    [Fact]
    public async Task Sign_ins_and_changes_of_password_and_second_factor_are_told_with_who_and_from_where()
    {
        var name = await People.ReadyAsync(Server);
        using var browser = await Browser.OfAsync(Server, name, People.Password);
        for (var i = 0; i < 3; i++)
        {
            using var stranger = new Browser(Server);
            using var wrong = await stranger.SignInAsync(name, "not the password");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }
        using (var enrolled = await browser.Client.PostAsJsonAsync("/account/second-factor", new { password = People.Password }, Cancel))
            Assert.Equal(HttpStatusCode.OK, enrolled.StatusCode);
        // What is only begun asks for no code, and is not told.
        var events = await EventsAsync(browser);
        Assert.Equal(["signInFailed", "signedIn", "passwordChanged"], events.Select(one => one.What));
        Assert.Equal(3, events[0].Times);
        Assert.All(events, one => Assert.Equal(("127.0.0.1", null), (one.From, one.By)));

        await People.DoAsync(Server, name, "reset-second-factor");
        var reset = await People.DoAsync(Server, name, "reset-password");
        using var again = await Browser.OfAsync(Server, name, reset.GetProperty("password").GetString()!);
        using (var due = await again.Client.GetAsync("/account/events", Cancel))
            Assert.Equal((HttpStatusCode.Forbidden, "LC8124"), (due.StatusCode, await People.CodeAsync(due)));
        using (var changed = await again.Client.PostAsJsonAsync("/account/password", new { current = reset.GetProperty("password").GetString(), @new = People.Password + "2" }, Cancel))
            Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        events = await EventsAsync(again);
        Assert.Equal(["signedIn", "passwordChanged", "signedIn", "passwordReset", "secondFactorReset"], events.Take(5).Select(one => one.What));
        // An administrator's address is for who audits.
        Assert.All(events[3..5], one => Assert.Equal("", one.From));
        Assert.All(events[3..5], one => Assert.NotNull(one.By));
        Assert.NotNull((await again.GetAsync("/account")).GetProperty("passwordChangedAt").GetString());
    }

    [Fact]
    public async Task The_last_ten_are_told_and_only_to_their_owner_in_person()
    {
        var name = await People.ReadyAsync(Server);
        Browser? last = null;
        for (var i = 0; i < 12; i++)
        {
            last?.Dispose();
            last = await Browser.OfAsync(Server, name, People.Password);
        }
        using var browser = last!;
        var events = await EventsAsync(browser);
        Assert.Equal(10, events.Length);
        Assert.All(events, one => Assert.Equal("signedIn", one.What));
        Assert.Equal(events.OrderByDescending(one => one.Number), events);

        using var other = await Browser.OfAsync(Server, await People.ReadyAsync(Server), People.Password);
        Assert.DoesNotContain(events[0].Number, (await EventsAsync(other)).Select(one => one.Number));
        using var made = await browser.Client.PostAsJsonAsync("/account/tokens", new { title = "Excel", access = "read", expiresAt = DateTimeOffset.UtcNow.AddDays(1) }, Cancel);
        using var excel = Server.Client(name, (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString());
        using var refused = await excel.GetAsync("/account/events", Cancel);
        Assert.Equal((HttpStatusCode.Forbidden, "LC8129"), (refused.StatusCode, await People.CodeAsync(refused)));
    }

    private static async Task<Event[]> EventsAsync(Browser browser) =>
        (await browser.GetAsync("/account/events")).GetProperty("value").Deserialize<Event[]>(JsonSerializerOptions.Web)!;

    private sealed record Event(long Number, string What, DateTimeOffset At, string From, string? By, int Times);
}
