using System.Diagnostics;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using LowCode.OData.Writing;
using LowCode.Runtime;
using LowCode.Storage.Evaluation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LowCode.OData;

/// <summary>The OData services of an installation, one an app, behind one catch-all endpoint.</summary>
public static class ODataEndpoint
{
    /// <summary>
    /// Maps the services at <c>{prefix}/{app}/</c>. A publish is served from the next request on; nothing is mapped anew.
    /// The host puts authentication in front of it and limits of its own behind the returned builder.
    /// </summary>
    /// <param name="endpoints">The host's routes.</param>
    /// <param name="installation">The installation that is served.</param>
    /// <param name="options">Who asks, and limits.</param>
    public static IEndpointConventionBuilder MapLowCodeOData(
        this IEndpointRouteBuilder endpoints, Installation installation, ODataOptions options)
    {
        var models = new ServiceModels(installation);
        var logger = endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("LowCode.OData");
        return endpoints.Map(options.Prefix.TrimEnd('/') + "/{app}/{**path}", http => ServeAsync(http, installation, models, options, logger))
            .WithDisplayName("LowCode OData");
    }

    private static async Task ServeAsync(
        HttpContext http, Installation installation, ServiceModels models, ODataOptions options, ILogger logger)
    {
        var locale = Locales.Chinese;
        http.Response.Headers["OData-Version"] = "4.01";
        try
        {
            var caller = options.Caller(http);
            locale = Negotiation.Locale(http.Request.Headers, caller.Locale);
            http.Response.Headers.ContentLanguage = locale;
            http.Response.Headers["OData-Version"] = Negotiation.Version(http.Request.Headers);
            var limits = new ServiceLimits(
                options.PageSize, options.MaxPageSize, options.MaxBodySize, options.MaxDepth, options.MaxAttachmentSize, options.MostExpanded);
            var app = (string)http.Request.RouteValues["app"]!;
            var served = models.Find(app) ?? throw Refusal.NotFound(ODataMessages.NoApp, ("app", app));
            var (path, query) = Target(http, options);
            var given = QueryOptions.Parse(query);
            var resource = PathParser.Parse(served.Model, path, given);
            using var exchange = new Exchange
            {
                Http = http,
                Installation = installation,
                Limits = limits,
                Caller = caller,
                Model = served.Model,
                Plans = served.Plans,
                Root = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{options.Prefix.TrimEnd('/')}/{app}/",
                Locale = locale,
                Options = given,
                Path = resource,
                Write = resource.Kind is ResourceKind.Metadata or ResourceKind.Value or ResourceKind.SetCount or ResourceKind.PropertyCount
                    ? default : Negotiation.Json(http.Request.Headers, given),
                Prefer = Preferences.Parse(http.Request.Headers),
                Condition = Precondition.Parse(http.Request.Headers),
                Now = installation.Clock.GetUtcNow(),
            };
            await Dispatcher.ServeAsync(exchange);
        }
        catch (Refusal refusal)
        {
            await RefuseAsync(http, refusal, locale, logger);
        }
        catch (EvaluationException failed)
        {
            await RefuseAsync(http, new Refusal(StatusCodes.Status400BadRequest, Finding.Of(failed.Problem, "$filter")), locale, logger);
        }
        catch (NotSupportedException unsupported)
        {
            // A store says what it cannot answer exactly; what it says is for logs.
            logger.LogInformation(unsupported, "A request is not supported by the store.");
            await RefuseAsync(http, Refusal.NotSupported("$filter, $orderby"), locale, logger);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var trace = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
            logger.LogError(failure, "A request failed ({Trace}).", trace);
            await RefuseAsync(http, new Refusal(
                StatusCodes.Status500InternalServerError, Finding.Of(ODataMessages.Broken, "", ("trace", trace))), locale, logger);
        }
    }

    private static async Task RefuseAsync(HttpContext http, Refusal refusal, string locale, ILogger logger)
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
        response.Headers["OData-Version"] = version;
        response.Headers.ContentLanguage = locale;
        response.StatusCode = refusal.Status;
        if (refusal.Allow is not null)
            response.Headers.Allow = refusal.Allow;
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
