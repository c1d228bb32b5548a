using System.Diagnostics;
using System.Net.Http.Json;

namespace LowCode.Server.Tests;

/// <summary>
/// An OpenID provider that others have written, as a process of its own: the script in <c>tests/identity</c>, which runs on
/// Node. Where that or its packages are missing the tests say how to get them; CI has both.
/// </summary>
sealed class IdentityProvider : IAsyncDisposable
{
    /// <summary>The client's secret. Servers get it by the environment.</summary>
    public const string Secret = "client-secret-that-nobody-logs-0123456789";

    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "identity");

    private readonly Process _process;
    private readonly HttpClient _tests;

    private IdentityProvider(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        _tests = new HttpClient { BaseAddress = address };
    }

    /// <summary>Its address, which is its name as issuer.</summary>
    public Uri Address { get; }

    /// <summary>Why there can be none; null when there can.</summary>
    public static string? WhyNot { get; } =
        !NodeScript.CanRunNode() ? "Node 20 or newer is needed: https://nodejs.org"
        : !Directory.Exists(Path.Combine(Folder, "node_modules")) ? "The OpenID provider is not installed: cd tests/identity && npm ci"
        : null;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Skips the test where there can be none; in CI it fails.</summary>
    public static void Need()
    {
        Assert.True(WhyNot is null || Environment.GetEnvironmentVariable("CI") != "true", WhyNot);
        Assert.SkipUnless(WhyNot is null, WhyNot ?? "");
    }

    public static async Task<IdentityProvider> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("node", ["provider.mjs", .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(Cancel);
        return line?.Split(' ') is ["listening", "on", var address]
            ? new IdentityProvider(process, new Uri(address))
            : throw new InvalidOperationException($"The provider does not start: {line}");
    }

    /// <summary>Settings under which a server lets people in from here.</summary>
    public string[] Settings(params string[] more) =>
    [
        $"--SingleSignOn:Authority={Address.ToString().TrimEnd('/')}", "--SingleSignOn:ClientId=lowcode", "--SingleSignOn:CreateUsers=true",
        "--SingleSignOn:Administrators:0:Claim=groups", "--SingleSignOn:Administrators:0:Value=lowcode-admins",
        "--SingleSignOn:Roles:0:Claim=groups", "--SingleSignOn:Roles:0:Value=inspectors", "--SingleSignOn:Roles:0:Role=inspector",
        "--SingleSignOn:Roles:0:App=flood-readiness", "--SingleSignOn:Roles:0:DivisionClaim=division",
        "--SingleSignOn:Roles:1:Claim=groups", "--SingleSignOn:Roles:1:Value=viewers", "--SingleSignOn:Roles:1:Role=viewer",
        "--SingleSignOn:Roles:1:Division=31",
        .. more,
    ];

    /// <summary>What a server is told that is secret.</summary>
    public static Dictionary<string, string> Environs(string secret = Secret) => new() { ["LOWCODE_SingleSignOn__ClientSecret"] = secret };

    /// <summary>Registers a server, by the address at which browsers find it.</summary>
    public Task RegisterAsync(Uri server, Uri? logout = null)
    {
        var origin = server.GetLeftPart(UriPartial.Authority);
        return PutAsync("clients/lowcode", new
        {
            client_secret = Secret,
            redirect_uris = new[] { origin + "/account/single-sign-on/callback" },
            post_logout_redirect_uris = new[] { origin + "/" },
            backchannel_logout_uri = (logout ?? server).GetLeftPart(UriPartial.Authority) + "/account/single-sign-on/logout",
            backchannel_logout_session_required = true,
        });
    }

    /// <summary>Says what is known of a person.</summary>
    public Task KnowAsync(string subject, object claims) => PutAsync("accounts/" + subject, claims);

    /// <summary>Says what is done to the id tokens that it gives away from now on.</summary>
    public Task TamperAsync(object how) => PutAsync("tampering", how);

    /// <summary>Signs claims with its key.</summary>
    public async Task<string> SignAsync(object claims)
    {
        using var response = await _tests.PostAsJsonAsync("/test/tokens", claims, Cancel);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _tests.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task PutAsync(string path, object what)
    {
        using var response = await _tests.PutAsJsonAsync("/test/" + path, what, Cancel);
        response.EnsureSuccessStatusCode();
    }
}
