namespace LowCode.Server.SignIn;

/// <summary>Where a request comes from, as far as proxies are believed (<see cref="Hosting.TrustedProxies"/>).</summary>
static class ClientAddress
{
    /// <summary>The address; empty when there is none.</summary>
    public static string Of(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        var address => address.ToString(),
    };
}
