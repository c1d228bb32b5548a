using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Server.Answers;
using LowCode.Server.Limits;
using LowCode.Server.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace LowCode.Server.Endpoints;

/// <summary>
/// Single sign-on: <c>GET /account/single-sign-on</c> sends a browser to the provider, which sends it back to
/// <see cref="SingleSignOn.Callback"/>; <c>POST /account/single-sign-on/logout</c> is for the provider itself.
/// </summary>
static class SingleSignOnEndpoints
{
    private const int LongestToken = 16 * 1024;

    public static void MapSingleSignOn(this IEndpointRouteBuilder routes)
    {
        var isOn = routes.ServiceProvider.GetService<SingleSignOnOptions>() is not null;
        routes.MapGet("/account/sign-in", () => Results.Json(new { singleSignOn = isOn ? "/account/single-sign-on" : null })).AllowAnonymous();
        if (!isOn)
            return;
        routes.MapGet("/account/single-sign-on", StartAsync).AllowAnonymous();
        routes.MapPost("/account/single-sign-on/logout", EndAsync).AllowAnonymous();
    }

    /// <summary>Where a page goes on to when somebody signs out who came by single sign-on; null when the provider has no such place, or does not answer.</summary>
    public static async Task<string?> EndOfSessionAsync(HttpContext context, OwnOrigin origin)
    {
        if (context.RequestServices.GetService<SingleSignOnOptions>() is not { } settings)
            return null;
        try
        {
            return await ProviderAsync(context) is { EndSessionEndpoint: { Length: > 0 } end }
                ? QueryHelpers.AddQueryString(end, new Dictionary<string, string?>
                {
                    ["client_id"] = settings.ClientId,
                    ["post_logout_redirect_uri"] = origin.Of(context.Request) + "/",
                })
                : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task StartAsync(HttpContext context, SingleSignOnEvents events, RequestLimits limits, string? returnTo = null)
    {
        if (await limits.AnswersSignInAsync(context))
            return;
        var target = string.IsNullOrEmpty(returnTo) ? "/" : returnTo;
        if (!RedirectHttpResult.IsLocalUrl(target) || target[0] != '/')
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, SingleSignOnMessages.ReturnElsewhere);
            return;
        }
        try
        {
            await context.ChallengeAsync(SingleSignOn.Name, new AuthenticationProperties { RedirectUri = target });
        }
        // The provider's description, or what it is asked before the browser goes there.
        catch (Exception error) when (error is InvalidOperationException or HttpRequestException or IOException or OpenIdConnectProtocolException)
        {
            await events.AnswerAsync(context, error);
        }
    }

    private static async Task EndAsync(HttpContext context, LogoutTokens tokens, Installation installation)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LongestToken;
        var token = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync(context.RequestAborted))["logout_token"].ToString() : "";
        if (token.Length == 0 || await tokens.ReadAsync(token, context.RequestAborted) is not var (identity, session))
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, SingleSignOnMessages.LogoutInvalid);
            return;
        }
        await installation.Users.Sessions.EndOfProviderAsync(identity, session, context.RequestAborted);
    }

    private static Task<OpenIdConnectConfiguration> ProviderAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(SingleSignOn.Name)
            .ConfigurationManager!.GetConfigurationAsync(context.RequestAborted);
}
