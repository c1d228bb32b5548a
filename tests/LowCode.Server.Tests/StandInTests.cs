using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace LowCode.Server.Tests;

/// <summary>Standing in over HTTP and on the command line.</summary>
public sealed class StandInTests(RunningServer running) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServerProcess Server => running.Server;

    [Fact]
    public async Task The_person_names_who_stands_in_and_who_does_gives_it_back()
    {
        var (owner, other) = (await People.ReadyAsync(Server), await OtherAsync());
        using var browser = await Browser.OfAsync(Server, owner, People.Password);
        using (var added = await browser.Client.PostAsJsonAsync("/account/stand-ins", new { user = other, until = Day(7) }, Cancel))
            Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        using (var wrong = await browser.Client.PostAsJsonAsync("/account/stand-ins", new { user = other, from = Day(0), until = Day(400) }, Cancel))
            Assert.Equal(["LC9148"], await People.DetailsAsync(wrong));
        using (var wrong = await browser.Client.PostAsJsonAsync("/account/stand-ins", new { user = other, until = "soon" }, Cancel))
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(other, (await browser.GetAsync("/account/stand-ins")).GetProperty("value")[0].GetProperty("user").GetString());

        using var standsIn = await Browser.OfAsync(Server, other, People.Password);
        var who = await standsIn.GetAsync("/account");
        Assert.Equal(["310106006002"], who.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("division").GetString()));
        Assert.Equal(owner, who.GetProperty("standsInFor")[0].GetProperty("owner").GetString());
        using (var mine = await standsIn.Client.DeleteAsync($"/account/stand-ins/{owner}", Cancel))
            Assert.Equal(HttpStatusCode.NotFound, mine.StatusCode);
        using (var ended = await standsIn.Client.DeleteAsync($"/account/stands-in-for/{owner}", Cancel))
            Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        Assert.Empty((await standsIn.GetAsync("/account")).GetProperty("roles").EnumerateArray());
    }

    [Fact]
    public async Task Administrators_do_it_on_the_command_line_and_see_what_is_in_force()
    {
        var (owner, other) = (await People.ReadyAsync(Server), await OtherAsync());
        Assert.Equal(0, (await UserAsync("roles", other, "--role", $"inspector@310106006003/{Day(-3)}..{Day(-1)}")).ExitCode);
        Assert.Equal(0, (await UserAsync("stand-in", owner, other, "--days", $"{Day(0)}..{Day(3)}")).ExitCode);
        Assert.Equal(1, (await UserAsync("stand-in", owner, other, "--days", "tomorrow")).ExitCode);
        var (_, list) = await UserAsync("list");
        Assert.Contains($"inspector@310106006003/{Day(-3)}..{Day(-1)}\t={owner}/{Day(0)}..{Day(3)}", list, StringComparison.Ordinal);
        using var admin = Server.Client("admin", DemoUsers.Password);
        var user = (await admin.GetFromJsonAsync<JsonElement>("/admin/users", Cancel)).GetProperty("value").EnumerateArray()
            .Single(user => user.GetProperty("name").GetString() == other);
        Assert.Equal(("310106006003", "310106006002"), (user.GetProperty("roles")[0].GetProperty("division").GetString(),
            Assert.Single(user.GetProperty("rolesInForce").EnumerateArray()).GetProperty("division").GetString()));
        Assert.Equal(0, (await UserAsync("stand-in", owner, other, "--end")).ExitCode);
        using var gone = await admin.DeleteAsync($"/admin/users/{owner}/stand-ins/{other}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    private static string Day(int from) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).DateTime)
            .AddDays(from).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<string> OtherAsync()
    {
        var name = await People.ReadyAsync(Server);
        using var admin = Server.Client("admin", DemoUsers.Password);
        using var changed = await admin.PatchAsJsonAsync($"/admin/users/{name}", new { roles = Array.Empty<object>() }, Cancel);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        return name;
    }

    private Task<(int ExitCode, string Output)> UserAsync(params string[] arguments) => CliProcess.RunAsync(Cancel,
        ["user", .. arguments, "--server", Server.Address.ToString(), "--user", $"admin:{DemoUsers.Password}", "--locale", "en"]);
}
