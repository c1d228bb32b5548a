using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Users;
using LowCode.Server.Answers;
using LowCode.Server.SignIn;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace LowCode.Server.Endpoints;

/// <summary>Who a user is at the provider of single sign-on: <c>/admin/users/{name}/identities</c>.</summary>
static class IdentityEndpoints
{
    public static void MapIdentities(this IEndpointRouteBuilder users)
    {
        users.MapGet("/{name}/identities", ListAsync);
        users.MapPost("/{name}/identities", LinkAsync);
        users.MapDelete("/{name}/identities/{id:guid}", UnlinkAsync);
    }

    private static async Task ListAsync(HttpContext context, string name, Installation installation) => await context.Response.WriteAsJsonAsync(
        new { value = await installation.Users.Identities.ListAsync(By(context), name, context.RequestAborted) }, JsonBody.Options, context.RequestAborted);

    private static async Task LinkAsync(HttpContext context, string name, Installation installation, IServiceProvider services)
    {
        if (await JsonBody.ReadAsync<Order>(context) is not { } given)
            return;
        if (services.GetService<SingleSignOnOptions>() is null)
        {
            await Problem.WriteAsync(context, StatusCodes.Status409Conflict, SingleSignOnMessages.NotConfigured);
            return;
        }
        string issuer;
        try
        {
            // As the provider calls itself, which is what its tokens say.
            issuer = (await services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(SingleSignOn.Name)
                .ConfigurationManager!.GetConfigurationAsync(context.RequestAborted)).Issuer;
        }
        catch (InvalidOperationException error)
        {
            await services.GetRequiredService<SingleSignOnEvents>().AnswerAsync(context, error);
            return;
        }
        switch (await installation.Users.Identities.LinkAsync(By(context), name, issuer, given.Subject, context.RequestAborted))
        {
            case IdentityDone done:
                context.Response.StatusCode = StatusCodes.Status201Created;
                await context.Response.WriteAsJsonAsync(done.Identity, JsonBody.Options, context.RequestAborted);
                break;
            case Invalid invalid:
                await Problem.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, invalid.Findings);
                break;
            case Refused refused:
                await Problem.WriteAsync(context, StatusCodes.Status409Conflict, refused.Why.Message, refused.Why.Arguments.AsSpan());
                break;
            case NotFound:
                await Problem.WriteAsync(context, StatusCodes.Status404NotFound, SignInMessages.NoSuchUser, ("user", name));
                break;
            case var other:
                throw new InvalidOperationException(other.ToString());
        }
    }

    private static async Task UnlinkAsync(HttpContext context, string name, Guid id, Installation installation)
    {
        if (await installation.Users.Identities.UnlinkAsync(By(context), name, id, context.RequestAborted))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, SignInMessages.NothingToEnd);
    }

    private static Caller By(HttpContext context) => context.Features.Get<Caller>()!;

    private sealed record Order(string Subject);
}
