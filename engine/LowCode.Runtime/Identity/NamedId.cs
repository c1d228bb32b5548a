using System.Security.Cryptography;
using System.Text;

namespace LowCode.Runtime.Identity;

/// <summary>
/// Ids that follow from a name, so that writing the same thing twice meets itself: UUIDs of version 8 (RFC 9562) from
/// the SHA-256 of the name's parts.
/// </summary>
public static class NamedId
{
    /// <summary>The id of the name that the parts make together.</summary>
    public static Guid Of(params ReadOnlySpan<string> parts)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
