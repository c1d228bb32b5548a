using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Users;
using LowCode.Server.Answers;
using LowCode.Server.SignIn;

namespace LowCode.Server.Endpoints;

/// <summary>Access tokens: one's own, and those that an administrator makes for a device. The secret is shown once.</summary>
static class TokenEndpoints
{
    public static Task ListMineAsync(HttpContext context, Installation installation) => ListAsync(context, installation, Me(context));

    public static Task AddMineAsync(HttpContext context, Installation installation) => AddAsync(context, installation, Me(context));

    public static Task RevokeMineAsync(HttpContext context, Guid id, Installation installation) => RevokeAsync(context, installation, Me(context), id);

    public static async Task ListAsync(HttpContext context, Installation installation, Caller user)
    {
        var tokens = await installation.Users.Tokens.ListAsync(user.Name, context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new { value = tokens.Select(token => AccountJson.Of(token)) }, JsonBody.Options, context.RequestAborted);
    }

    public static async Task AddAsync(HttpContext context, Installation installation, Caller user)
    {
        if (await JsonBody.ReadAsync<Order>(context) is not { } given)
            return;
        var scope = new TokenScope(given.Access, given.Apps ?? [], given.Sets ?? [], given.Administers);
        var secret = Secret.ForToken(user.Name);
        var result = await installation.Users.Tokens.AddAsync(
            context.Features.Get<Caller>()!, user, Secret.Hash(secret), new TokenOrder(given.Title, scope, given.ExpiresAt), context.RequestAborted);
        if (result is Invalid invalid)
        {
            await Problem.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, invalid.Findings);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsJsonAsync(AccountJson.Of(((TokenDone)result).Token, secret), JsonBody.Options, context.RequestAborted);
    }

    public static async Task RevokeAsync(HttpContext context, Installation installation, Caller user, Guid id)
    {
        if (await installation.Users.Tokens.RevokeAsync(context.Features.Get<Caller>()!, user.Name, id, context.RequestAborted))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, SignInMessages.NothingToEnd);
    }

    private static Caller Me(HttpContext context) => context.Features.Get<SignedIn>()!.Account.Caller;

    private sealed record Order(
        string Title, TokenAccess Access, DateTimeOffset ExpiresAt,
        ImmutableArray<string>? Apps = null, ImmutableArray<string>? Sets = null, bool Administers = false);
}
