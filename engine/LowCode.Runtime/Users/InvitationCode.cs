using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LowCode.Runtime.Users;

/// <summary>The code of an invitation: 256 random bits. Only its hash is stored.</summary>
public static class InvitationCode
{
    private const int Bytes = 32;

    /// <summary>A new one.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The hash by which the invitation is found.</summary>
    public static string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
