using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Rescoring;
using LowCode.Server.Answers;

namespace LowCode.Server.Endpoints;

/// <summary>Takes a decision again over stored records; see <see cref="LongAnswer"/>.</summary>
static class RescoreEndpoint
{
    public static Task RescoreAsync(HttpContext context, string app, string decision, Installation installation, bool dryRun = false)
    {
        var caller = context.Features.Get<Caller>()!;
        var progress = new LastProgress();
        return LongAnswer.ServeAsync(context, caller.Locale, stop => installation.RescoreAsync(caller, app, decision, dryRun, progress, stop),
            () => progress.Value, result => AnswerAsync(context, result, caller.Locale));
    }

    private static Task AnswerAsync(HttpContext context, CommandResult result, string locale) => result switch
    {
        Rescored rescored => LongAnswer.ReportAsync(context, Report(rescored.Report, locale)),
        Forbidden forbidden => Problem.WriteAsync(context, StatusCodes.Status403Forbidden, forbidden.Why.Message, forbidden.Why.Arguments.AsSpan()),
        Refused refused => Problem.WriteAsync(context, StatusCodes.Status404NotFound, refused.Why.Message, refused.Why.Arguments.AsSpan()),
        _ => throw new InvalidOperationException(result.ToString()),
    };

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
