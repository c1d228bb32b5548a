using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Roles;
using LowCode.Runtime.Users;
using LowCode.Server.Answers;

namespace LowCode.Server.Endpoints;

/// <summary>Who stands in for whom: everybody for themselves at <c>/account/stand-ins</c>, administrators at <c>/admin/users/{name}/stand-ins</c>.</summary>
static class StandInEndpoints
{
    public static void MapStandIns(this IEndpointRouteBuilder users)
    {
        users.MapGet("/{name}/stand-ins", ListAsync);
        users.MapPost("/{name}/stand-ins", AddAsync);
        users.MapDelete("/{name}/stand-ins/{user}", (HttpContext context, string name, string user, Installation installation) =>
            EndAsync(context, user, name, installation));
    }

    public static void MapMyStandIns(this IEndpointRouteBuilder account)
    {
        account.MapGet("/stand-ins", (HttpContext context, Installation installation) => ListAsync(context, By(context).Name, installation));
        account.MapPost("/stand-ins", (HttpContext context, Installation installation) => AddAsync(context, By(context).Name, installation));
        account.MapDelete("/stand-ins/{user}", (HttpContext context, string user, Installation installation) =>
            EndAsync(context, user, By(context).Name, installation));
        account.MapDelete("/stands-in-for/{owner}", (HttpContext context, string owner, Installation installation) =>
            EndAsync(context, By(context).Name, owner, installation));
    }

    private static async Task ListAsync(HttpContext context, string name, Installation installation)
    {
        if (await installation.Users.AccountAsync(name, context.RequestAborted) is not { } account)
        {
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, SignInMessages.NoSuchUser, ("user", name));
            return;
        }
        var standIns = await installation.Users.StandIns.ForAsync(name, context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new
        {
            value = standIns.Select(one => new { user = one.User, from = one.StandIn.From, until = one.StandIn.Until }),
            standsInFor = account.StandsIn,
        }, JsonBody.Options, context.RequestAborted);
    }

    private static async Task AddAsync(HttpContext context, string name, Installation installation)
    {
        if (await JsonBody.ReadAsync<Order>(context) is not { } given)
            return;
        var from = given.From ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(installation.Clock.GetUtcNow(), installation.Options.TimeZone).DateTime);
        await AnswerAsync(context, await installation.Users.StandIns.AddAsync(
            By(context), given.User, new StandIn(name, from, given.Until), context.RequestAborted), StatusCodes.Status201Created);
    }

    private static async Task EndAsync(HttpContext context, string user, string owner, Installation installation) => await AnswerAsync(
        context, await installation.Users.StandIns.EndAsync(By(context), user, owner, context.RequestAborted), StatusCodes.Status200OK);

    private static Task AnswerAsync(HttpContext context, CommandResult result, int status)
    {
        switch (result)
        {
            case UserDone done:
                context.Response.StatusCode = status;
                return context.Response.WriteAsJsonAsync(
                    new { user = done.Account.Caller.Name, standsInFor = done.Account.StandsIn }, JsonBody.Options, context.RequestAborted);
            case Invalid invalid: return Problem.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, invalid.Findings);
            case Forbidden forbidden: return Problem.WriteAsync(context, StatusCodes.Status403Forbidden, forbidden.Why.Message);
            case NotFound: return Problem.WriteAsync(context, StatusCodes.Status404NotFound, SignInMessages.NothingToEnd);
            default: throw new InvalidOperationException(result.ToString());
        }
    }

    private static Caller By(HttpContext context) => context.Features.Get<Caller>()!;

    private sealed record Order(string User, DateOnly Until, DateOnly? From = null);
}
