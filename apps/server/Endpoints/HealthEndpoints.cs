using LowCode.Runtime;

namespace LowCode.Server.Endpoints;

/// <summary>For load balancers and watchdogs; no sign-in, and nothing in the answers that needs one.</summary>
static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "live" })).AllowAnonymous();
        routes.MapGet("/health/ready", (Installation installation) =>
            installation.Store.Status.Failure is null
                ? Results.Json(new { status = "ready" })
                : Results.Json(new { status = "readOnly" }, statusCode: StatusCodes.Status503ServiceUnavailable)).AllowAnonymous();
    }
}
