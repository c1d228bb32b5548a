using LowCode.Server.SignIn;

namespace LowCode.Server.Hosting;

/// <summary>
/// Headers that every answer carries, documents and failures too: data and APIs are never framed, sniffed, scripted or kept
/// by a shared cache, and who has once come by https comes by https. A page that needs more says so itself.
/// </summary>
static class SecurityHeaders
{
    private const string Policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private const string TwoYears = "max-age=63072000; includeSubDomains";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app)
    {
        var origin = app.ApplicationServices.GetRequiredService<OwnOrigin>();
        Func<object, Task> begin = state => BeginAsync((HttpContext)state, origin);
        return app.Use((context, next) =>
        {
            // Set as the answer begins: an error that takes the place of another answer clears what was set before.
            context.Response.OnStarting(begin, context);
            return next(context);
        });
    }

    private static Task BeginAsync(HttpContext context, OwnOrigin origin)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (origin.IsSecure(context.Request))
            headers.StrictTransportSecurity = TwoYears;
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = Policy;
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = MayBeSecret(context.Request.Path) ? "no-store" : "private, no-cache";
        return Task.CompletedTask;
    }

    // First passwords, tokens and codes are shown once: no browser is to have them on its disk.
    private static bool MayBeSecret(PathString path) => path.StartsWithSegments("/account") || path.StartsWithSegments("/admin");
}
