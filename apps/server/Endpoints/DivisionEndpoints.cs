using System.Collections.Immutable;
using System.Text;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.DivisionChanges;
using LowCode.Runtime.Divisions;
using LowCode.Server.Answers;
using LowCode.Storage.Records;
using Microsoft.AspNetCore.Http.Features;

namespace LowCode.Server.Endpoints;

/// <summary>What administrators do with divisions: <c>/admin/divisions</c>. Moves, merges and splits are <see cref="LongAnswer"/>s.</summary>
static class DivisionEndpoints
{
    private const int LongestFile = 32 * 1024 * 1024;

    // Twenty thousand records by their ids.
    private const int LongestOrder = 1024 * 1024;

    public static void MapDivisions(this IEndpointRouteBuilder admin)
    {
        var divisions = admin.MapGroup("/divisions");
        divisions.MapPost("", AddAsync);
        divisions.MapGet("/{code}", FindAsync);
        divisions.MapPatch("/{code}", RenameAsync);
        divisions.MapPost("/import", ImportAsync);
        divisions.MapPost("/resume", ResumeAsync);
        divisions.MapPost("/{code}/close", CloseAsync);
        divisions.MapPost("/{code}/reopen", async (HttpContext context, string code, Installation installation) =>
            await AnswerAsync(context, await installation.DivisionChanges.ReopenAsync(By(context), code, context.RequestAborted)));
        divisions.MapPost("/{code}/move", (HttpContext context, string code, Installation installation, bool dryRun = false) =>
            ChangeAsync<MoveOrder>(context, installation, dryRun, given => new MoveDivision(code, given.Parent, given.Code)));
        divisions.MapPost("/{code}/merge", (HttpContext context, string code, Installation installation, bool dryRun = false) =>
            ChangeAsync<MergeOrder>(context, installation, dryRun, given => new MergeDivision(code, given.Into)));
        divisions.MapPost("/{code}/split", (HttpContext context, string code, Installation installation, bool dryRun = false) =>
            ChangeAsync<SplitOrder>(context, installation, dryRun, given => new SplitDivision(code, given.To, given.Name, [.. given.Children ?? []],
                [.. (given.Records ?? []).SelectMany(set => set.Ids.Select(id => new RecordKey(set.Set, id)))])));
    }

    // By a code of before too: then what it is called now is told.
    private static Task FindAsync(HttpContext context, string code, Installation installation)
    {
        var tree = installation.Divisions;
        if (tree.Find(code) is not { } division)
            return Problem.WriteAsync(context, StatusCodes.Status404NotFound, RuntimeMessages.DivisionUnknown, ("division", code));
        return context.Response.WriteAsJsonAsync(new
        {
            division = Json(division),
            now = tree.Now(code) is { } now ? Json(now) : null,
            path = tree.PathName(code),
            children = tree.All.Where(child => child.Parent == code).OrderBy(child => child.Code, StringComparer.Ordinal).Select(Json),
        }, JsonBody.Options, context.RequestAborted);
    }

    private static async Task AddAsync(HttpContext context, Installation installation)
    {
        if (await JsonBody.ReadAsync<NewDivision>(context) is not { } given)
            return;
        await AnswerAsync(context, await installation.DivisionChanges.AddAsync(
            By(context), new Division(given.Code, given.Parent, given.Level, given.Name), context.RequestAborted), StatusCodes.Status201Created);
    }

    private static async Task RenameAsync(HttpContext context, string code, Installation installation)
    {
        if (await JsonBody.ReadAsync<Rename>(context) is { } given)
            await AnswerAsync(context, await installation.DivisionChanges.RenameAsync(By(context), code, given.Name, context.RequestAborted));
    }

    private static async Task CloseAsync(HttpContext context, string code, Installation installation)
    {
        if (await JsonBody.ReadAsync<CloseOrder>(context) is { } given)
            await AnswerAsync(context, await installation.DivisionChanges.CloseAsync(By(context), code, given.Successor, context.RequestAborted));
    }

    // The body is the file itself, whatever it says that it is.
    private static async Task ImportAsync(HttpContext context, Installation installation, bool dryRun = false)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LongestFile;
        string file;
        try
        {
            using var body = new StreamReader(context.Request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
            file = await body.ReadToEndAsync(context.RequestAborted);
        }
        catch (DecoderFallbackException)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, DivisionMessages.NotUtf8);
            return;
        }
        using var text = new StringReader(file);
        await AnswerAsync(context, await installation.DivisionChanges.ImportAsync(By(context), text, "divisions.csv", dryRun, context.RequestAborted));
    }

    private static async Task ChangeAsync<T>(HttpContext context, Installation installation, bool isDryRun, Func<T, DivisionOrder> orderOf)
        where T : class
    {
        if (await JsonBody.ReadAsync<T>(context, LongestOrder) is { } given)
        {
            await RunAsync(context, (by, progress, stop) =>
                installation.DivisionChanges.ChangeAsync(by, orderOf(given), isDryRun, progress, stop));
        }
    }

    private static Task ResumeAsync(HttpContext context, Installation installation) =>
        RunAsync(context, (by, progress, stop) => installation.DivisionChanges.ResumeAsync(by, progress, stop));

    private static Task RunAsync(HttpContext context, Func<Caller, IProgress<DivisionProgress>, CancellationToken, Task<CommandResult>> work)
    {
        var (by, progress) = (By(context), new LastProgress());
        return LongAnswer.ServeAsync(context, by.Locale, stop => work(by, progress, stop), () => progress.Value, result => AnswerAsync(context, result));
    }

    private static Task AnswerAsync(HttpContext context, CommandResult result, int status = StatusCodes.Status200OK)
    {
        switch (result)
        {
            case DivisionsChanged changed:
                return LongAnswer.ReportAsync(context, Json(changed.Report));
            case DivisionDone done:
                context.Response.StatusCode = status;
                return context.Response.WriteAsJsonAsync(new { division = Json(done.Division) }, JsonBody.Options, context.RequestAborted);
            case DivisionsImported { Import: var import } imported:
                return context.Response.WriteAsJsonAsync(new
                {
                    dryRun = imported.IsDryRun,
                    added = import.Added.Select(Json),
                    renamed = import.Renamed.Select(Json),
                    missing = import.Missing.Select(Json),
                }, JsonBody.Options, context.RequestAborted);
            case ImportRefused refused:
                context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return context.Response.WriteAsJsonAsync(new
                {
                    error = new
                    {
                        code = SignInMessages.Mistakes.Code,
                        message = SignInMessages.Mistakes.Format(By(context).Locale, ("count", refused.Problems.Length)),
                        details = refused.Problems.Select(found => new
                        {
                            code = found.Message.Code,
                            message = found.In(By(context).Locale),
                            line = found.At.Line,
                        }),
                    },
                }, context.RequestAborted);
            case Refused refused: return Problem.WriteAsync(context, StatusCodes.Status409Conflict, refused.Why.Message, refused.Why.Arguments.AsSpan());
            default: throw new InvalidOperationException(result.ToString());
        }
    }

    private static object Json(Division division) => new
    {
        code = division.Code,
        parent = division.Parent,
        level = division.Level,
        name = division.Name,
        isClosed = division.IsClosed,
        isFormer = division.IsFormer,
        successor = division.Successor,
    };

    private static object Json(DivisionReport report) => new
    {
        kind = report.Kind,
        dryRun = report.IsDryRun,
        complete = report.IsComplete,
        codes = report.Codes,
        divisions = report.Divisions,
        records = report.Records,
        tasks = report.Tasks,
        users = report.Users,
        invitations = report.Invitations,
    };

    private static Caller By(HttpContext context) => context.Features.Get<Caller>()!;

    private sealed record NewDivision(string Code, string Parent, DivisionLevel Level, string Name);

    private sealed record Rename(string Name);

    private sealed record CloseOrder(string? Successor = null);

    private sealed record MoveOrder(string Parent, string? Code = null);

    private sealed record MergeOrder(string Into);

    private sealed record SplitOrder(string To, string? Name = null, ImmutableArray<string>? Children = null, ImmutableArray<ChosenRecords>? Records = null);

    private sealed record ChosenRecords(string Set, ImmutableArray<Guid> Ids);

    private sealed class LastProgress : IProgress<DivisionProgress>
    {
        private readonly Lock _lock = new();
        private DivisionProgress _value;

        public DivisionProgress Value
        {
            get
            {
                lock (_lock)
                    return _value;
            }
        }

        public void Report(DivisionProgress value)
        {
            lock (_lock)
                _value = value;
        }
    }
}
