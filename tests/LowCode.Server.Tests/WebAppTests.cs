using System.Net;

namespace LowCode.Server.Tests;

/// <summary>The app for browsers: how its files are served, and the app itself in Chromium (<c>apps/web/app/browser</c>).</summary>
public class WebAppTests(RunningServer running, ITestOutputHelper output) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_is_there_for_everybody_and_is_asked_for_again_each_time()
    {
        using var client = running.Server.Client();
        using var first = await client.GetAsync("/", Cancel);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.SkipUnless(first.Content.Headers.ContentType!.MediaType == "text/html", "The server was built without the app: install Node 20 and npm, then build again.");
        Assert.True(first.Headers.CacheControl!.NoCache);
        var policy = Assert.Single(first.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        var page = await first.Content.ReadAsStringAsync(Cancel);
        var script = page[(page.IndexOf("src=\"", StringComparison.Ordinal) + 5)..];
        using var asset = await client.GetAsync(script[..script.IndexOf('"', StringComparison.Ordinal)], Cancel);
        Assert.Equal("text/javascript", asset.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", asset.Headers.GetValues("Cache-Control").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_work_with_it_in_a_browser()
    {
        NodeScript.NeedChromium();
        using var client = running.Server.Client();
        using var page = await client.GetAsync("/", Cancel);
        Assert.SkipUnless(page.Content.Headers.ContentType!.MediaType == "text/html", "The server was built without the app: install Node 20 and npm, then build again.");
        await NodeScript.RunAsync("apps/web/app", "browser/app.test.mjs", running.Server, output);
    }
}
