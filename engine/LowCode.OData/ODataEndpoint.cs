using LowCode.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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
        var logger = endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("LowCode.OData");
        var server = new RequestServer(installation, options, logger);
        endpoints.ServiceProvider.GetService<IHostApplicationLifetime>()?.ApplicationStopped.Register(server.Dispose);
        return endpoints.Map(options.Prefix.TrimEnd('/') + "/{app}/{**path}", server.ServeAsync).WithDisplayName("LowCode OData");
    }
}
