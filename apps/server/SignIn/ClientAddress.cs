using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace LowCode.Server.SignIn;

/// <summary>
/// Where a request comes from: the address at the other end of the connection, or, when that is a proxy that the operator
/// trusts, what it says in <c>X-Forwarded-For</c>. Anybody else's header is not looked at.
/// </summary>
static class ClientAddress
{
    /// <summary>Reads the settings' proxies; null when one is neither an address nor a network.</summary>
    public static IReadOnlyList<IPNetwork>? Parse(IEnumerable<string> proxies)
    {
        var networks = new List<IPNetwork>();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(proxy, out var network))
                networks.Add(network);
            else
                return null;
        }
        return networks;
    }

    /// <summary>Takes addresses from the proxies that are trusted.</summary>
    public static void UseClientAddress(this IApplicationBuilder app, IEnumerable<string> proxies)
    {
        if (Parse(proxies) is not { Count: > 0 } networks)
            return;
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in networks)
            forwarded.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(forwarded);
    }

    /// <summary>The address; empty when there is none.</summary>
    public static string Of(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address.ToString(),
    };
}
