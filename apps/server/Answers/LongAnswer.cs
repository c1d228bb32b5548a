using System.Text.Json;
using LowCode.Storage;

namespace LowCode.Server.Answers;

/// <summary>
/// The answer to long work: a line of JSON every now and then, <c>{"progress":…}</c>, and a last one, <c>{"report":…}</c> or
/// <c>{"error":…}</c>. Closing the connection stops the work, and so does stopping the server.
/// </summary>
static class LongAnswer
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Does the work and answers.</summary>
    /// <param name="context">The request.</param>
    /// <param name="locale">The reader's language.</param>
    /// <param name="work">Begins the work; it is told when to stop.</param>
    /// <param name="progress">How far it is.</param>
    /// <param name="answer">Writes what it came to; with <see cref="ReportAsync"/> when it came to anything.</param>
    public static async Task ServeAsync<T>(
        HttpContext context, string locale, Func<CancellationToken, Task<T>> work, Func<object> progress, Func<T, Task> answer)
    {
        var host = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        var run = Task.Run(() => work(stop.Token), CancellationToken.None);
        try
        {
            while (await Task.WhenAny(run, Task.Delay(Interval, stop.Token)) != run && !stop.IsCancellationRequested)
                await WriteAsync(context, new { progress = progress() });
            await answer(await run);
        }
        catch (StorageException failure) when (context.Response.HasStarted)
        {
            await WriteAsync(context, new { error = new { code = failure.Problem.Code, message = failure.Problem.Format(locale, failure.Arguments.AsSpan()) } });
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more; what the work fails with is still to be logged.
            await run;
        }
        finally
        {
            // Whatever ended the answer, the work ends with it.
            await stop.CancelAsync();
            await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Writes the last line.</summary>
    public static Task ReportAsync(HttpContext context, object report) => WriteAsync(context, new { report });

    private static async Task WriteAsync(HttpContext context, object line)
    {
        if (!context.Response.HasStarted)
            context.Response.ContentType = "application/x-ndjson";
        await JsonSerializer.SerializeAsync(context.Response.Body, line, JsonSerializerOptions.Web, context.RequestAborted);
        await context.Response.WriteAsync("\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
