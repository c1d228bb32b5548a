using System.Text.RegularExpressions;
using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Users;
using LowCode.Server.Answers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace LowCode.Server.SignIn;

/// <summary>
/// What comes of a sign-in at the provider: a session of ours and a way on, or a sentence that says what to do. Details of
/// failures go to the log only.
/// </summary>
sealed partial class SingleSignOnEvents(
    Installation installation, SessionStart sessions, OwnOrigin origin, ClaimMapping mapping, SingleSignOnOptions settings,
    ILogger<SingleSignOnEvents> log) : OpenIdConnectEvents
{
    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        context.ProtocolMessage.RedirectUri = origin.Of(context.Request) + SingleSignOn.Callback;
        return Task.CompletedTask;
    }

    // The handler would let an unsigned one pass that comes from the token endpoint, as the standard allows.
    public override Task TokenValidated(TokenValidatedContext context)
    {
        if (string.IsNullOrEmpty(context.SecurityToken.RawSignature))
            context.Fail(new SecurityTokenInvalidSignatureException());
        return Task.CompletedTask;
    }

    public override Task TicketReceived(TicketReceivedContext context)
    {
        context.HandleResponse();
        return SignedInAsync(context);
    }

    public override Task AccessDenied(AccessDeniedContext context)
    {
        context.HandleResponse();
        return Problem.WriteAsync(context.HttpContext, StatusCodes.Status403Forbidden, SingleSignOnMessages.Denied);
    }

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        context.HandleResponse();
        return AnswerAsync(context.HttpContext, context.Failure);
    }

    /// <summary>Answers a failure on the way to the provider or back.</summary>
    public Task AnswerAsync(HttpContext context, Exception? failure)
    {
        Failed(log, failure);
        return failure switch
        {
            // The code is another sign-in's, or was used.
            OpenIdConnectProtocolException { Data: var data } when data["error"] is "invalid_grant" => OverAsync(context),
            OpenIdConnectProtocolException { Data: var data } when data["error"] is string error =>
                Problem.WriteAsync(context, StatusCodes.Status502BadGateway, SingleSignOnMessages.ProviderError, ("error", ErrorCode().IsMatch(error) ? error : "?")),
            OpenIdConnectProtocolException or SecurityTokenException =>
                Problem.WriteAsync(context, StatusCodes.Status502BadGateway, SingleSignOnMessages.AnswerInvalid),
            HttpRequestException or IOException or TaskCanceledException or InvalidOperationException =>
                Problem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, SingleSignOnMessages.Unreachable),
            _ => OverAsync(context),
        };
    }

    private static Task OverAsync(HttpContext context) => Problem.WriteAsync(context, StatusCodes.Status400BadRequest, SingleSignOnMessages.Over);

    private async Task SignedInAsync(TicketReceivedContext context)
    {
        var http = context.HttpContext;
        var result = await installation.Users.Identities.SignInAsync(mapping.Read(context.Principal!), settings.CreateUsers, http.RequestAborted);
        switch (result)
        {
            case SignedOn done:
                foreach (var role in done.LeftOut)
                    LeftOut(log, role.Role, role.Division, role.App);
                // The session that the browser may come with is looked at now: this request came past the usual way in.
                await http.AuthenticateAsync(SignInHandler.Name);
                await sessions.OpenAsync(http, done.Account, new ProviderSession(done.Identity, ClaimMapping.SessionOf(context.Principal!)));
                http.Response.Redirect(context.ReturnUri ?? "/");
                break;
            case Refused { Why: var why }:
                var status = why.Message == SingleSignOnMessages.NameTaken ? StatusCodes.Status409Conflict : StatusCodes.Status403Forbidden;
                await Problem.WriteAsync(http, status, why.Message, why.Arguments.AsSpan());
                break;
            case Invalid { Findings: var findings }:
                await Problem.WriteAsync(http, StatusCodes.Status422UnprocessableEntity, findings);
                break;
            default:
                throw new InvalidOperationException(result.ToString());
        }
    }

    // As OAuth 2.0 spells its codes; what else stands there may be anybody's text.
    [GeneratedRegex(@"^[a-z_]{1,40}\z")]
    private static partial Regex ErrorCode();

    [LoggerMessage(3, LogLevel.Warning, "A single sign-on failed.")]
    private static partial void Failed(ILogger log, Exception? error);

    [LoggerMessage(4, LogLevel.Warning, "The single sign-on service brings a role that there cannot be: {Role} at {Division} in {App}.")]
    private static partial void LeftOut(ILogger log, string role, string division, string? app);
}
