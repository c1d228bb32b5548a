using LowCode.Runtime;

namespace LowCode.Server.Endpoints;

/// <summary>For load balancers and watchdogs; no sign-in, and nothing in the answers that needs one.</summary>
static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "live" })).AllowAnonymous();
        routes.MapGet("/health/ready", Ready).AllowAnonymous();
    }

    // A node that cannot load what another has published must get no requests: it would answer by an older version.
    private static IResult Ready(Installation installation)
    {
        var store = installation.Store.Status;
        var status = store.Failure is not null ? "readOnly" : installation.Behind is not null ? "behind" : "ready";
        return Results.Json(new { status, store = store.Store },
            statusCode: status == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
