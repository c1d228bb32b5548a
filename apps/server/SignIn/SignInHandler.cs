using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Users;
using LowCode.Server.Answers;
using LowCode.Server.Limits;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace LowCode.Server.SignIn;

/// <summary>
/// Signs a request in: by HTTP Basic with a password or an access token (Excel and Power BI can do nothing else), by an
/// access token as a bearer, or by the cookie of a session. Puts the <see cref="Caller"/> and how it was done among the
/// request's features.
/// </summary>
sealed class SignInHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    Installation installation,
    PasswordSignIn passwords,
    SessionCookie cookie,
    RequestLimits limits) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "LowCode";

    /// <summary>Tells a device whose session was revoked to wipe what it has.</summary>
    public const string WipeHeader = "LowCode-Wipe";

    private Message? _why;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0 && cookie.Read(Request) is null)
            return AuthenticateResult.NoResult();
        var signedIn = header switch
        {
            "" => await SessionAsync(cookie.Read(Request)!),
            _ when header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) => await TokenAsync(header[7..].Trim()),
            _ when header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) => await BasicAsync(header[6..].Trim()),
            _ => null,
        };
        if (signedIn is null)
            return AuthenticateResult.Fail((_why ?? HostMessages.SignInFailed).Code);
        var caller = signedIn.Account.Caller with { From = ClientAddress.Of(Context) };
        signedIn = signedIn with { Account = signedIn.Account with { Caller = caller } };
        if (signedIn.Token?.Scope is { } scope)
            caller = caller with { Scope = scope };
        if (Request.Headers.AcceptLanguage.Count > 0)
            caller = caller with { Locale = Problem.LocaleOf(Request) };
        Context.Features.Set(caller);
        Context.Features.Set(signedIn);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, caller.Name)], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // A browser would ask for a password in a window of its own; a page that signs people in itself does not want that.
        if (!ForgedRequests.IsFromScript(Request))
            Response.Headers.WWWAuthenticate = """Basic realm="LowCode", charset="UTF-8", Bearer""";
        var message = _why ?? (Request.Headers.Authorization.Count > 0 ? HostMessages.SignInFailed : HostMessages.SignInNeeded);
        if (message == SignInMessages.SessionRevoked)
            Response.Headers[WipeHeader] = "1";
        return message == HostMessages.TooManyAttempts ? RequestLimits.AnswerAsync(Context, message, PasswordAccounts.Window)
            : message == LimitMessages.TooManySignIns ? RequestLimits.AnswerAsync(Context, message, limits.SignInWait)
            : Problem.WriteAsync(Context, StatusCodes.Status401Unauthorized, message);
    }

    private async ValueTask<SignedIn?> BasicAsync(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (encoded.Length > 1024 || !Convert.TryFromBase64String(encoded, bytes, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(bytes.AsSpan(0, length));
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            return null;
        var (name, password) = (pair[..colon], pair[(colon + 1)..]);
        if (Secret.IsToken(password))
            return await TokenAsync(password) is { } byToken && byToken.Account.Caller.Name == name ? byToken : null;
        var (outcome, account) = await passwords.AgainAsync(Context, name, password);
        _why = outcome switch
        {
            SignInOutcome.Blocked => HostMessages.TooManyAttempts,
            SignInOutcome.AddressBlocked => LimitMessages.TooManySignIns,
            SignInOutcome.CodeNeeded => SignInMessages.TokenNeeded,
            _ => null,
        };
        return outcome == SignInOutcome.Right ? new SignedIn(account!) : null;
    }

    private async ValueTask<SignedIn?> TokenAsync(string token)
    {
        if (await installation.Users.Tokens.FindAsync(Secret.UserOf(token), Secret.Hash(token), Context.RequestAborted) is not var (account, found))
            return null;
        await installation.Users.Tokens.UsedAsync(account, found, Context.RequestAborted);
        return new SignedIn(account, Token: found);
    }

    private async ValueTask<SignedIn?> SessionAsync(string secret)
    {
        if (Secret.UserOf(secret) is not { } user)
            return null;
        if (await installation.Users.Sessions.FindAsync(user, Secret.Hash(secret), Context.RequestAborted) is not var (account, session))
        {
            if (await installation.Users.Sessions.IsRevokedAsync(user, Secret.Hash(secret), Context.RequestAborted))
                _why = SignInMessages.SessionRevoked;
            return null;
        }
        await installation.Users.Sessions.UsedAsync(account, session, Context.RequestAborted);
        return new SignedIn(account, session);
    }
}
