using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace LowCode.Server.Hosting;

/// <summary>
/// Whose word counts about the address from which a request comes: a header says it, of which only what the operator's own
/// proxies have written is believed.
/// </summary>
static class TrustedProxies
{
    /// <summary>The first of the settings that is neither an address nor a network; null when all are.</summary>
    public static string? Mistake(IEnumerable<string> proxies) => proxies.FirstOrDefault(proxy => NetworkOf(proxy) is null);

    public static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder app, ServerOptions options)
    {
        if (options.TrustedProxies.Count == 0)
            return app;
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor,
            ForwardedForHeaderName = options.ForwardedHeader,
            ForwardLimit = null, // from the right, for as long as the one before is a proxy of ours
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in options.TrustedProxies)
            forwarded.KnownIPNetworks.Add(NetworkOf(proxy)!.Value);
        return app.UseForwardedHeaders(forwarded);
    }

    private static System.Net.IPNetwork? NetworkOf(string text) =>
        System.Net.IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
