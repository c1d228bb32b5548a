using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Erasing;
using LowCode.Server.Answers;

namespace LowCode.Server.Endpoints;

/// <summary>
/// Erases personal data: <c>POST /admin/erasures</c>. With <c>dryRun</c> it only tells what would be done. <c>GET /admin/retention</c>
/// tells what is due to be erased because it is kept no longer.
/// </summary>
static class ErasureEndpoint
{
    public static async Task EraseAsync(HttpContext context, Installation installation)
    {
        if (await JsonBody.ReadAsync<Order>(context) is not { } given)
            return;
        var caller = context.Features.Get<Caller>()!;
        var order = new ErasureOrder(given.App, given.Form, given.Records ?? [], given.Reason)
        {
            Fields = given.Fields ?? [],
            IsWhole = given.Whole,
            IsDryRun = given.DryRun,
        };
        switch (await installation.EraseAsync(caller, order, context.RequestAborted))
        {
            case Erased { Report: var report }:
                await context.Response.WriteAsJsonAsync(new
                {
                    dryRun = report.IsDryRun,
                    fields = report.Fields,
                    attachments = report.Attachments,
                    records = report.Records.Select(record => new
                    {
                        id = record.Id,
                        code = record.Outcome.Code,
                        message = record.Outcome.Format(caller.Locale),
                        revisions = record.Revisions,
                    }),
                }, JsonBody.Options, context.RequestAborted);
                break;
            case Invalid invalid:
                await Problem.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, invalid.Findings);
                break;
            case Refused refused:
                await Problem.WriteAsync(context, StatusCodes.Status409Conflict, refused.Why.Message, refused.Why.Arguments.AsSpan());
                break;
            case Forbidden forbidden:
                await Problem.WriteAsync(context, StatusCodes.Status403Forbidden, forbidden.Why.Message, forbidden.Why.Arguments.AsSpan());
                break;
            case var other: throw new InvalidOperationException(other.ToString());
        }
    }

    public static async Task<IResult> DueAsync(HttpContext context, Installation installation) => Results.Json(new
    {
        forms = (await installation.RetentionAsync(context.Features.Get<Caller>()!, context.RequestAborted)).Select(form => new
        {
            app = form.App,
            form = form.Form,
            days = form.Retention.Days,
            erase = form.Retention.Erase == RetentionErases.Record ? "record" : "sensitive",
            states = form.Retention.States,
            due = form.Due,
        }),
    });

    private sealed record Order(
        string App, string Form, string Reason, ImmutableArray<Guid>? Records = null, ImmutableArray<string>? Fields = null, bool Whole = false, bool DryRun = false);
}
