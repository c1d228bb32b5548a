using System.Security.Cryptography;
using LowCode.Runtime;
using LowCode.Runtime.Users;
using Microsoft.AspNetCore.DataProtection;

namespace LowCode.Server.SignIn;

/// <summary>
/// The key of each person with which their devices seal what is not sent yet: 32 random bytes, stored under the nodes' keys, which
/// do not lie among the records. One that these keys do not open any more is replaced.
/// </summary>
sealed class DeviceKeyProtection(Installation installation, IDataProtectionProvider protection)
{
    private const int Bytes = 32;

    private readonly IDataProtector _protector = protection.CreateProtector("LowCode.DeviceKey");

    /// <summary>The person's key; null when the account has been disabled meanwhile.</summary>
    public async Task<byte[]?> OfAsync(Account account, CancellationToken cancel) => await installation.Users.DeviceKeys.EnsureAsync(account,
        key => Open(key) is not null, () => Convert.ToBase64String(_protector.Protect(RandomNumberGenerator.GetBytes(Bytes))), cancel) is { } key ? Open(key) : null;

    private byte[]? Open(string key)
    {
        try
        {
            return _protector.Unprotect(Convert.FromBase64String(key));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
