using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace LowCode.Server.Tests;

/// <summary>Whom people may choose in an app: <c>/apps/{app}/people</c>.</summary>
public class PeopleSearchTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Flood = "/apps/flood-readiness/people";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_finds_those_who_share_a_line_of_divisions_with_them()
    {
        var found = await NamesAsync(DemoUsers.Inspector, Flood);
        Assert.Contains(DemoUsers.Inspector, found);
        Assert.Contains(DemoUsers.Reviewer, found);
        Assert.Contains("reviewer.jingan", found);
        Assert.Contains("viewer.city", found);
        Assert.DoesNotContain("inspector.yongle", found); // another neighbourhood
        Assert.DoesNotContain("admin", found); // holds no role
        Assert.Contains("inspector.yongle", await NamesAsync(DemoUsers.Reviewer, Flood));
    }

    [Fact]
    public async Task Each_is_told_by_title_and_division_and_nothing_else()
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        var answer = await client.GetFromJsonAsync<JsonElement>($"{Flood}?search=江宁路 审核", Cancel);
        var person = Assert.Single(answer.GetProperty("value").EnumerateArray());
        Assert.Equal(["name", "title", "at"], person.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("演示·江宁路街道审核员", "江宁路街道"), (person.GetProperty("title").GetString(), person.GetProperty("at")[0].GetString()));
    }

    [Fact]
    public async Task A_role_narrows_it_and_a_role_that_is_not_the_apps_finds_nobody()
    {
        Assert.Equal([DemoUsers.Inspector], await NamesAsync(DemoUsers.Inspector, $"{Flood}?role=inspector&search=演示"));
        Assert.Empty(await NamesAsync(DemoUsers.Inspector, $"{Flood}?role=auditor"));
    }

    [Fact]
    public async Task Who_may_not_sign_in_is_not_offered_but_is_still_called_by_title()
    {
        var name = await People.ReadyAsync(running.Server);
        Assert.Contains(name, await NamesAsync(DemoUsers.Inspector, $"{Flood}?search={name}"));
        await People.DoAsync(running.Server, name, "disable");
        Assert.Empty(await NamesAsync(DemoUsers.Inspector, $"{Flood}?search={name}"));
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        var answer = await client.GetFromJsonAsync<JsonElement>($"{Flood}?name={name}&name=nobody.at.all", Cancel);
        Assert.Equal("检查员", Assert.Single(answer.GetProperty("value").EnumerateArray()).GetProperty("title").GetString());
    }

    [Fact]
    public async Task At_most_thirty_are_told_of_any_number()
    {
        using var admin = running.Server.Client("admin", DemoUsers.Password);
        for (var i = 0; i < 31; i++)
        {
            using var made = await admin.PostAsJsonAsync("/admin/users", new
            {
                name = $"many{Guid.NewGuid():N}"[..20],
                title = $"众多人员 {i}",
                roles = new[] { new { role = "viewer", division = "310106" } },
            }, Cancel);
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        }
        Assert.Equal(30, (await NamesAsync(DemoUsers.Inspector, $"{Flood}?search=众多人员")).Length);
        Assert.Equal(30, (await NamesAsync("admin", $"{Flood}?search=众多人员")).Length);
    }

    [Fact]
    public async Task Who_stands_in_for_somebody_is_found_where_their_roles_are()
    {
        var day = DateOnly.FromDateTime(DateTime.UtcNow);
        using var reviewer = running.Server.Client("reviewer.jingan", DemoUsers.Password);
        Assert.DoesNotContain("inspector.yongle", await NamesAsync(DemoUsers.Inspector, $"{Flood}?role=reviewer"));
        using var lent = await reviewer.PostAsJsonAsync("/account/stand-ins", new { user = "inspector.yongle", from = day.AddDays(-1), until = day.AddDays(2) }, Cancel);
        Assert.True(lent.IsSuccessStatusCode, await lent.Content.ReadAsStringAsync(Cancel));
        Assert.Contains("inspector.yongle", await NamesAsync(DemoUsers.Inspector, $"{Flood}?role=reviewer"));
    }

    [Fact]
    public async Task Nobody_asks_without_a_sign_in_beyond_what_they_see_or_too_much()
    {
        using (var nobody = running.Server.Client())
        using (var refused = await nobody.GetAsync(Flood, Cancel))
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using (var missing = await client.GetAsync("/apps/nothing/people", Cancel))
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using (var unwritten = await client.GetAsync($"{Flood}?search={new string('x', 101)}", Cancel))
            Assert.Equal((HttpStatusCode.BadRequest, "LC8300"), (unwritten.StatusCode, await People.CodeAsync(unwritten)));
        using var outsider = running.Server.Client(await People.ReadyAsync(running.Server), People.Password);
        using var scoped = await outsider.PostAsJsonAsync("/account/tokens", new { title = "填报", access = "create", expiresAt = DateTimeOffset.UtcNow.AddDays(1), sets = new[] { "flood-readiness/inspection" } }, Cancel);
        Assert.True(scoped.IsSuccessStatusCode, await scoped.Content.ReadAsStringAsync(Cancel));
        using var device = running.Server.Client();
        device.DefaultRequestHeaders.Authorization = new("Bearer", (await scoped.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString());
        foreach (var path in (string[])[Flood, $"{Flood}?name={DemoUsers.Inspector}"])
        {
            using var forbidden = await device.GetAsync(path, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        }
    }

    private async Task<string[]> NamesAsync(string user, string path)
    {
        using var client = running.Server.Client(user, DemoUsers.Password);
        var answer = await client.GetFromJsonAsync<JsonElement>(path, Cancel);
        return [.. answer.GetProperty("value").EnumerateArray().Select(person => person.GetProperty("name").GetString()!)];
    }
}
