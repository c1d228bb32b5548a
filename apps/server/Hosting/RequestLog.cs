using System.Diagnostics;

namespace LowCode.Server.Hosting;

/// <summary>
/// One structured line a request: method, path, status, milliseconds, user. Never the query string, headers or body:
/// they hold personal data.
/// </summary>
static partial class RequestLog
{
    public static IApplicationBuilder UseRequestLog(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("LowCode.Requests");
        return app.Use(async (context, next) =>
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                await next(context);
            }
            finally
            {
                if (log.IsEnabled(LogLevel.Information))
                {
                    Request(log, context.Request.Method, context.Request.Path.Value, context.Response.StatusCode,
                        Stopwatch.GetElapsedTime(start).TotalMilliseconds, context.User.Identity?.Name);
                }
            }
        });
    }

    [LoggerMessage(1, LogLevel.Information, "{Method} {Path} {Status} {Milliseconds} ms {User}")]
    private static partial void Request(ILogger log, string method, string? path, int status, double milliseconds, string? user);
}
