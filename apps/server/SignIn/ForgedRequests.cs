using LowCode.Definitions.Messages;
using LowCode.Server.Answers;
using Microsoft.Extensions.Primitives;

namespace LowCode.Server.SignIn;

/// <summary>
/// Tells requests of our own pages from those that another site has a browser send, which takes the cookie along. What
/// writes carries a header that no form can set and that another origin's script may set only if we let it, which we never
/// do; where the browser tells where a request comes from, it must be from us. Nothing to keep, nothing to share between
/// nodes (docs/adr/0020).
/// </summary>
sealed class ForgedRequests(OwnOrigin origin)
{
    /// <summary>The header; what it says does not matter.</summary>
    public const string Header = "X-LowCode-Request";

    /// <summary>Whether a request was made by a script and not by a form, a link or an address bar.</summary>
    public static bool IsFromScript(HttpRequest request) => request.Headers.ContainsKey(Header);

    /// <summary>Whether a request may do what its cookie allows.</summary>
    public bool Allows(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || IsOurs(request);

    /// <summary>Whether a request comes from a page of ours.</summary>
    public bool IsOurs(HttpRequest request) => IsFromScript(request)
        && IsNoneBut(request.Headers["Sec-Fetch-Site"], "same-origin")
        && IsNoneBut(request.Headers.Origin, origin.Of(request));

    /// <summary>Answers a request that does not.</summary>
    public Task RefuseAsync(HttpContext context) => Problem.WriteAsync(context, StatusCodes.Status403Forbidden, SignInMessages.RequestForged,
        ("header", Header), ("origin", origin.Of(context.Request)));

    private static bool IsNoneBut(StringValues header, string expected) =>
        header.Count == 0 || (header.Count == 1 && string.Equals(header[0], expected, StringComparison.OrdinalIgnoreCase));
}
