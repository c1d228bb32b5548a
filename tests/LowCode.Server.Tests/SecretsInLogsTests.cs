using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace LowCode.Server.Tests;

/// <summary>Nothing that lets anybody in stands in what the server writes, right or wrong.</summary>
public class SecretsInLogsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_server_writes_holds_no_secret()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(Path.Combine(folder.Path, "data"), Cancel,
            "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:LowCode.Requests=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Information");
        var (name, first) = await People.AddAsync(server);
        var secrets = new List<string> { first, People.Password, DemoUsers.Password, "a wrong password" };
        using (var client = server.Client(name, first))
        using (await client.PostAsJsonAsync("/account/password", new { current = first, @new = People.Password }, Cancel))
        using (await client.PostAsJsonAsync("/account/password", new { current = People.Password, @new = 5 }, Cancel))
        {
        }
        using var browser = await Browser.OfAsync(server, name, People.Password);
        secrets.Add(browser.Secret!);
        using (await browser.SignInAsync(name, "a wrong password"))
        {
        }
        using (var person = server.Client(name, People.Password))
        using (var made = await person.PostAsJsonAsync("/account/tokens", new { title = "t", access = "read", expiresAt = DateTimeOffset.UtcNow.AddDays(1) }, Cancel))
            secrets.Add((await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString()!);
        using (var client = server.Client())
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secrets[^1]);
            using var used = await client.GetAsync("/account", Cancel);
            used.EnsureSuccessStatusCode();
        }
        secrets.Add((await People.DoAsync(server, name, "reset-password")).GetProperty("password").GetString()!);
        await server.StopAsync(Cancel);

        Assert.Contains("/account/sign-in", server.Output, StringComparison.Ordinal);
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(secret, server.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{secret}")), server.Output, StringComparison.Ordinal);
        }
    }
}
