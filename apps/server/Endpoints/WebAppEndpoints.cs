using LowCode.Definitions.Messages;
using LowCode.Server.Answers;
using LowCode.Server.Apps;
using Microsoft.Net.Http.Headers;

namespace LowCode.Server.Endpoints;

/// <summary>The app for browsers: its files are nobody's secret and need no sign-in; what it shows does.</summary>
static class WebAppEndpoints
{
    // All of it is ours: no other host, nothing inline, no text that becomes code.
    private const string Policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    // The camera for photos and codes, the position for places: both only when the person lets the page. Nothing else of the device.
    private const string Device = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()";

    public static void MapWebApp(this IEndpointRouteBuilder routes)
    {
        foreach (var file in WebFile.All)
            routes.MapMethods(file.Path == "index.html" ? "/" : "/" + file.Path, ["GET", "HEAD"], context => AnswerAsync(context, file)).AllowAnonymous();
        if (WebFile.All.Count == 0)
        {
            routes.MapGet("/", context =>
            {
                context.Response.ContentType = "text/plain; charset=utf-8";
                return context.Response.WriteAsync(HostMessages.WebAppNotBuilt.Format(Problem.LocaleOf(context.Request)), context.RequestAborted);
            }).AllowAnonymous();
        }
    }

    private static Task AnswerAsync(HttpContext context, WebFile file)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers["Permissions-Policy"] = Device;
        headers.CacheControl = file.IsImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        var isPacked = context.Request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value == "gzip" && coding.Quality != 0);
        if (isPacked)
            headers.ContentEncoding = "gzip";
        var tag = new EntityTagHeaderValue(isPacked ? $"{file.ETag[..^1]}-gzip\"" : file.ETag);
        return Results.Bytes(isPacked ? file.Compressed : file.Bytes, file.MediaType, entityTag: tag).ExecuteAsync(context);
    }
}
