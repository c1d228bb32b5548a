using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Users;
using LowCode.Server.Answers;
using LowCode.Server.Hosting;
using LowCode.Server.Limits;
using LowCode.Server.SignIn;
using Microsoft.Extensions.Options;

namespace LowCode.Server.Endpoints;

/// <summary>Invitations: administrators make them at <c>/admin/invitations</c>; who has the code accepts it and chooses name and password.</summary>
static class InvitationEndpoints
{
    private const int Hours = 72;

    public static void MapInvitations(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/invitations", ListAsync);
        admin.MapPost("/invitations", AddAsync);
        admin.MapDelete("/invitations/{id:guid}", WithdrawAsync);
    }

    public static void MapInvited(this IEndpointRouteBuilder routes) => routes.MapPost("/account/accept-invitation", AcceptAsync).AllowAnonymous();

    private static async Task ListAsync(HttpContext context, Installation installation)
    {
        var invitations = await installation.Users.Invitations.ListAsync(By(context), context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new { value = invitations }, JsonBody.Options, context.RequestAborted);
    }

    private static async Task AddAsync(HttpContext context, Installation installation, OwnOrigin origin)
    {
        if (await JsonBody.ReadAsync<Order>(context) is not { } given)
            return;
        var code = InvitationCode.Create();
        var invited = new Caller("", given.Title, given.Roles ?? [], given.IsAdministrator);
        var result = await installation.Users.Invitations.AddAsync(
            By(context), InvitationCode.HashOf(code), invited, TimeSpan.FromHours(Math.Clamp(given.Hours, 0, 100_000)), context.RequestAborted);
        if (result is Invalid invalid)
        {
            await Problem.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, invalid.Findings);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status201Created;
        // The code stands behind the number sign: browsers send that to nobody, and no log has it.
        await context.Response.WriteAsJsonAsync(
            new { invitation = ((InvitationDone)result).Invitation, code, url = $"{origin.Of(context.Request)}/#/invitation/{code}" },
            JsonBody.Options, context.RequestAborted);
    }

    private static async Task WithdrawAsync(HttpContext context, Guid id, Installation installation)
    {
        if (await installation.Users.Invitations.WithdrawAsync(By(context), id, context.RequestAborted))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, SignInMessages.InvitationOver);
    }

    private static async Task AcceptAsync(
        HttpContext context, Installation installation, SessionStart sessions, ForgedRequests forged, RequestLimits limits,
        IOptions<ServerOptions> options)
    {
        if (!forged.IsOurs(context.Request))
        {
            await forged.RefuseAsync(context);
            return;
        }
        if (await limits.AnswersSignInAsync(context) || await JsonBody.ReadAsync<Acceptance>(context) is not { } given)
            return;
        // Looked at first: nobody has passwords hashed, or names tried, who has no invitation.
        var hash = InvitationCode.HashOf(given.Code);
        if (await installation.Users.Invitations.FindAsync(hash, context.RequestAborted) is null)
        {
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, SignInMessages.InvitationOver);
            return;
        }
        if (PasswordPolicy.Problem(given.Name, given.Password) is { } weak)
        {
            await Problem.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, [weak]);
            return;
        }
        var result = await installation.Users.Invitations.AcceptAsync(
            hash, given.Name, given.Title, PasswordHashes.Of(given.Password), context.RequestAborted);
        await (result switch
        {
            UserDone done => SignedInAsync(context, installation, sessions, done.Account, options.Value),
            Invalid invalid => Problem.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, invalid.Findings),
            Refused refused => Problem.WriteAsync(context, StatusCodes.Status409Conflict, refused.Why.Message, refused.Why.Arguments.AsSpan()),
            _ => Problem.WriteAsync(context, StatusCodes.Status404NotFound, SignInMessages.InvitationOver),
        });
    }

    private static async Task SignedInAsync(HttpContext context, Installation installation, SessionStart sessions, Account account, ServerOptions options)
    {
        var session = await sessions.OpenAsync(context, account);
        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsJsonAsync(AccountJson.Of(new SignedIn(account, session), installation, Problem.LocaleOf(context.Request), options), JsonBody.Options, context.RequestAborted);
    }

    private static Caller By(HttpContext context) => context.Features.Get<Caller>()!;

    private sealed record Order(string Title, ImmutableArray<RoleAssignment>? Roles = null, bool IsAdministrator = false, int Hours = Hours);

    private sealed record Acceptance(string Code, string Name, string Password, string? Title = null);
}
