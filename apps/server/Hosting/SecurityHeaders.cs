namespace LowCode.Server.Hosting;

/// <summary>Headers that every answer carries: data and APIs are never framed, sniffed, scripted or kept by a shared cache.</summary>
static class SecurityHeaders
{
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (!headers.ContainsKey("Cache-Control"))
            headers.CacheControl = "private, no-cache";
        return next(context);
    });
}
