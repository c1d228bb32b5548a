using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LowCode.Server.Limits;
using Microsoft.AspNetCore.Http;

namespace LowCode.Server.Tests;

/// <summary>How much one may ask for: servers with small limits, asked until they refuse.</summary>
public class LimitTests
{
    // More than any limit here, even if it fills while we ask.
    private const int Enough = 200;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_and_a_token_have_a_limit_each()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, Cancel, "--RequestsPerMinute=5");
        using var person = server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var made = await person.PostAsJsonAsync("/account/tokens", new { title = "t", access = "read", expiresAt = DateTimeOffset.UtcNow.AddDays(1) }, Cancel);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var token = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString();
        var (served, refused) = await UntilRefusedAsync(() => person.GetAsync("/odata/flood-readiness/", Cancel));
        Assert.True(served >= 4, $"{served}");
        await AssertRefusedAsync(refused, "LC8180");
        // In whatever way the person comes; the token has requests of its own, and so have others.
        using var browser = await Browser.OfAsync(server, DemoUsers.Inspector, DemoUsers.Password);
        (served, refused) = await UntilRefusedAsync(() => browser.Client.GetAsync("/account", Cancel));
        Assert.True(served <= Enough / 2, $"{served}");
        await AssertRefusedAsync(refused, "LC8180");
        using var program = server.Client();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var fine = await program.GetAsync("/odata/flood-readiness/", Cancel);
        Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
        using var other = server.Client(DemoUsers.Reviewer, DemoUsers.Password);
        using var others = await other.GetAsync("/odata/flood-readiness/", Cancel);
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
    }

    [Fact]
    public async Task An_address_has_one_whatever_a_stranger_says_of_it_and_watchdogs_have_none()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, Cancel, "--AddressRequestsPerMinute=5");
        using var client = server.Client();
        var i = 0;
        var (served, refused) = await UntilRefusedAsync(() => FromAsync(client, $"10.0.0.{i++}"));
        Assert.True(served >= 5, $"{served}");
        await AssertRefusedAsync(refused, "LC8180");
        for (i = 0; i < 20; i++)
        {
            using var health = await client.GetAsync("/health/live", Cancel);
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        }
    }

    [Fact]
    public async Task Behind_a_proxy_that_is_trusted_the_address_is_the_one_that_it_saw()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, Cancel,
            "--AddressRequestsPerMinute=5", "--TrustedProxies:0=127.0.0.1", "--TrustedProxies:1=10.1.0.0/16");
        using var client = server.Client();
        var (served, refused) = await UntilRefusedAsync(() => FromAsync(client, "203.0.113.1"));
        Assert.True(served >= 5, $"{served}");
        await AssertRefusedAsync(refused, "LC8180");
        // What stands before it was written by whoever came to the first proxy.
        var i = 0;
        (served, refused) = await UntilRefusedAsync(() => FromAsync(client, $"198.51.100.{i++}, 203.0.113.1, 10.1.2.3"));
        Assert.True(served <= 2, $"{served}");
        refused.Dispose();
        using var other = await FromAsync(client, "203.0.113.2");
        Assert.Equal(HttpStatusCode.Unauthorized, other.StatusCode);
        // Sessions are listed with it.
        using var browser = new Browser(server);
        browser.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.77");
        using var signedIn = await browser.SignInAsync(DemoUsers.Inspector, DemoUsers.Password);
        Assert.Equal("203.0.113.77", (await browser.GetAsync("/account/sessions")).GetProperty("value")[0].GetProperty("address").GetString());
    }

    [Fact]
    public async Task Guesses_for_many_names_from_one_address_come_to_an_end_and_whoever_is_in_goes_on()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, Cancel, "--SignInsPerMinute=5");
        using var session = await Browser.OfAsync(server, DemoUsers.Inspector, DemoUsers.Password);
        using var known = server.Client(DemoUsers.Reviewer, DemoUsers.Password);
        using (var first = await known.GetAsync("/account", Cancel))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var guesser = new Browser(server);
        var i = 0;
        var (served, refused) = await UntilRefusedAsync(() => guesser.SignInAsync($"somebody{i++}", "Sommer 2026 am See"));
        Assert.True(served is >= 3 and < Enough, $"{served}");
        await AssertRefusedAsync(refused, "LC8181");
        // By Basic, and for invitations, it is the same count; a right one is not looked at either.
        foreach (var attempt in new Func<Task<HttpResponseMessage>>[]
        {
            () => BasicAsync(server, $"somebody{i++}", "Sommer 2026 am See"),
            () => BasicAsync(server, "admin", DemoUsers.Password),
            () => guesser.Client.PostAsJsonAsync("/account/accept-invitation", new { code = "x", name = "y", title = "z", password = "w" }, Cancel),
            () => guesser.SignInAsync("admin", DemoUsers.Password),
        })
        {
            (_, refused) = await UntilRefusedAsync(attempt);
            await AssertRefusedAsync(refused, "LC8181");
        }
        Assert.Equal(HttpStatusCode.OK, await session.StatusAsync("/account"));
        using var again = await known.GetAsync("/account", Cancel);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task A_name_that_is_blocked_says_when_it_will_not_be()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, Cancel);
        using var browser = new Browser(server);
        var (served, refused) = await UntilRefusedAsync(() => browser.SignInAsync("somebody", "x"));
        Assert.Equal((10, TimeSpan.FromMinutes(10)), (served, refused.Headers.RetryAfter?.Delta));
        Assert.Equal("LC8104", await People.CodeAsync(refused));
        refused.Dispose();
        using var basic = await BasicAsync(server, "somebody", "x");
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(10)), (basic.StatusCode, basic.Headers.RetryAfter?.Delta));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8:1:2:a::1", "2001:db8:1:2:b::2", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void An_address_of_IPv6_is_its_network(string one, string other, bool isSame) =>
        Assert.Equal(isSame, RequestLimits.NetworkOf(IPAddress.Parse(one)) == RequestLimits.NetworkOf(IPAddress.Parse(other)));

    [Fact]
    public void What_is_not_limited_is_never_refused_and_what_is_is_counted_apart()
    {
        using var none = new RequestLimits(0, 0, 0);
        using var two = new RequestLimits(0, 2, 0);
        for (var i = 0; i < 1000; i++)
            Assert.Null(none.RefusesAsker("a", default));
        var token = Guid.NewGuid();
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => two.RefusesAsker("a", default) is null));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => two.RefusesAsker("a", token) is null));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => two.RefusesAsker("b", default) is null));
    }

    [Fact]
    public void Counting_a_request_allocates_next_to_nothing()
    {
        using var limits = new RequestLimits(int.MaxValue, int.MaxValue, int.MaxValue);
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse("2001:db8::1") } };
        Count();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            Count();
        // What the framework's limiter needs to look a bucket up, twice.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000 * 128);

        void Count()
        {
            Assert.Null(limits.RefusesAddress(context));
            Assert.Null(limits.RefusesAsker("a", default));
        }
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_is_told()
    {
        using var folder = new TemporaryFolder();
        var (exit, output) = await ServerProcess.StartAndFailAsync(folder.Path, Cancel, "--TrustedProxies:0=proxy.example");
        Assert.True(exit == 2 && output.Contains("LC8005", StringComparison.Ordinal), $"{exit}\n{output}");
    }

    private static async Task<HttpResponseMessage> FromAsync(HttpClient client, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account");
        request.Headers.Add("X-Forwarded-For", address);
        return await client.SendAsync(request, Cancel);
    }

    private static async Task<HttpResponseMessage> BasicAsync(ServerProcess server, string name, string password)
    {
        using var client = server.Client(name, password);
        return await client.GetAsync("/account", Cancel);
    }

    private static async Task<(int Served, HttpResponseMessage Refused)> UntilRefusedAsync(Func<Task<HttpResponseMessage>> ask)
    {
        for (var i = 0; i < Enough; i++)
        {
            var response = await ask();
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                return (i, response);
            response.Dispose();
        }
        throw new InvalidOperationException($"{Enough} requests were served.");
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage refused, string code)
    {
        using (refused)
        {
            Assert.Equal(code, await People.CodeAsync(refused));
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }
    }
}
