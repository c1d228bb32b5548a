using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Users;
using LowCode.Server.Hosting;
using LowCode.Server.SignIn;

namespace LowCode.Server.Endpoints;

/// <summary>Accounts and tokens as JSON. Nothing of what is secret is in it.</summary>
static class AccountJson
{
    /// <summary>Who is signed in, how, and what is due.</summary>
    public static object Of(SignedIn signedIn, Installation installation, string locale, ServerOptions options) => new
    {
        name = signedIn.Account.Caller.Name,
        title = signedIn.Account.Caller.Title,
        isAdministrator = signedIn.Account.Caller.IsAdministrator,
        locale = signedIn.Account.Caller.Locale,
        roles = signedIn.Account.Caller.Roles.Select(held => new
        {
            role = held.Role,
            division = held.Division,
            app = held.App,
            from = held.From,
            until = held.Until,
            title = TitleOf(installation, held)?.In(locale),
            divisionName = installation.Divisions.Find(held.Division)?.Name,
        }),
        standsInFor = signedIn.Account.StandsIn,
        signedInBy = signedIn.Session is not null ? "session" : signedIn.Token is not null ? "token" : "password",
        due = Due(signedIn, options),
        hasPassword = signedIn.Account.PasswordHash is not null,
        passwordChangedAt = signedIn.Account.PasswordChangedAt,
        secondFactor = signedIn.Account.NeedsCode,
        sessionEndsAt = signedIn.Session?.ExpiresAt,
        scope = signedIn.Token?.Scope is { } scope ? Of(scope) : null,
    };

    // In the order in which it is to be done.
    private static string[] Due(SignedIn signedIn, ServerOptions options) =>
    [
        .. signedIn.IsPasswordChangeDue ? (string[])["passwordChange"] : [],
        .. signedIn.IsSecondFactorDue(options) ? (string[])["secondFactor"] : [],
    ];

    /// <summary>A user as administrators see them.</summary>
    public static object Of(Account account, DateTimeOffset now) => new
    {
        name = account.Caller.Name,
        title = account.Caller.Title,
        isAdministrator = account.Caller.IsAdministrator,
        roles = account.Given,
        rolesInForce = account.Caller.Roles,
        standsInFor = account.StandsIn,
        isDisabled = account.IsDisabled,
        lockedUntil = account.IsLocked(now) ? account.LockedUntil : null,
        hasPassword = account.PasswordHash is not null,
        mustChangePassword = account.MustChangePassword,
        passwordChangedAt = account.PasswordChangedAt,
        secondFactor = account.NeedsCode,
    };

    /// <summary>A token; its secret only when it has just been made.</summary>
    public static object Of(AccessToken token, string? secret = null) => new
    {
        id = token.Id,
        title = token.Title,
        scope = token.Scope is { } scope ? Of(scope) : null,
        createdAt = token.CreatedAt,
        expiresAt = token.ExpiresAt,
        lastUsedOn = token.LastUsedOn,
        token = secret,
    };

    // A role that counts in all apps is called as the first of them calls it that has it.
    private static LocalizedText? TitleOf(Installation installation, RoleAssignment held) => installation.Apps.Values
        .OrderBy(app => app.Definition.Name, StringComparer.Ordinal).Where(app => held.CountsIn(app.Definition.Name))
        .SelectMany(app => app.Definition.Roles).FirstOrDefault(role => role.Name == held.Role)?.Title;

    private static object Of(TokenScope scope) => new { access = scope.Access, apps = scope.Apps, sets = scope.Sets, administers = scope.Administers };
}
