using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace LowCode.Server.SignIn;

/// <summary>How passwords are hashed: PBKDF2 with HMAC-SHA512, 100,000 rounds, random salt.</summary>
static class PasswordHashes
{
    private static readonly PasswordHasher<string> Hasher = new();

    // A hash of a password that nobody has: computed against for unknown names, so that time does not tell which names exist.
    private static readonly string Nobodys = Of(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    /// <summary>The hash to store.</summary>
    public static string Of(string password) => Hasher.HashPassword("", password);

    /// <summary>Whether a password is that of a hash. Takes as long when there is no hash.</summary>
    public static bool Matches(string? hash, string password) =>
        Hasher.VerifyHashedPassword("", hash ?? Nobodys, password) != PasswordVerificationResult.Failed && hash is not null;
}
