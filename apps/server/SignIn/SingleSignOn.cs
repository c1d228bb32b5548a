using LowCode.Definitions.Messages;
using LowCode.Server.Answers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace LowCode.Server.SignIn;

/// <summary>
/// Signs people in at a provider by OpenID Connect: authorization code with PKCE, state, nonce and a verified id token. What
/// comes of it is a session of ours (docs/adr/0021). What a sign-in must remember meanwhile is in cookies under the nodes'
/// keys, so that any node can finish it.
/// </summary>
static class SingleSignOn
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "SingleSignOn";

    /// <summary>Where the provider sends browsers back to.</summary>
    public const string Callback = "/account/single-sign-on/callback";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int LargestAnswer = 1024 * 1024;

    // Signatures with the provider's private key: none that a client's secret, or nothing, would make.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Answers come in the address: a body, which would be read before anything else is looked at, is not taken.</summary>
    public static IApplicationBuilder UseCallbackLimits(this IApplicationBuilder app) =>
        app.UseWhen(context => context.Request.Path == Callback && !HttpMethods.IsGet(context.Request.Method),
            other => other.Run(context => Problem.WriteAsync(context, StatusCodes.Status400BadRequest, SingleSignOnMessages.Over)));

    public static void AddSingleSignOn(this IServiceCollection services, SingleSignOnOptions settings)
    {
        if (!settings.IsOn)
            return;
        services.AddSingleton(settings).AddSingleton<ClaimMapping>().AddSingleton<SingleSignOnEvents>().AddSingleton<LogoutTokens>();
        services.AddAuthentication().AddOpenIdConnect(Name, options => { });
        services.AddOptions<OpenIdConnectOptions>(Name).Configure<ClaimMapping, OwnOrigin>((options, mapping, origin) =>
        {
            options.Authority = settings.Authority;
            options.ClientId = settings.ClientId;
            options.ClientSecret = settings.ClientSecret;
            options.RequireHttpsMetadata = !new Uri(settings.Authority!).IsLoopback;
            options.ResponseType = OpenIdConnectResponseType.Code;
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.UsePkce = true;
            options.CallbackPath = Callback;
            options.RemoteSignOutPath = default;
            options.SignedOutCallbackPath = default;
            options.Scope.Clear();
            foreach (var scope in settings.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                options.Scope.Add(scope);
            // Claims keep their names; those that are looked at may also come from the userinfo endpoint.
            options.MapInboundClaims = false;
            options.GetClaimsFromUserInfoEndpoint = true;
            options.ClaimActions.Clear();
            foreach (var claim in mapping.Names)
                options.ClaimActions.MapJsonKey(claim, claim);
            options.TokenValidationParameters.ValidAlgorithms = Algorithms;
            options.SaveTokens = false;
            options.DisableTelemetry = true;
            options.BackchannelTimeout = Patience;
            options.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false, MaxResponseHeadersLength = 64 };
            options.Backchannel = new HttpClient(options.BackchannelHttpHandler) { Timeout = Patience, MaxResponseContentBufferSize = LargestAnswer };
            options.CorrelationCookie = Cookie(options.CorrelationCookie, "lowcode-sso.");
            options.NonceCookie = Cookie(options.NonceCookie, "lowcode-sso-nonce.");
            options.EventsType = typeof(SingleSignOnEvents);

            // Sent back by a link that the provider makes: Lax is enough, and works over http too.
            CookieBuilder Cookie(CookieBuilder cookie, string name)
            {
                cookie.Name = name;
                cookie.SameSite = SameSiteMode.Lax;
                cookie.SecurePolicy = origin.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                return cookie;
            }
        });
    }
}
