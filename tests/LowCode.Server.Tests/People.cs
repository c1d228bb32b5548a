using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace LowCode.Server.Tests;

/// <summary>Makes users of a test's own on a running server, as its administrator.</summary>
static class People
{
    /// <summary>The password that they choose.</summary>
    public const string Password = "correct horse 电池";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Adds an inspector under a new name, with a first password that is to be changed.</summary>
    public static async Task<(string Name, string FirstPassword)> AddAsync(ServerProcess server, bool isAdministrator = false)
    {
        var name = "u" + Guid.NewGuid().ToString("N")[..12];
        using var admin = server.Client("admin", DemoUsers.Password);
        using var response = await admin.PostAsJsonAsync("/admin/users", new
        {
            name,
            title = "检查员",
            isAdministrator,
            roles = new[] { new { role = "inspector", division = "310106006002" } },
        }, Cancel);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (name, answer.GetProperty("password").GetString()!);
    }

    /// <summary>Adds one who has already chosen <see cref="Password"/>.</summary>
    public static async Task<string> ReadyAsync(ServerProcess server, bool isAdministrator = false)
    {
        var (name, first) = await AddAsync(server, isAdministrator);
        using var client = server.Client(name, first);
        using var changed = await client.PostAsJsonAsync("/account/password", new { current = first, @new = Password }, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        return name;
    }

    /// <summary>Does something to a user as the administrator.</summary>
    public static async Task<JsonElement> DoAsync(ServerProcess server, string name, string what)
    {
        using var admin = server.Client("admin", DemoUsers.Password);
        using var response = await admin.PostAsync($"/admin/users/{name}/{what}", null, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    public static async Task<string> CodeAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error").GetProperty("code").GetString()!;

    public static async Task<string[]> DetailsAsync(HttpResponseMessage response) =>
        [.. (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error").GetProperty("details")
            .EnumerateArray().Select(detail => detail.GetProperty("code").GetString()!)];
}
