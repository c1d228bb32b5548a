using LowCode.Definitions.Messages;
using LowCode.Definitions.Reading;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Server.Answers;
using LowCode.Server.Hosting;
using Microsoft.Extensions.Options;

namespace LowCode.Server.Endpoints;

/// <summary>What administrators do: publish an app, rescore records, copy the data, look after the store.</summary>
static class AdminEndpoints
{

    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin").AddEndpointFilter(async (context, next) =>
        {
            var caller = context.HttpContext.Features.Get<Caller>();
            if (caller is { MayAdminister: true })
                return await next(context);
            await Problem.WriteAsync(context.HttpContext, StatusCodes.Status403Forbidden, HostMessages.AdministratorsOnly);
            return Results.Empty;
        });
        admin.MapGet("/status", Status);
        admin.MapPost("/apps/{app}/publish", PublishAsync);
        admin.MapPost("/apps/{app}/decisions/{decision}/rescore", RescoreEndpoint.RescoreAsync);
        admin.MapPost("/backup", BackupAsync);
        admin.MapPost("/erasures", ErasureEndpoint.EraseAsync);
        admin.MapGet("/retention", ErasureEndpoint.DueAsync);
        admin.MapUsers();
        admin.MapInvitations();
        admin.MapDivisions();
    }

    private static IResult Status(Installation installation)
    {
        var store = installation.Store.Status;
        var serving = installation.Current;
        return Results.Json(new
        {
            apps = serving.Apps.Values.OrderBy(app => app.Definition.Name, StringComparer.Ordinal)
                .Select(app => new { app = app.Definition.Name, definition = app.Definition.Version, version = app.Version }),
            divisions = serving.Divisions.Count,
            store,
            behind = installation.Behind?.Message,
        });
    }

    // The body is a zip of the pack's folder. Diagnostics come back whether it was published or not.
    private static async Task PublishAsync(HttpContext context, string app, Installation installation)
    {
        var caller = context.Features.Get<Caller>()!;
        var files = await ReadZipAsync(context);
        if (files is null)
            return;
        if (AppReader.Read(files, [])?.Name is { } named && named != app)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, HostMessages.OtherApp, ("expected", app), ("actual", named));
            return;
        }
        var result = await installation.PublishAsync(caller, files, context.RequestAborted);
        context.Response.StatusCode = result.App is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        await context.Response.WriteAsJsonAsync(new
        {
            app,
            published = result.App is not null,
            isNew = result.IsNew,
            version = result.App?.Version,
            diagnostics = result.Diagnostics.Select(found => new
            {
                code = found.Message.Code,
                severity = found.Severity == Severity.Error ? "error" : "warning",
                file = found.At.File,
                line = found.At.Line,
                column = found.At.Column,
                node = found.At.Node,
                text = found.In(caller.Locale),
            }),
        }, context.RequestAborted);
    }

    private static async Task<IPackFiles?> ReadZipAsync(HttpContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            body.Position = 0;
            return ZippedPack.Read(body);
        }
        catch (InvalidDataException error)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, HostMessages.NotAZip, ("reason", error.Message));
            return null;
        }
    }

    private static async Task<IResult> BackupAsync(HttpContext context, Installation installation, IOptions<ServerOptions> options, TimeProvider clock)
    {
        var name = $"backup-{clock.GetUtcNow():yyyyMMdd-HHmmss-fff}";
        var path = Path.Combine(options.Value.Store.Backups, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await installation.Store.BackupAsync(path, progress: null, context.RequestAborted);
        return Results.Json(new { backup = path });
    }
}
