using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Server.Answers;

namespace LowCode.Server.Endpoints;

/// <summary>Printed notices and reports: <c>/documents/{app}/{document}/{id}</c> is a page to print, in the reader's language.</summary>
static class DocumentEndpoints
{
    // The page brings its own style and nothing else; no script runs in it, wherever its text comes from.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    public static void MapDocuments(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/documents/{app}/{document}/{id:guid}", PrintAsync);

    private static async Task PrintAsync(HttpContext context, string app, string document, Guid id, Installation installation)
    {
        var caller = context.Features.Get<Caller>()!;
        var result = await installation.PrintAsync(caller, app, document, id, context.RequestAborted);
        if (result is null)
        {
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, HostMessages.NoSuchAddress, ("path", context.Request.Path.Value));
            return;
        }
        if (result.Problem is { } problem)
        {
            await Problem.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, problem.Message, problem.Arguments.AsSpan());
            return;
        }
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(result.Html!, context.RequestAborted);
    }
}
