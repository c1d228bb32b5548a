using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Users;
using LowCode.Server.Answers;
using LowCode.Server.SignIn;

namespace LowCode.Server.Endpoints;

/// <summary>What administrators do with users: <c>/admin/users</c>. A first password is made here and shown once.</summary>
static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder admin)
    {
        var users = admin.MapGroup("/users");
        users.MapGet("", ListAsync);
        users.MapPost("", CreateAsync);
        users.MapPatch("/{name}", ChangeAsync);
        users.MapPost("/{name}/disable", (HttpContext context, string name, Installation installation) => DisableAsync(context, name, installation, true));
        users.MapPost("/{name}/enable", (HttpContext context, string name, Installation installation) => DisableAsync(context, name, installation, false));
        users.MapPost("/{name}/reset-password", ResetAsync);
        users.MapPost("/{name}/reset-second-factor", ResetSecondFactorAsync);
        users.MapPost("/{name}/reset-device-key", ResetDeviceKeyAsync);
        users.MapIdentities();
        users.MapStandIns();
        users.MapGet("/{name}/tokens", (HttpContext context, string name, Installation installation) =>
            OfUserAsync(context, name, installation, user => TokenEndpoints.ListAsync(context, installation, user)));
        users.MapPost("/{name}/tokens", (HttpContext context, string name, Installation installation) =>
            OfUserAsync(context, name, installation, user => TokenEndpoints.AddAsync(context, installation, user)));
        users.MapDelete("/{name}/tokens/{id:guid}", (HttpContext context, string name, Guid id, Installation installation) =>
            OfUserAsync(context, name, installation, user => TokenEndpoints.RevokeAsync(context, installation, user, id)));
    }

    private static async Task ListAsync(HttpContext context, Installation installation)
    {
        var now = installation.Clock.GetUtcNow();
        var users = await installation.Users.Administration.ListAsync(By(context), context.RequestAborted);
        await context.Response.WriteAsJsonAsync(
            new { value = users.Select(user => AccountJson.Of(user, now)) }, JsonBody.Options, context.RequestAborted);
    }

    private static async Task CreateAsync(HttpContext context, Installation installation)
    {
        if (await JsonBody.ReadAsync<NewUser>(context) is not { } given)
            return;
        var password = given.IsDevice ? null : Secret.Password();
        var user = new Caller(given.Name, given.Title, [.. given.Roles ?? []], given.IsAdministrator);
        var result = await installation.Users.Administration.CreateAsync(
            By(context), user, password is null ? null : PasswordHashes.Of(password), context.RequestAborted);
        await AnswerAsync(context, installation, given.Name, result, StatusCodes.Status201Created, password);
    }

    private static async Task ChangeAsync(HttpContext context, string name, Installation installation)
    {
        if (await JsonBody.ReadAsync<UserChange>(context) is not { } given)
            return;
        var result = await installation.Users.Administration.ChangeAsync(By(context), name, given.Title,
            given.Roles, given.IsAdministrator, context.RequestAborted);
        await AnswerAsync(context, installation, name, result, StatusCodes.Status200OK);
    }

    private static async Task DisableAsync(HttpContext context, string name, Installation installation, bool isDisabled) => await AnswerAsync(
        context, installation, name,
        await installation.Users.Administration.DisableAsync(By(context), name, isDisabled, context.RequestAborted), StatusCodes.Status200OK);

    private static async Task ResetAsync(HttpContext context, string name, Installation installation)
    {
        var password = Secret.Password();
        var result = await installation.Users.Administration.ResetPasswordAsync(By(context), name, PasswordHashes.Of(password), context.RequestAborted);
        await AnswerAsync(context, installation, name, result, StatusCodes.Status200OK, password);
    }

    private static async Task ResetSecondFactorAsync(HttpContext context, string name, Installation installation) => await AnswerAsync(
        context, installation, name,
        await installation.Users.Administration.ResetSecondFactorAsync(By(context), name, context.RequestAborted), StatusCodes.Status200OK);

    private static async Task ResetDeviceKeyAsync(HttpContext context, string name, Installation installation) => await AnswerAsync(
        context, installation, name,
        await installation.Users.Administration.ResetDeviceKeyAsync(By(context), name, context.RequestAborted), StatusCodes.Status200OK);

    private static async Task OfUserAsync(HttpContext context, string name, Installation installation, Func<Caller, Task> serve)
    {
        if (await installation.Users.FindAsync(name, context.RequestAborted) is { } user)
            await serve(user);
        else
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, SignInMessages.NoSuchUser, ("user", name));
    }

    private static Task AnswerAsync(
        HttpContext context, Installation installation, string name, CommandResult result, int status, string? password = null)
    {
        switch (result)
        {
            case UserDone done:
                context.Response.StatusCode = status;
                return context.Response.WriteAsJsonAsync(
                    new { user = AccountJson.Of(done.Account, installation.Clock.GetUtcNow()), password }, JsonBody.Options, context.RequestAborted);
            case Invalid invalid: return Problem.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, invalid.Findings);
            case Refused refused: return Problem.WriteAsync(context, StatusCodes.Status409Conflict, refused.Why.Message, refused.Why.Arguments.AsSpan());
            case NotFound: return Problem.WriteAsync(context, StatusCodes.Status404NotFound, SignInMessages.NoSuchUser, ("user", name));
            default: throw new InvalidOperationException(result.ToString());
        }
    }

    private static Caller By(HttpContext context) => context.Features.Get<Caller>()!;

    private sealed record NewUser(
        string Name, string Title, ImmutableArray<RoleAssignment>? Roles = null, bool IsAdministrator = false, bool IsDevice = false);

    private sealed record UserChange(string? Title = null, ImmutableArray<RoleAssignment>? Roles = null, bool? IsAdministrator = null);
}
