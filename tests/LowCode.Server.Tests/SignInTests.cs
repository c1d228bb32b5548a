using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace LowCode.Server.Tests;

public class SignInTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Inspections = "/odata/flood-readiness/inspection";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Inspections)]
    [InlineData("/odata/flood-readiness/$metadata")]
    [InlineData("/odata/no-such-app/")]
    [InlineData("/admin/status")]
    [InlineData("/nowhere")]
    public async Task Nothing_but_health_is_answered_without_a_sign_in(string path)
    {
        using var nobody = running.Server.Client();
        using var response = await nobody.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains(response.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Basic");
        Assert.Equal("LC8101", await CodeAsync(response));
        using var health = await nobody.GetAsync("/health/live", Cancel);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Theory]
    [InlineData("Basic", "inspector.xinan:wrong")]
    [InlineData("Basic", "nobody:lowcode-demo")]
    [InlineData("Basic", "inspector.xinan")]
    [InlineData("Basic", "")]
    [InlineData("Bearer", "")]
    [InlineData("Digest", "x")]
    public async Task A_wrong_sign_in_is_refused_in_the_readers_language(string scheme, string secret)
    {
        using var client = running.Server.Client();
        var sent = scheme == "Basic" ? Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)) : secret.Length == 0 ? "a-token-that-nobody-has" : secret;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, sent);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        using var response = await client.GetAsync(Inspections, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        var body = await response.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", body);
    }

    [Fact]
    public async Task Malformed_credentials_are_refused_too()
    {
        using var client = running.Server.Client();
        foreach (var header in new[] { "Basic ", "Basic ###", "Basic " + new string('A', 8000), "Basic /w==", "nonsense" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Inspections);
            Assert.True(request.Headers.TryAddWithoutValidation("Authorization", header));
            using var response = await client.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Fact]
    public async Task Guessing_a_password_is_slowed_down_and_other_people_are_not()
    {
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
        {
            using var guesser = running.Server.Client("reviewer.jingan", $"guess-{i}");
            using var response = await guesser.GetAsync("/admin/status", Cancel);
            statuses.Add(response.StatusCode);
        }
        Assert.Equal(HttpStatusCode.Unauthorized, statuses[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        using var other = running.Server.Client(DemoUsers.Reviewer, DemoUsers.Password);
        using var fine = await other.GetAsync(Inspections, Cancel);
        Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
    }

    [Fact]
    public async Task Administration_is_for_administrators()
    {
        using var inspector = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        foreach (var path in new[] { "/admin/apps/flood-readiness/publish", "/admin/backup" })
        {
            using var refused = await inspector.PostAsync(path, null, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Equal("LC8103", await CodeAsync(refused));
        }
        using var admin = running.Server.Client("admin", DemoUsers.Password);
        var status = await admin.GetFromJsonAsync<JsonElement>("/admin/status", Cancel);
        Assert.Equal(6760, status.GetProperty("divisions").GetInt32());
        Assert.Equal(3, status.GetProperty("apps").GetArrayLength());
    }

    [Fact]
    public async Task Every_answer_forbids_framing_sniffing_and_scripts_and_tells_no_server()
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        foreach (var path in new[] { Inspections, "/odata/flood-readiness/nothing", "/odata/no-such-app/", "/nowhere", "/health/live" })
        {
            using var response = await client.GetAsync(path, Cancel);
            Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
            Assert.Equal(["DENY"], response.Headers.GetValues("X-Frame-Options"));
            Assert.StartsWith("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.False(response.Headers.Contains("Server"));
        }
    }

    private static async Task<string> CodeAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return body.GetProperty("error").GetProperty("code").GetString()!;
    }
}
