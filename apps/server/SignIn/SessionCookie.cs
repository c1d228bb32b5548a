using LowCode.Runtime;

namespace LowCode.Server.SignIn;

/// <summary>
/// The cookie with a session's secret. No script reads it, no other site has it sent with what it posts, and over https its
/// name keeps it from being set by a neighbouring host or over http.
/// </summary>
sealed class SessionCookie(OwnOrigin origin, Installation installation)
{
    private const string Plain = "lowcode";
    private const string Secure = "__Host-lowcode";
    private const int Longest = 128;

    /// <summary>The secret that a request brings, or null.</summary>
    public string? Read(HttpRequest request) =>
        request.Cookies[NameFor(request)] is { Length: > 0 and <= Longest } secret ? secret : null;

    /// <summary>Gives the browser a secret, for as long as its session is remembered: when that was revoked the device is to hear of it.</summary>
    public void Give(HttpContext context, string secret) =>
        context.Response.Cookies.Append(NameFor(context.Request), secret, Options(context.Request, installation.Options.Sessions.Absolute + installation.Options.Sessions.Remembered));

    /// <summary>Takes it back.</summary>
    public void Take(HttpContext context) => context.Response.Cookies.Delete(NameFor(context.Request), Options(context.Request, null));

    private string NameFor(HttpRequest request) => origin.IsSecure(request) ? Secure : Plain;

    private CookieOptions Options(HttpRequest request, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        Secure = origin.IsSecure(request),
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = lifetime,
        IsEssential = true,
    };
}
