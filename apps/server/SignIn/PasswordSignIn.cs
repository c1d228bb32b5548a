using LowCode.Runtime;
using LowCode.Runtime.Users;
using LowCode.Server.Limits;

namespace LowCode.Server.SignIn;

/// <summary>How a sign-in with a password ended.</summary>
enum SignInOutcome
{
    /// <summary>The person is who they say.</summary>
    Right,

    /// <summary>Something is wrong; nobody is told what: name, password, code, a locked or disabled account.</summary>
    Wrong,

    /// <summary>Too many wrong ones for this name on this node; nothing was looked at.</summary>
    Blocked,

    /// <summary>The password is right, and a code is asked for.</summary>
    CodeNeeded,

    /// <summary>The request's address has tried too many; nothing was looked at.</summary>
    AddressBlocked,
}

/// <summary>
/// Verifies passwords. What a stranger can tell from the answer, and from how long it takes, is the same for names that
/// nobody has, for disabled and locked accounts and for wrong passwords. Thread-safe.
/// </summary>
sealed class PasswordSignIn(Installation installation, VerifiedCredentials verified, FailedAttempts failures, SecondFactors factors, RequestLimits limits)
{
    private UserDirectory Users => installation.Users;

    /// <summary>
    /// Verifies a password as HTTP Basic sends it with every request: one that was found right on this node a short time
    /// ago is right without being hashed again, also while somebody else's guesses lock the account, and counts as no sign-in.
    /// </summary>
    public async Task<(SignInOutcome Outcome, Account? Account)> AgainAsync(HttpContext context, string name, string password)
    {
        var cancel = context.RequestAborted;
        var account = await Users.AccountAsync(name, cancel);
        if (IsVerified(account, password))
            return (SignInOutcome.Right, account);
        if (limits.RefusesSignIn(context) is not null)
            return (SignInOutcome.AddressBlocked, null);
        var result = await CheckAsync(context, name, password, null, mayBeVerified: true);
        if (result is (SignInOutcome.Right, { } right))
            verified.Remember(name, password, right.PasswordHash!);
        return result;
    }

    /// <summary>Verifies a password, and a code where one is asked for; says so when there is none.</summary>
    public Task<(SignInOutcome Outcome, Account? Account)> OnceAsync(HttpContext context, string name, string password, string? code) =>
        CheckAsync(context, name, password, code, mayBeVerified: false);

    private async Task<(SignInOutcome, Account?)> CheckAsync(HttpContext context, string name, string password, string? code, bool mayBeVerified)
    {
        var (cancel, from) = (context.RequestAborted, ClientAddress.Of(context));
        // One after another for a name: many guesses at once are counted before the next is looked at.
        using var turn = await failures.TurnAsync(name, cancel);
        var account = await Users.AccountAsync(name, cancel) is { } found ? found with { Caller = found.Caller with { From = from } } : null;
        if (mayBeVerified && IsVerified(account, password))
            return (SignInOutcome.Right, account);
        if (failures.Blocks(name))
            return (SignInOutcome.Blocked, null);
        var isRight = PasswordHashes.Matches(account?.PasswordHash, password);
        var isOpen = isRight && account is { IsDisabled: false } && !account.IsLocked(installation.Clock.GetUtcNow());
        if (isOpen && account!.NeedsCode && string.IsNullOrEmpty(code))
            return (SignInOutcome.CodeNeeded, account);
        if (!isOpen || (account!.NeedsCode && !await factors.UseAsync(account, code!, cancel)))
        {
            failures.Count(name);
            await Users.Passwords.FailedAsync(name, from, cancel);
            return (SignInOutcome.Wrong, null);
        }
        failures.Clear(name);
        await Users.Passwords.SucceededAsync(account, cancel);
        return (SignInOutcome.Right, account);
    }

    private bool IsVerified(Account? account, string password) =>
        account is { PasswordHash: { } hash, IsDisabled: false, NeedsCode: false } && verified.Knows(account.Caller.Name, password, hash);
}
