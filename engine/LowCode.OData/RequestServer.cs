using System.Diagnostics;
using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.OData.Answers;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Payloads;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using LowCode.OData.Writing;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Uploads;
using LowCode.Storage;
using LowCode.Storage.Budgets;
using LowCode.Storage.Evaluation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace LowCode.OData;

/// <summary>
/// Serves one request, or one part of a batch: reads what is asked, gives it to what answers it, and tells of whatever
/// goes wrong. Thread-safe.
/// </summary>
internal sealed class RequestServer(Installation installation, ODataOptions options, ILogger logger) : IDisposable
{
    private readonly QueryTurns _turns = new(options.QueriesAtOnce, options.MaxWaitingQueries);
    private readonly UploadQuota _uploads = options.Uploads ?? new(options.MaxUploadPerDay, installation.Clock);
    private readonly ServiceModels _models = new();
    private readonly ServiceLimits _limits = new(
        options.PageSize, options.MaxPageSize, options.MaxBodySize, options.MaxDepth, options.MaxAttachmentSize,
        options.MostExpanded, options.MostJoined, options.MaxBatchParts, options.MaxBatchSize);

    /// <summary>Serves a request of its own.</summary>
    public Task ServeAsync(HttpContext http) =>
        ServeAsync(http, installation.Current, (string)http.Request.RouteValues["app"]!, options.Caller, null);

    public void Dispose() => _turns.Dispose();

    private async Task ServeAsync(HttpContext http, ServingView serving, string app, Func<HttpContext, Caller> callerOf, BatchPart? part)
    {
        var locale = Locales.Chinese;
        http.Response.Headers["OData-Version"] = "4.01";
        Exchange? exchange = null;
        using var own = part is null ? new QueryBudget(options.MaxQueryWork, options.MaxQueryTime, installation.Clock, http.RequestAborted) : null;
        await GuardAsync(http, () => locale, async () =>
        {
            var caller = callerOf(http);
            locale = Negotiation.Locale(http.Request.Headers, caller.Locale);
            http.Response.Headers.ContentLanguage = locale;
            http.Response.Headers["OData-Version"] = Negotiation.Version(http.Request.Headers);
            await QueryBody.UnfoldAsync(http);
            using (exchange = Read(http, serving, app, caller, locale, part, own ?? part!.Budget))
            using (await _turns.TakeAsync(exchange))
                await RepeatableAnswer.ServeAsync(exchange, Dispatcher.ServeAsync);
        });
        if (part?.Answer is { } answer)
        {
            part.Answer = () => GuardAsync(http, () => locale, async () =>
            {
                using (exchange)
                    await answer();
            });
        }
    }

    private Exchange Read(HttpContext http, ServingView serving, string app, Caller caller, string locale, BatchPart? part, QueryBudget budget)
    {
        var served = _models.Find(serving.Apps, app) ?? throw Refusal.NotFound(ODataMessages.NoApp, ("app", app));
        var (path, query) = Target(http, options);
        var given = QueryOptions.Parse(query);
        if (given["$schemaversion"] is { } version && version != "*" && version != served.Model.SchemaVersion)
            throw Refusal.NotFound(ODataMessages.NoSchemaVersion, ("version", version), ("current", served.Model.SchemaVersion));
        var root = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{options.Prefix.TrimEnd('/')}/{app}/";
        var resource = Resource(served.Model, root, path, given);
        var isWrite = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && resource.Kind != ResourceKind.Attachments;
        var isPlain = resource.Kind is ResourceKind.Metadata or ResourceKind.Value or ResourceKind.SetCount or ResourceKind.PropertyCount or ResourceKind.Batch;
        var prefer = Preferences.Parse(http.Request.Headers);
        return new Exchange
        {
            Http = http,
            Installation = serving,
            Limits = _limits,
            Budget = budget,
            Uploads = _uploads,
            Caller = caller,
            Model = served.Model,
            ModelOf = version => _models.FindAsync(serving, app, version, http.RequestAborted),
            Plans = served.Plans,
            Root = root,
            Locale = locale,
            Options = given,
            Path = resource,
            Write = isPlain ? default : Negotiation.Json(http.Request.Headers, given) with { Can = prefer.Includes(Names.Can) },
            Prefer = prefer,
            Condition = Precondition.Parse(http.Request.Headers),
            Repeat = isWrite ? Repeatability.Parse(http.Request.Headers) : null,
            Now = installation.Clock.GetUtcNow(),
            Part = part,
            // A part is asked by whoever sent the batch, whatever its own headers say, and of what served when the batch began.
            ServePart = (inner, batch) => ServeAsync(inner, serving, app, _ => caller, batch),
            RefusePart = (inner, refusal) => RefusePartAsync(inner, refusal, caller),
        };
    }

    private static ResourcePath Resource(ServiceModel model, string root, string path, QueryOptions given)
    {
        var (local, isById) = ServiceAddress.Resolve(root, path, given);
        var resource = PathParser.Parse(model, local, given);
        if (!isById)
            return resource;
        return resource is { Kind: ResourceKind.Entity, Via: null, Links.IsEmpty: true }
            ? resource with { IsReadOnly = true } : throw Refusal.NotFound(ODataMessages.NoRecord);
    }

    private async Task GuardAsync(HttpContext http, Func<string> locale, Func<Task> serve)
    {
        try
        {
            await serve();
        }
        catch (Refusal refusal)
        {
            await RefuseAsync(http, refusal, locale());
        }
        catch (EvaluationException failed)
        {
            await RefuseAsync(http, new Refusal(StatusCodes.Status400BadRequest, Finding.Of(failed.Problem, "$filter")), locale());
        }
        catch (BudgetException cost)
        {
            logger.LogInformation("A query cost too much: {Code}.", cost.Problem.Code);
            await RefuseAsync(http, new Refusal(StatusCodes.Status400BadRequest, Finding.Of(cost.Problem, "")), locale());
        }
        catch (StorageException cost) when (cost.Problem == StorageMessages.QueryTooLong)
        {
            await RefuseAsync(http, new Refusal(StatusCodes.Status400BadRequest, Finding.Of(cost.Problem, "")), locale());
        }
        catch (NotSupportedException unsupported)
        {
            // A store says what it cannot answer exactly; what it says is for logs.
            logger.LogInformation(unsupported, "A request is not supported by the store.");
            await RefuseAsync(http, Refusal.NotSupported("$filter, $orderby"), locale());
        }
        catch (StorageException away) when (away.Problem == StorageMessages.ShapeBehind || away.Problem == DivisionMessages.Behind
            || away.Problem == StorageMessages.DatabaseUnreachable || away.Problem == StorageMessages.DatabaseBusy)
        {
            // It passes: this node is about to serve a version that another one has published, or the database comes back.
            logger.LogWarning("A request has to be sent again: {Code}.", away.Problem.Code);
            await RefuseAsync(http, new Refusal(
                StatusCodes.Status503ServiceUnavailable, Finding.Of(away.Problem, "", away.Arguments.AsSpan())), locale());
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // There is nobody to answer.
            logger.LogInformation("A client has gone, and what it asked for was stopped.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var trace = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
            logger.LogError(failure, "A request failed ({Trace}).", trace);
            await RefuseAsync(http, new Refusal(
                StatusCodes.Status500InternalServerError, Finding.Of(ODataMessages.Broken, "", ("trace", trace))), locale());
        }
    }

    private Task RefusePartAsync(HttpContext http, Refusal refusal, Caller caller)
    {
        http.Response.Headers["OData-Version"] = "4.01";
        return RefuseAsync(http, refusal, Negotiation.Locale(http.Request.Headers, caller.Locale));
    }

    private async Task RefuseAsync(HttpContext http, Refusal refusal, string locale)
    {
        var response = http.Response;
        if (response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            logger.LogWarning("An answer broke off: {Code}.", refusal.Finding.Message.Code);
            http.Abort();
            return;
        }
        var version = response.Headers["OData-Version"];
        response.Clear();
        (http.Features.Get<IHttpResponseBodyFeature>() as PartResponse)?.Reset();
        response.Headers["OData-Version"] = version;
        response.Headers.ContentLanguage = locale;
        response.StatusCode = refusal.Status;
        if (refusal.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            response.Headers.RetryAfter = ((long)Math.Ceiling(refusal.RetryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (refusal.Allow is not null)
            response.Headers.Allow = refusal.Allow;
        if (refusal.Rejects)
            response.Headers[Repeatability.Result] = Repeatability.NotRepeatable;
        if (refusal.Location is not null)
            response.Headers.Location = refusal.Location;
        response.ContentType = "application/json;odata.metadata=minimal;charset=utf-8";
        await using var json = new System.Text.Json.Utf8JsonWriter(response.BodyWriter, JsonStyle.Writer);
        ErrorBody.Write(json, refusal.Finding, refusal.Details, locale);
    }

    // The raw target keeps what is percent-encoded within a segment apart from what separates segments.
    private static (string Path, string Query) Target(HttpContext http, ODataOptions options)
    {
        var raw = http.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(raw) || raw[0] != '/')
            raw = http.Request.PathBase.ToUriComponent() + http.Request.Path.ToUriComponent() + http.Request.QueryString;
        var question = raw.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? raw : raw[..question];
        var prefix = (http.Request.PathBase.ToUriComponent() + options.Prefix.TrimEnd('/')).Count(character => character == '/') + 1;
        var at = 0;
        for (var i = 0; i <= prefix && at >= 0; i++)
            at = path.IndexOf('/', i == 0 ? 0 : at + 1);
        return (at < 0 ? "" : path[(at + 1)..], question < 0 ? "" : raw[(question + 1)..]);
    }
}
