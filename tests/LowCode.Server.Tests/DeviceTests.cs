using System.Net;
using System.Net.Http.Json;

namespace LowCode.Server.Tests;

/// <summary>What devices that work offline are told: their key, revocation, and what they may tell in turn.</summary>
public class DeviceTests(RunningServer running) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServerProcess Server => running.Server;

    [Fact]
    public async Task A_person_has_one_key_on_all_devices_until_an_administrator_takes_it()
    {
        var name = await People.ReadyAsync(Server);
        using var phone = await Browser.OfAsync(Server, name, People.Password);
        using var tablet = await Browser.OfAsync(Server, name, People.Password);
        using var other = await Browser.OfAsync(Server, DemoUsers.Inspector, DemoUsers.Password);
        var key = await KeyAsync(phone);
        Assert.Equal(32, Convert.FromBase64String(key).Length);
        Assert.Equal(key, await KeyAsync(tablet));
        Assert.NotEqual(key, await KeyAsync(other));
        using (var answer = await phone.Client.GetAsync("/account/device-key", Cancel))
            Assert.True(answer.Headers.CacheControl!.NoStore);
        using (var client = Server.Client(name, People.Password))
        using (var refused = await client.GetAsync("/account/device-key", Cancel))
            Assert.Equal((HttpStatusCode.Forbidden, "LC8271"), (refused.StatusCode, await People.CodeAsync(refused)));
        var answered = await People.DoAsync(Server, name, "reset-device-key");
        Assert.NotEqual(key, await KeyAsync(phone));
        Assert.DoesNotContain(key, answered.ToString() + Server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_session_is_told_to_wipe_and_one_that_ended_is_not()
    {
        var name = await People.ReadyAsync(Server);
        using var here = await Browser.OfAsync(Server, name, People.Password);
        using var lost = await Browser.OfAsync(Server, name, People.Password);
        using var left = await Browser.OfAsync(Server, name, People.Password);
        var secret = left.Secret;
        using (await left.Client.PostAsync("/account/sign-out", null, Cancel))
        {
        }
        left.Secret = secret;
        await ToldAsync(left, null);
        var sessions = (await here.GetAsync("/account/sessions")).GetProperty("value").EnumerateArray();
        var id = sessions.Single(session => !session.GetProperty("isThis").GetBoolean()).GetProperty("id").GetString();
        using (await here.Client.DeleteAsync($"/account/sessions/{id}", Cancel))
        {
        }
        await ToldAsync(lost, "LC8270");
        await ToldAsync(lost, "LC8270");
        using (var invented = new Browser(Server) { Secret = lost.Secret![..22] + new string('A', lost.Secret!.Length - 22) })
            await ToldAsync(invented, null);
        await People.DoAsync(Server, name, "disable");
        await ToldAsync(here, "LC8270");
        await ToldAsync(left, null);
        await People.DoAsync(Server, name, "enable");
        await ToldAsync(here, "LC8270");
        using var again = await here.SignInAsync(name, People.Password);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await here.StatusAsync("/account"));
    }

    [Fact]
    public async Task Roles_are_called_as_people_call_them()
    {
        using var browser = await Browser.OfAsync(Server, DemoUsers.Inspector, DemoUsers.Password);
        var role = (await browser.GetAsync("/account")).GetProperty("roles")[0];
        Assert.Equal(("inspector", "310106006002"), (role.GetProperty("role").GetString(), role.GetProperty("division").GetString()));
        Assert.Equal("新安居委会", role.GetProperty("divisionName").GetString());
        Assert.NotEqual("inspector", role.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Differences_stand_in_the_log_by_paths_and_are_limited()
    {
        var name = await People.ReadyAsync(Server);
        using var browser = await Browser.OfAsync(Server, name, People.Password);
        Task<HttpResponseMessage> Tell(string app, object report) => browser.Client.PostAsJsonAsync($"/apps/{app}/differences", report, Cancel);
        var id = Guid.NewGuid();
        using (var told = await Tell("flood-readiness", new { form = "inspection", id, version = 1, fields = new[] { "totalShort", "supplies/0/short" }, appBuild = "1.2.3-abc" }))
            Assert.Equal(HttpStatusCode.NoContent, told.StatusCode);
        await Server.SaidAsync($"LC8281: A device and the server have reckoned 'flood-readiness/inspection' version 1 differently (record {id}, program 1.2.3-abc): totalShort, supplies/0/short", Cancel);
        foreach (var (app, report, status) in new (string, object, HttpStatusCode)[]
        {
            ("nothing", new { form = "inspection", id, version = 1, fields = new[] { "a" }, appBuild = "1" }, HttpStatusCode.NotFound),
            ("flood-readiness", new { form = "nothing", id, version = 1, fields = new[] { "a" }, appBuild = "1" }, HttpStatusCode.NotFound),
            ("flood-readiness", new { form = "inspection", id, version = 1, fields = new[] { "a\n2026 all is well" }, appBuild = "1" }, HttpStatusCode.BadRequest),
            ("flood-readiness", new { form = "inspection", id, version = 1, fields = Array.Empty<string>(), appBuild = "1" }, HttpStatusCode.BadRequest),
            ("flood-readiness", new { form = "inspection", id, version = 1, fields = new[] { "a" }, appBuild = "1 {Text}" }, HttpStatusCode.BadRequest),
            ("flood-readiness", new { form = "inspection", id, version = 1, fields = new[] { "a" }, appBuild = "1", values = "secret" }, HttpStatusCode.BadRequest),
        })
        {
            using var refused = await Tell(app, report);
            Assert.Equal(status, refused.StatusCode);
        }
        var refusedAt = 0;
        for (var i = 0; i < 40 && refusedAt == 0; i++)
        {
            using var told = await Tell("flood-readiness", new { form = "inspection", id, version = 1, fields = new[] { "a" }, appBuild = "1" });
            refusedAt = told.StatusCode == HttpStatusCode.TooManyRequests ? i : 0;
        }
        Assert.InRange(refusedAt, 10, 39);
    }

    private static async Task<string> KeyAsync(Browser browser) => (await browser.GetAsync("/account/device-key")).GetProperty("key").GetString()!;

    private static async Task ToldAsync(Browser browser, string? code)
    {
        using var answer = await browser.Client.GetAsync("/account", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(code is null ? null : "1", answer.Headers.TryGetValues("LowCode-Wipe", out var wipe) ? wipe.Single() : null);
        var told = await People.CodeAsync(answer);
        Assert.True(code is null ? told != "LC8270" : told == code, told);
    }
}
