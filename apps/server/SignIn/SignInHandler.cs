using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Server.Endpoints;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace LowCode.Server.SignIn;

/// <summary>
/// Signs a request in by HTTP Basic (Excel and Power BI can do nothing else) or by a bearer token, against the
/// installation's users. Puts the <see cref="Caller"/> among the request's features.
/// </summary>
sealed class SignInHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    Installation installation,
    VerifiedCredentials verified,
    FailedAttempts failures) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "LowCode";

    private static readonly PasswordHasher<string> Passwords = new();

    // A hash of a password that nobody has: computed against for unknown names, so that time does not tell which names exist.
    private static readonly string NobodysHash = Passwords.HashPassword("", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    /// <summary>The hash to store for a password: PBKDF2-SHA512, 100,000 rounds, random salt.</summary>
    public static string Hash(string password) => Passwords.HashPassword("", password);

    /// <summary>The hash to store for a bearer token, which is random enough to need no slow hash.</summary>
    public static string HashToken(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        var caller = header switch
        {
            "" => null,
            _ when header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) =>
                await BearerAsync(header[7..].Trim()),
            _ when header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) => await BasicAsync(header[6..].Trim()),
            _ => null,
        };
        if (header.Length == 0)
            return AuthenticateResult.NoResult();
        if (caller is null)
            return AuthenticateResult.Fail(HostMessages.SignInFailed.Code);
        if (Request.Headers.AcceptLanguage.Count > 0)
            caller = caller with { Locale = Problem.LocaleOf(Request) };
        Context.Features.Set(caller);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, caller.Name)], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var blocked = Context.Items.ContainsKey(typeof(FailedAttempts));
        Response.Headers.WWWAuthenticate = """Basic realm="LowCode", charset="UTF-8", Bearer""";
        var message = blocked ? HostMessages.TooManyAttempts
            : Request.Headers.Authorization.Count > 0 ? HostMessages.SignInFailed
            : HostMessages.SignInNeeded;
        return Problem.WriteAsync(Context, blocked ? StatusCodes.Status429TooManyRequests : StatusCodes.Status401Unauthorized, message);
    }

    private async ValueTask<Caller?> BasicAsync(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (encoded.Length > 1024 || !Convert.TryFromBase64String(encoded, bytes, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(bytes.AsSpan(0, length));
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            return null;
        var (name, password) = (pair[..colon], pair[(colon + 1)..]);
        var stored = await installation.Users.PasswordHashAsync(name, Context.RequestAborted);
        if (stored is not null && verified.Knows(name, password, stored))
            return await installation.Users.FindAsync(name, Context.RequestAborted);
        if (failures.Blocks(name))
        {
            Context.Items[typeof(FailedAttempts)] = true;
            return null;
        }
        var right = Passwords.VerifyHashedPassword("", stored ?? NobodysHash, password) != PasswordVerificationResult.Failed;
        if (stored is null || !right)
        {
            failures.Count(name);
            return null;
        }
        failures.Clear(name);
        verified.Remember(name, password, stored);
        return await installation.Users.FindAsync(name, Context.RequestAborted);
    }

    private async ValueTask<Caller?> BearerAsync(string token) =>
        await installation.Users.TokenOwnerAsync(HashToken(token), Context.RequestAborted) is { } owner
            ? await installation.Users.FindAsync(owner, Context.RequestAborted)
            : null;
}
