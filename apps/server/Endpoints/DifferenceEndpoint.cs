using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using System.Threading.RateLimiting;
using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Server.Answers;
using LowCode.Server.Limits;

namespace LowCode.Server.Endpoints;

/// <summary>
/// Where a page says that the server has reckoned a record otherwise than it did itself: it stands in the program's log and is
/// counted, by paths of fields and never by their values.
/// </summary>
static partial class DifferenceEndpoint
{
    private const int MostFields = 100;

    public static void MapDifferences(this IEndpointRouteBuilder routes) => routes.MapPost("/apps/{app}/differences", ReportAsync);

    private static async Task ReportAsync(
        HttpContext context, string app, Installation installation, Differences differences, ILogger<Differences> log)
    {
        var caller = context.Features.Get<Caller>()!;
        if (differences.Refuses(caller.Name) is { } wait)
        {
            await RequestLimits.AnswerAsync(context, LimitMessages.TooManyRequests, wait);
            return;
        }
        if (await JsonBody.ReadAsync<Report>(context) is not { } given)
            return;
        if (installation.Form(caller, app, given.Form) is null)
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, HostMessages.NoSuchAddress, ("path", context.Request.Path.Value));
        else if (given.Fields.Length is 0 or > MostFields || given.Fields.Any(path => !Path().IsMatch(path)) || !Build().IsMatch(given.AppBuild))
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, SignInMessages.BodyWrong, ("reason", "fields, appBuild"));
        else
        {
            differences.Count(app, given.Form);
            Differ(log, UploadMessages.Difference.Code, UploadMessages.Difference.Format(Locales.English, ("app", app), ("form", given.Form),
                ("version", given.Version), ("id", given.Id), ("build", given.AppBuild), ("fields", string.Join(", ", given.Fields))));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    [LoggerMessage(6, LogLevel.Warning, "{Code}: {Text}")]
    private static partial void Differ(ILogger log, string code, string text);

    [GeneratedRegex(@"^[\p{L}\p{N}_./\[\]-]{1,200}$")]
    private static partial Regex Path();

    [GeneratedRegex(@"^[\w.+-]{1,100}$")]
    private static partial Regex Build();

    private sealed record Report(string Form, Guid Id, int Version, string[] Fields, string AppBuild);
}

/// <summary>Counts what devices have reckoned otherwise, and how often each user says so. Thread-safe.</summary>
sealed class Differences : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Meter = "LowCode.Server";

    private const int PerMinute = 30;

    private readonly Counter<long> _reported;
    private readonly PartitionedRateLimiter<string> _users = PartitionedRateLimiter.Create<string, string>(user => RateLimitPartition.GetTokenBucketLimiter(user,
        _ => new TokenBucketRateLimiterOptions { TokenLimit = PerMinute, TokensPerPeriod = PerMinute, ReplenishmentPeriod = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    public Differences(IMeterFactory meters) =>
        _reported = meters.Create(Meter).CreateCounter<long>("lowcode.device.differences", "{report}", "Records that a device and the server have reckoned differently.");

    /// <summary>Counts a report.</summary>
    public void Count(string app, string form) => _reported.Add(1, new("app", app), new("form", form));

    /// <summary>When a user may report again who has reported too often; else null.</summary>
    public TimeSpan? Refuses(string user)
    {
        using var lease = _users.AttemptAcquire(user);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
    }

    public void Dispose() => _users.Dispose();
}
