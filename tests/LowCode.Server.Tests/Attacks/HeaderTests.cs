using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace LowCode.Server.Tests.Attacks;

/// <summary>What every answer tells browsers, whatever it is an answer to.</summary>
public class HeaderTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Inspections = "/odata/flood-readiness/inspection";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Inspections, 200)]
    [InlineData("/odata/flood-readiness/$metadata", 200)]
    [InlineData("/odata/flood-readiness/$openapi", 200)]
    [InlineData("/modules/flood-readiness/inspection.mjs", 200)]
    [InlineData("/account", 200)]
    [InlineData("/account/sign-in", 200)]
    [InlineData("/health/live", 200)]
    [InlineData("/odata/flood-readiness/nothing", 404)]
    [InlineData("/odata/no-such-app/", 404)]
    [InlineData("/documents/flood-readiness/nothing/00000000-0000-0000-0000-000000000001", 404)]
    [InlineData("/nowhere", 404)]
    [InlineData(Inspections + "?$filter=((", 400)]
    [InlineData("/admin/status", 403)]
    public async Task Every_answer_forbids_framing_sniffing_scripts_and_referrers(string path, int status)
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var response = await client.GetAsync(path, Cancel);
        Assert.Equal(status, (int)response.StatusCode);
        AssertStrict(response);
        using var nobody = running.Server.Client();
        using var anonymous = await nobody.GetAsync(path, Cancel);
        AssertStrict(anonymous);
        // Over http it would be nonsense.
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_document_styles_itself_and_can_do_nothing_else()
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var created = await client.PostAsJsonAsync(Inspections, new { }, Cancel);
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString();
        using var page = await client.GetAsync($"/documents/flood-readiness/inspectionReport/{id}", Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        AssertStrict(page);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single().Split("; ");
        Assert.Contains("sandbox", policy);
        Assert.DoesNotContain(policy, directive => directive.StartsWith("script-src", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_came_by_https_once_always_does()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, Cancel, "--PublicUrl=https://juwei.example.cn");
        using var client = server.Client();
        foreach (var path in new[] { "/health/live", "/account", "/nowhere" })
        {
            using var response = await client.GetAsync(path, Cancel);
            Assert.Equal("max-age=63072000; includeSubDomains", response.Headers.GetValues("Strict-Transport-Security").Single());
        }
    }

    [Theory]
    [InlineData("POST", Inspections, "text/plain")]
    [InlineData("POST", Inspections, "application/xml")]
    [InlineData("POST", Inspections, "application/x-www-form-urlencoded")]
    [InlineData("POST", Inspections, "multipart/form-data; boundary=x")]
    [InlineData("POST", "/odata/flood-readiness/$batch", "text/plain")]
    [InlineData("POST", "/account/tokens", "text/plain")]
    [InlineData("POST", "/account/sign-in", "application/x-www-form-urlencoded")]
    public async Task A_body_of_another_type_is_not_taken_for_JSON(string method, string path, string type)
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        client.DefaultRequestHeaders.Add("X-LowCode-Request", "1");
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("{}") };
        request.Content.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    private static void AssertStrict(HttpResponseMessage response)
    {
        string Header(string name) => response.Headers.GetValues(name).Single();
        Assert.Equal(("nosniff", "DENY", "no-referrer"), (Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy")));
        Assert.Equal(("same-origin", "same-origin"), (Header("Cross-Origin-Resource-Policy"), Header("Cross-Origin-Opener-Policy")));
        var policy = Header("Content-Security-Policy").Split("; ");
        Assert.All(["default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"], directive => Assert.Contains(directive, policy));
        Assert.True(response.Headers.CacheControl is { NoStore: true } or { Private: true, NoCache: true });
        if (response.Content.Headers.ContentLength is not 0)
            Assert.NotNull(response.Content.Headers.ContentType);
    }
}
