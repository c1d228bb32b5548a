using System.Net;
using System.Net.Http.Headers;

namespace LowCode.Server.Tests;

public class ModuleTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Inspection = "/modules/flood-readiness/inspection.mjs";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_is_served_as_a_module()
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var response = await client.GetAsync(Inspection, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/javascript", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.True(response.Headers.CacheControl is { Private: true, NoCache: true });
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.StartsWith("export const rules = ", text, StringComparison.Ordinal);
        Assert.Contains("export const plan = {\"form\":\"inspection\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_has_the_module_is_told_so()
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var first = await client.GetAsync(Inspection, Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Get, Inspection);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var other = new HttpRequestMessage(HttpMethod.Head, Inspection);
        other.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"older\""));
        using var changed = await client.SendAsync(other, Cancel);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(first.Content.Headers.ContentLength, changed.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("/modules/flood-readiness/nothing.mjs")]
    [InlineData("/modules/nothing/inspection.mjs")]
    [InlineData("/modules/flood-readiness/inspection")]
    public async Task There_is_no_module_of_what_is_no_form(string path)
    {
        using var client = running.Server.Client(DemoUsers.Inspector, DemoUsers.Password);
        using var response = await client.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Nobody_gets_a_module_without_a_sign_in()
    {
        using var nobody = running.Server.Client();
        using var response = await nobody.GetAsync(Inspection, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
