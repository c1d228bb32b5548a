namespace LowCode.Server.Hosting;

/// <summary>Headers that every answer carries: data and APIs are never framed, sniffed, scripted or kept by a shared cache.</summary>
static class SecurityHeaders
{
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // Set as the answer begins: an error that takes the place of another answer clears what was set before.
        context.Response.OnStarting(static state =>
        {
            var headers = ((HttpContext)state).Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (headers.ContentSecurityPolicy.Count == 0)
                headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
            if (headers.CacheControl.Count == 0)
                headers.CacheControl = MayBeSecret(((HttpContext)state).Request.Path) ? "no-store" : "private, no-cache";
            return Task.CompletedTask;
        }, context);
        return next(context);
    });

    // First passwords, tokens and codes are shown once: no browser is to have them on its disk.
    private static bool MayBeSecret(PathString path) => path.StartsWithSegments("/account") || path.StartsWithSegments("/admin");
}
