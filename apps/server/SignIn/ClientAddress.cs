namespace LowCode.Server.SignIn;

/// <summary>Where a request comes from, once it has been taken from the proxies that are trusted.</summary>
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
