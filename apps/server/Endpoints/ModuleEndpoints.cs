using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Server.Answers;
using Microsoft.Net.Http.Headers;

namespace LowCode.Server.Endpoints;

/// <summary>
/// Forms for pages: <c>/modules/{app}/{form}.mjs</c> is the ES module of the version that serves now, for the form runtime;
/// with <c>?version=3</c> that of a version of before.
/// Its ETag names the content, so that a page that has it is told so in a few bytes.
/// </summary>
static class ModuleEndpoints
{
    public static void MapModules(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/modules/{app}/{form}.mjs", ["GET", "HEAD"], Module);

    private static async Task Module(HttpContext context, string app, string form, Installation installation)
    {
        if (await AskedVersion.FindAsync(context, installation, app) is not { } version || installation.Module(context.Features.Get<Caller>()!, version, form) is not { } module)
        {
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, HostMessages.NoSuchAddress, ("path", context.Request.Path.Value));
            return;
        }
        await Results.Bytes(module.Utf8, "text/javascript; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{module.Hash}\"")).ExecuteAsync(context);
    }
}
