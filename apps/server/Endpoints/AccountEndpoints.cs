using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Users;
using LowCode.Server.Answers;
using LowCode.Server.Hosting;
using LowCode.Server.Limits;
using LowCode.Server.SignIn;
using Microsoft.Extensions.Options;

namespace LowCode.Server.Endpoints;

/// <summary>One's own account: who one is, the password, sessions, access tokens.</summary>
static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/account/sign-in", SignInAsync).AllowAnonymous();
        routes.MapGet("/account", WhoAsync);
        routes.MapSingleSignOn();
        routes.MapInvited();
        // In person: who has a token for something must not come to more by it.
        var account = routes.MapGroup("/account").AddEndpointFilter(async (context, next) =>
        {
            if (context.HttpContext.Features.Get<SignedIn>() is { Token: null })
                return await next(context);
            await Problem.WriteAsync(context.HttpContext, StatusCodes.Status403Forbidden, SignInMessages.InPersonOnly);
            return Results.Empty;
        });
        account.MapPost("/sign-out", SignOutAsync);
        account.MapPost("/password", PasswordEndpoint.ChangeAsync);
        account.MapSecondFactor();
        account.MapGet("/events", EventsAsync);
        account.MapGet("/sessions", SessionsAsync);
        account.MapDelete("/sessions/{id:guid}", EndSessionAsync);
        account.MapGet("/device-key", DeviceKeyAsync);
        account.MapMyStandIns();
        account.MapGet("/tokens", TokenEndpoints.ListMineAsync);
        account.MapPost("/tokens", TokenEndpoints.AddMineAsync);
        account.MapDelete("/tokens/{id:guid}", TokenEndpoints.RevokeMineAsync);
    }

    private static async Task SignInAsync(
        HttpContext context, PasswordSignIn passwords, SessionStart sessions, ForgedRequests forged, RequestLimits limits, Installation installation, IOptions<ServerOptions> options)
    {
        // Nobody is to be signed in as somebody else without knowing it.
        if (!forged.IsOurs(context.Request))
        {
            await forged.RefuseAsync(context);
            return;
        }
        if (await limits.AnswersSignInAsync(context) || await JsonBody.ReadAsync<Credentials>(context) is not { } given)
            return;
        var (outcome, account) = await passwords.OnceAsync(context, given.Name, given.Password, given.Code);
        if (outcome != SignInOutcome.Right)
        {
            await (outcome == SignInOutcome.Blocked
                ? RequestLimits.AnswerAsync(context, HostMessages.TooManyAttempts, PasswordAccounts.Window)
                : Problem.WriteAsync(context, StatusCodes.Status401Unauthorized,
                    outcome == SignInOutcome.CodeNeeded ? SignInMessages.CodeNeeded : HostMessages.SignInFailed));
            return;
        }
        var session = await sessions.OpenAsync(context, account!);
        await context.Response.WriteAsJsonAsync(AccountJson.Of(new SignedIn(account!, session), installation, Problem.LocaleOf(context.Request), options.Value), JsonBody.Options, context.RequestAborted);
    }

    private static Task WhoAsync(HttpContext context, Installation installation, IOptions<ServerOptions> options) => context.Response.WriteAsJsonAsync(
        AccountJson.Of(context.Features.Get<SignedIn>()!, installation, context.Features.Get<Runtime.Callers.Caller>()!.Locale, options.Value), JsonBody.Options, context.RequestAborted);

    // Ours is over. Who came by single sign-on is still signed in at the provider, until the page goes on to there.
    private static async Task<IResult> SignOutAsync(HttpContext context, Installation installation, SessionCookie cookie, OwnOrigin origin)
    {
        if (context.Features.Get<SignedIn>() is not { Session: { } session } signedIn)
            return Results.NoContent();
        await installation.Users.Sessions.EndAsync(signedIn.Account, session.Id, context.RequestAborted);
        cookie.Take(context);
        return session.Provider is not null && await SingleSignOnEndpoints.EndOfSessionAsync(context, origin) is { } end
            ? Results.Json(new { continueAt = end })
            : Results.NoContent();
    }

    // What the owner may not have done: sign-ins, and whatever lets somebody in.
    private static async Task EventsAsync(HttpContext context, Installation installation)
    {
        var events = await installation.Users.Events.ListAsync(context.Features.Get<SignedIn>()!.Account, context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new { value = events }, JsonBody.Options, context.RequestAborted);
    }

    // Only to a browser's session: a program has nothing to seal, and a token or password must not fetch what opens devices.
    private static async Task<IResult> DeviceKeyAsync(HttpContext context, DeviceKeyProtection keys)
    {
        if (context.Features.Get<SignedIn>() is { Session: not null } signedIn && await keys.OfAsync(signedIn.Account, context.RequestAborted) is { } key)
            return Results.Json(new { key = Convert.ToBase64String(key) });
        await Problem.WriteAsync(context, StatusCodes.Status403Forbidden, SignInMessages.SessionOnly);
        return Results.Empty;
    }

    private static async Task<IResult> SessionsAsync(HttpContext context, Installation installation, bool over = false)
    {
        var signedIn = context.Features.Get<SignedIn>()!;
        var sessions = await installation.Users.Sessions.ListAsync(signedIn.Account, over, context.RequestAborted);
        return Results.Json(new
        {
            value = sessions.Select(session => new
            {
                id = session.Id,
                device = session.Device,
                address = session.Address,
                createdAt = session.CreatedAt,
                lastUsedAt = session.LastUsedAt,
                expiresAt = session.ExpiresAt,
                isThis = session.Id == signedIn.Session?.Id,
                isOver = session.IsOver,
            }),
        });
    }

    // One's own is over; another device's is revoked.
    private static async Task EndSessionAsync(HttpContext context, Guid id, Installation installation)
    {
        var (signedIn, sessions) = (context.Features.Get<SignedIn>()!, installation.Users.Sessions);
        if (await (id == signedIn.Session?.Id ? sessions.EndAsync(signedIn.Account, id, context.RequestAborted) : sessions.RevokeAsync(signedIn.Account, id, context.RequestAborted)))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, SignInMessages.NothingToEnd);
    }

    private sealed record Credentials(string Name, string Password, string? Code = null);
}
