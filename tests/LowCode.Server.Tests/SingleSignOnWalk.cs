using System.Net;
using System.Text.RegularExpressions;

namespace LowCode.Server.Tests;

/// <summary>The way of a browser to the provider, through its forms and back.</summary>
static partial class SingleSignOnWalk
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Begins: the address at the provider to which the server sends the browser.</summary>
    public static async Task<Uri> BeginAsync(this Browser browser, string returnTo = "/account")
    {
        using var response = await browser.Client.GetAsync("/account/single-sign-on?returnTo=" + Uri.EscapeDataString(returnTo), Cancel);
        Assert.True(response.StatusCode == HttpStatusCode.Redirect, await response.Content.ReadAsStringAsync(Cancel));
        return response.Headers.Location!;
    }

    /// <summary>Signs in at the provider as a subject and agrees to all it asks: the address with which it sends the browser back.</summary>
    public static async Task<Uri> AgreeAsync(this Browser browser, Uri at, string subject, bool abort = false)
    {
        while (!at.AbsolutePath.StartsWith("/account/", StringComparison.Ordinal))
        {
            using var response = await browser.Client.GetAsync(at, Cancel);
            at = response.Headers.Location is { } next ? new Uri(at, next) : await SubmitAsync(browser, at, await response.Content.ReadAsStringAsync(Cancel), subject, abort);
        }
        return at;
    }

    /// <summary>All of it; the server's answer to the way back.</summary>
    public static async Task<HttpResponseMessage> SingleSignOnAsync(this Browser browser, string subject, string returnTo = "/account") =>
        await browser.Client.GetAsync(await browser.AgreeAsync(await browser.BeginAsync(returnTo), subject), Cancel);

    /// <summary>Signs out at the provider.</summary>
    public static async Task LeaveProviderAsync(this Browser browser, Uri end)
    {
        using var asked = await browser.Client.GetAsync(end, Cancel);
        var page = await asked.Content.ReadAsStringAsync(Cancel);
        var action = Action().Match(page).Groups[1].Value;
        var token = Xsrf().Match(page).Groups[1].Value;
        Assert.True(action.Length > 0 && token.Length > 0, page);
        using var left = await browser.Client.PostAsync(new Uri(end, action), new FormUrlEncodedContent([new("xsrf", token), new("logout", "yes")]), Cancel);
        Assert.True((int)left.StatusCode < 400, await left.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task<Uri> SubmitAsync(Browser browser, Uri at, string page, string subject, bool abort)
    {
        if (abort)
            return new Uri(at, at.AbsolutePath + "/abort");
        Assert.True(Prompt().Match(page) is { Success: true }, page);
        using var submitted = await browser.Client.PostAsync(new Uri(at, Action().Match(page).Groups[1].Value), new FormUrlEncodedContent(
            [new("prompt", Prompt().Match(page).Groups[1].Value), new("login", subject), new("password", "any")]), Cancel);
        Assert.True(submitted.Headers.Location is not null, await submitted.Content.ReadAsStringAsync(Cancel));
        return new Uri(at, submitted.Headers.Location!);
    }

    [GeneratedRegex("action=\"([^\"]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("name=\"prompt\" value=\"([^\"]+)\"")]
    private static partial Regex Prompt();

    [GeneratedRegex("name=\"xsrf\" value=\"([^\"]+)\"")]
    private static partial Regex Xsrf();
}
