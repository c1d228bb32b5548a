using System.Security.Cryptography;

namespace LowCode.OData.Model;

/// <summary>A document that describes a service.</summary>
/// <param name="Bytes">UTF-8.</param>
internal sealed record Description(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The same as long as the bytes are.</summary>
    public string ETag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes.Span))[..32]}\"";
}
