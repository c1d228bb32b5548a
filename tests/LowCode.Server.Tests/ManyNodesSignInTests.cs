using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LowCode.Tests.Shared;

namespace LowCode.Server.Tests;

/// <summary>Two servers on one PostgreSQL: what is taken away on one is gone at once on the other.</summary>
public sealed class ManyNodesSignInTests : IAsyncLifetime
{
    private readonly TemporaryFolder? _folder;
    private ServerProcess _one = null!;
    private ServerProcess _other = null!;

    public ManyNodesSignInTests()
    {
        Assert.SkipWhen(TestStore.WhyNoPostgres is not null, TestStore.WhyNoPostgres ?? "");
        _folder = new TemporaryFolder();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var store = TestStore.PostgresNameOf(_folder!.Path);
        _one = await ServerProcess.StartAsync(store, Cancel);
        _other = await ServerProcess.StartAsync(store, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        _folder!.Dispose();
    }

    [Fact]
    public async Task Device_keys_revocations_and_uploads_are_those_of_all_nodes()
    {
        var name = await People.ReadyAsync(_one);
        using var here = await Browser.OfAsync(_one, name, People.Password);
        using var there = new Browser(_other) { Secret = here.Secret };
        var key = (await here.GetAsync("/account/device-key")).GetProperty("key").GetString();
        Assert.Equal(key, (await there.GetAsync("/account/device-key")).GetProperty("key").GetString());

        byte[] bytes = [.. Enumerable.Range(0, 30_000).Select(i => (byte)i)];
        var metadata = "app " + Convert.ToBase64String("flood-readiness"u8);
        using var begun = await UploadTests.SendAsync(here.Client, HttpMethod.Post, "/uploads", null, ("Upload-Length", $"{bytes.Length}"), ("Upload-Metadata", metadata));
        var place = begun.Headers.Location!.OriginalString;
        for (var at = 0; at < bytes.Length; at += 10_000)
        {
            using var part = await UploadTests.PartAsync((at % 20_000 == 0 ? there : here).Client, place, at, bytes[at..(at + 10_000)]);
            Assert.Equal(HttpStatusCode.NoContent, part.StatusCode);
            Assert.Equal(at == 20_000, part.Headers.Contains("LowCode-Attachment"));
        }

        await People.DoAsync(_one, name, "reset-password");
        using var told = await there.Client.GetAsync("/account", Cancel);
        Assert.Equal((HttpStatusCode.Unauthorized, "LC8270", "1"), (told.StatusCode, await People.CodeAsync(told), told.Headers.GetValues("LowCode-Wipe").Single()));
    }

    [Fact]
    public async Task Sessions_tokens_and_accounts_that_end_on_one_node_are_over_on_the_other()
    {
        var name = await People.ReadyAsync(_one);
        using var here = await Browser.OfAsync(_one, name, People.Password);
        using var there = new Browser(_other) { Secret = here.Secret };
        Assert.Equal(HttpStatusCode.OK, await there.StatusAsync("/account"));
        using (var left = await here.Client.PostAsync("/account/sign-out", null, Cancel))
            Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await there.StatusAsync("/account"));

        using var person = _one.Client(name, People.Password);
        using var made = await person.PostAsJsonAsync("/account/tokens", new { title = "t", access = "read", expiresAt = DateTimeOffset.UtcNow.AddDays(1) }, Cancel);
        var token = await made.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        using var client = _other.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("token").GetString());
        using (var fine = await client.GetAsync("/account", Cancel))
            Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
        using (var revoked = await person.DeleteAsync($"/account/tokens/{token.GetProperty("id").GetString()}", Cancel))
            Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        using (var refused = await client.GetAsync("/account", Cancel))
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        // The other node has found the password right a moment ago, and has a session: neither helps.
        using var known = _other.Client(name, People.Password);
        using (var fine = await known.GetAsync("/account", Cancel))
            Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
        using var open = await Browser.OfAsync(_other, name, People.Password);
        await People.DoAsync(_one, name, "disable");
        using (var refused = await known.GetAsync("/account", Cancel))
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await open.StatusAsync("/account"));
    }

    [Fact]
    public async Task An_account_that_is_locked_by_guesses_on_both_nodes_is_locked_on_both()
    {
        var name = await People.ReadyAsync(_one);
        for (var i = 0; i < 10; i++)
        {
            using var browser = new Browser(i % 2 == 0 ? _one : _other);
            using var wrong = await browser.SignInAsync(name, "guess number " + i);
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }
        string? answer = null;
        foreach (var node in new[] { _one, _other })
        {
            using var browser = new Browser(node);
            using var right = await browser.SignInAsync(name, People.Password);
            Assert.Equal((HttpStatusCode.Unauthorized, "LC8102"), (right.StatusCode, await People.CodeAsync(right)));
            using var nobody = await browser.SignInAsync("nobody-" + name, People.Password);
            Assert.Equal(await right.Content.ReadAsStringAsync(Cancel), answer = await nobody.Content.ReadAsStringAsync(Cancel));
        }
        Assert.NotNull(answer);
        using var admin = _one.Client("admin", DemoUsers.Password);
        var listed = (await admin.GetFromJsonAsync<JsonElement>("/admin/users", Cancel)).GetProperty("value").EnumerateArray()
            .Single(user => user.GetProperty("name").GetString() == name);
        Assert.NotEqual(JsonValueKind.Null, listed.GetProperty("lockedUntil").ValueKind);
        await People.DoAsync(_one, name, "enable");
        using var fresh = new Browser(_other);
        using var fine = await fresh.SignInAsync(name, People.Password);
        Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
    }
}
