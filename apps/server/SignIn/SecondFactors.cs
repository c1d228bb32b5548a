using System.Security.Cryptography;
using LowCode.Runtime;
using LowCode.Runtime.Users;
using Microsoft.AspNetCore.DataProtection;

namespace LowCode.Server.SignIn;

/// <summary>
/// Second factors: makes secrets and recovery codes, and verifies what people enter. Secrets are stored under the nodes'
/// keys, which do not lie among the records; recovery codes as hashes. Each code is good once, on whatever node.
/// </summary>
sealed class SecondFactors(Installation installation, IDataProtectionProvider protection)
{
    private const int RecoveryCodes = 10;

    private readonly IDataProtector _protector = protection.CreateProtector("LowCode.SecondFactor");

    private SecondFactorAccounts Accounts => installation.Users.SecondFactors;

    /// <summary>Begins: a new secret, which asks nobody for a code before <see cref="ConfirmAsync"/>. Null when there is one in use.</summary>
    public async Task<byte[]?> EnrolAsync(Account account, CancellationToken cancel)
    {
        var secret = RandomNumberGenerator.GetBytes(Totp.SecretBytes);
        return await Accounts.EnrolAsync(account, Convert.ToBase64String(_protector.Protect(secret)), cancel) ? secret : null;
    }

    /// <summary>A code shows that the person's device has the secret: from now on codes are asked for. Returns the recovery codes; null for a wrong code.</summary>
    public async Task<string[]?> ConfirmAsync(Account account, string code, CancellationToken cancel)
    {
        if (account.SecondFactor is not { IsOn: false } factor || MatchOf(factor, code) is not { } step)
            return null;
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => Secret.Recovery()).ToArray();
        return await Accounts.ConfirmAsync(account, step, [.. codes.Select(HashOf)], cancel) ? codes : null;
    }

    /// <summary>Uses a code or a recovery code up; false when it is none, or was used before.</summary>
    public async Task<bool> UseAsync(Account account, string code, CancellationToken cancel)
    {
        if (account.SecondFactor is not { IsOn: true } factor)
            return false;
        return MatchOf(factor, code) is { } step
            ? await Accounts.UseStepAsync(account, step, cancel)
            : await Accounts.UseRecoveryAsync(account, HashOf(code), cancel);
    }

    private long? MatchOf(SecondFactor factor, string code) =>
        Totp.Match(_protector.Unprotect(Convert.FromBase64String(factor.Secret)), code.Replace(" ", "", StringComparison.Ordinal), installation.Clock.GetUtcNow());

    private static string HashOf(string recovery) =>
        Secret.Hash(recovery.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant());
}
