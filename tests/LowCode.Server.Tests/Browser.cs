using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace LowCode.Server.Tests;

/// <summary>A browser with a page of ours in it: keeps cookies, and sends the header with which pages write.</summary>
sealed class Browser : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };

    public Browser(ServerProcess server)
    {
        Client = new HttpClient(_handler) { BaseAddress = server.Address };
        Client.DefaultRequestHeaders.Add("X-LowCode-Request", "1");
        Client.DefaultRequestHeaders.UserAgent.ParseAdd("TestBrowser/1.0");
    }

    public HttpClient Client { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The cookies that it has, of all ports of a host, as browsers keep them.</summary>
    public CookieContainer Cookies => _handler.CookieContainer;

    /// <summary>The session's secret; null when there is none.</summary>
    public string? Secret
    {
        get => _handler.CookieContainer.GetCookies(Client.BaseAddress!)["lowcode"]?.Value;
        set => _handler.CookieContainer.Add(Client.BaseAddress!, new Cookie("lowcode", value, "/"));
    }

    public Task<HttpResponseMessage> SignInAsync(string name, string password, string? code = null) =>
        Client.PostAsJsonAsync("/account/sign-in", new { name, password, code }, Cancel);

    /// <summary>A browser in which somebody is signed in.</summary>
    public static async Task<Browser> OfAsync(ServerProcess server, string name, string password)
    {
        var browser = new Browser(server);
        using var response = await browser.SignInAsync(name, password);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return browser;
    }

    public async Task<JsonElement> GetAsync(string path) => await Client.GetFromJsonAsync<JsonElement>(path, Cancel);

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await Client.GetAsync(path, Cancel);
        return response.StatusCode;
    }

    public void Dispose()
    {
        Client.Dispose();
        _handler.Dispose();
    }
}
