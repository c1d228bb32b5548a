using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LowCode.Runtime.SystemSets;

namespace LowCode.Server.SignIn;

/// <summary>
/// Secrets that the server makes and gives away: sessions of browsers and access tokens. 256 random bits, behind the id of
/// the user's record, by which user, account and secret are looked up in one go. Only their hash is stored.
/// </summary>
static class Secret
{
    private const string TokenPrefix = "lct_";
    private const int IdBytes = 16;
    private const int RandomBytes = 32;

    /// <summary>A new secret for a session of a user.</summary>
    public static string ForSession(string user)
    {
        Span<byte> bytes = stackalloc byte[IdBytes + RandomBytes];
        UserSet.IdOf(user).TryWriteBytes(bytes, bigEndian: true, out _);
        RandomNumberGenerator.Fill(bytes[IdBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>A new access token of a user. Its beginning tells scanners of leaked secrets what it is.</summary>
    public static string ForToken(string user) => TokenPrefix + ForSession(user);

    /// <summary>Whether a text looks like an access token of ours.</summary>
    public static bool IsToken(string text) => text.StartsWith(TokenPrefix, StringComparison.Ordinal) && UserOf(text) is not null;

    /// <summary>The id of the record of the user to whom a secret was given; null when it is none of ours.</summary>
    public static Guid? UserOf(string secret)
    {
        var text = secret.StartsWith(TokenPrefix, StringComparison.Ordinal) ? secret.AsSpan(TokenPrefix.Length) : secret;
        Span<byte> bytes = stackalloc byte[IdBytes + RandomBytes];
        return text.Length == Base64Url.GetEncodedLength(bytes.Length) && Base64Url.TryDecodeFromChars(text, bytes, out var length) && length == bytes.Length
            ? new Guid(bytes[..IdBytes], bigEndian: true)
            : null;
    }

    /// <summary>The hash to store; what is hashed is random enough to need no slow one.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>A recovery code, to be kept on paper.</summary>
    public static string Recovery() => string.Join('-', Password().Chunk(4).Select(part => new string(part)));

    /// <summary>A first password, to be read off a screen and typed in once: 16 of 31 characters that nobody mixes up.</summary>
    public static string Password() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);
}
