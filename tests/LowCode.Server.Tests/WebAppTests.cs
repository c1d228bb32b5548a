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
        Assert.StartsWith("camera=(self), geolocation=(self), microphone=()", Assert.Single(first.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
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
    public async Task What_keeps_it_on_a_device_is_served_as_what_it_is_and_asked_for_again_each_time()
    {
        using var client = running.Server.Client();
        foreach (var (path, type) in new[] { ("/worker.js", "text/javascript"), ("/manifest.webmanifest", "application/manifest+json"), ("/icon-192.png", "image/png") })
        {
            using var answer = await client.GetAsync(path, Cancel);
            Assert.SkipUnless(answer.StatusCode != HttpStatusCode.Unauthorized, "The server was built without the app: install Node 20 and npm, then build again.");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
            Assert.True(answer.Headers.CacheControl!.NoCache);
        }
    }

    [Theory]
    [InlineData("browser/app.test.mjs")]
    [InlineData("browser/offline.test.mjs")]
    public async Task People_work_with_it_in_a_browser(string script)
    {
        NodeScript.NeedChromium();
        using var client = running.Server.Client();
        using var page = await client.GetAsync("/", Cancel);
        Assert.SkipUnless(page.Content.Headers.ContentType!.MediaType == "text/html", "The server was built without the app: install Node 20 and npm, then build again.");
        await NodeScript.RunAsync("apps/web/app", script, running.Server, output);
    }

    [Theory]
    [InlineData("browser/fields.test.mjs")]
    [InlineData("browser/keyboard.test.mjs")]
    public async Task Every_type_of_field_and_whole_work_are_tried_in_a_browser(string script)
    {
        NodeScript.NeedChromium();
        using var client = running.Server.Client();
        using var page = await client.GetAsync("/", Cancel);
        Assert.SkipUnless(page.Content.Headers.ContentType!.MediaType == "text/html", "The server was built without the app: install Node 20 and npm, then build again.");
        if (!await IsPublishedAsync("every-field"))
        {
            var (exit, said) = await CliProcess.RunAsync(Cancel, "publish", Path.Combine(Repository.Root, "tests", "packs", "every-field"),
                "--server", running.Server.Address.ToString(), "--user", $"admin:{DemoUsers.Password}");
            Assert.True(exit == 0, said);
        }
        await NodeScript.RunAsync("apps/web/app", script, running.Server, output);
    }

    private async Task<bool> IsPublishedAsync(string app)
    {
        using var admin = running.Server.Client("admin", DemoUsers.Password);
        using var there = await admin.GetAsync($"/apps/{app}", Cancel);
        return there.StatusCode == HttpStatusCode.OK;
    }
}
