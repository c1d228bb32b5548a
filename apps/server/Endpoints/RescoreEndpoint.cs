using System.Text.Json;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Rescoring;
using LowCode.Server.Answers;
using LowCode.Storage;

namespace LowCode.Server.Endpoints;

/// <summary>
/// Takes a decision again over stored records. The answer is a line of JSON every now and then, <c>{"progress":…}</c>, and a
/// last one, <c>{"report":…}</c> or <c>{"error":…}</c>. Closing the connection stops the work, and so does stopping the server.
/// </summary>
static class RescoreEndpoint
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public static async Task RescoreAsync(
        HttpContext context, string app, string decision, Installation installation, IHostApplicationLifetime host, bool dryRun = false)
    {
        var caller = context.Features.Get<Caller>()!;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        var progress = new LastProgress();
        var run = Task.Run(() => installation.RescoreAsync(caller, app, decision, dryRun, progress, stop.Token), CancellationToken.None);
        try
        {
            while (await Task.WhenAny(run, Task.Delay(Interval, stop.Token)) != run && !stop.IsCancellationRequested)
                await WriteAsync(context, new { progress = progress.Value });
            await AnswerAsync(context, await run, caller.Locale);
        }
        catch (StorageException failure) when (context.Response.HasStarted)
        {
            await WriteAsync(context, new { error = new { code = failure.Problem.Code, message = failure.Problem.Format(caller.Locale, failure.Arguments.AsSpan()) } });
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

    private static Task AnswerAsync(HttpContext context, CommandResult result, string locale) => result switch
    {
        Rescored rescored => WriteAsync(context, new { report = Report(rescored.Report, locale) }),
        Forbidden forbidden => Problem.WriteAsync(context, StatusCodes.Status403Forbidden, forbidden.Why.Message, forbidden.Why.Arguments.AsSpan()),
        Refused refused => Problem.WriteAsync(context, StatusCodes.Status404NotFound, refused.Why.Message, refused.Why.Arguments.AsSpan()),
        _ => throw new InvalidOperationException(result.ToString()),
    };

    private static async Task WriteAsync(HttpContext context, object line)
    {
        if (!context.Response.HasStarted)
            context.Response.ContentType = "application/x-ndjson";
        await JsonSerializer.SerializeAsync(context.Response.Body, line, JsonSerializerOptions.Web, context.RequestAborted);
        await context.Response.WriteAsync("\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static object Report(RescoreReport report, string locale) => new
    {
        app = report.App,
        decision = report.Decision,
        version = report.Version,
        dryRun = report.IsDryRun,
        complete = report.IsComplete,
        total = report.Total,
        undecided = report.Undecided,
        unchanged = report.Unchanged,
        changed = report.Changed,
        failed = report.Failed,
        moves = report.Moves,
        failures = report.Failures.Select(failure => new
        {
            id = failure.Id,
            code = failure.Why.Message.Code,
            path = failure.Why.Path,
            message = failure.Why.In(locale),
        }),
    };

    private sealed class LastProgress : IProgress<RescoreProgress>
    {
        private readonly Lock _lock = new();
        private RescoreProgress _value;

        public RescoreProgress Value
        {
            get
            {
                lock (_lock)
                    return _value;
            }
        }

        // Told from several threads, in any order.
        public void Report(RescoreProgress value)
        {
            lock (_lock)
                _value = value.Looked >= _value.Looked ? value : _value;
        }
    }
}
