using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using LowCode.Storage.Records;

namespace LowCode.Storage.Changes;

/// <summary>
/// The canonical bytes of a <see cref="ChangeHead"/> and their hash. A store keeps exactly these bytes: they are never made
/// again. Thread-safe.
/// </summary>
public static class ChangeHeadJson
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Start => "{\"number\":"u8;

    /// <summary>
    /// All of a head but its number, which a store gives when it commits. Making it beforehand keeps the work out of the
    /// commit.
    /// </summary>
    /// <param name="batch">Who, when, from where and why.</param>
    /// <param name="write">The change.</param>
    /// <param name="body">The entry's body, see <see cref="ChangeBody"/>; null for a deletion.</param>
    public static byte[] Tail(WriteBatch batch, RecordWrite write, byte[]? body)
    {
        var buffer = new ArrayBufferWriter<byte>(320);
        using (var json = new Utf8JsonWriter(buffer, RecordJson.Canonical))
        {
            json.WriteStartObject();
            json.WriteString("set"u8, write.Set);
            json.WriteString("id"u8, write.Id);
            json.WriteNumber("revision"u8, write.ExpectedRevision + 1);
            json.WriteString("by"u8, batch.By);
            json.WriteString("at"u8, batch.At.UtcDateTime);
            json.WriteString("command"u8, batch.CommandOf(write));
            if (batch.From.Length > 0)
                json.WriteString("from"u8, batch.From);
            if ((write.New?.Division ?? write.Was) is { Length: > 0 } division)
                json.WriteString("division"u8, division);
            if (body is not null)
            {
                Span<byte> digest = stackalloc byte[2 * HashLength];
                Convert.TryToHexStringLower(SHA256.HashData(body), digest, out _);
                json.WriteString("digest"u8, digest);
            }
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A head's canonical bytes.</summary>
    public static byte[] WithNumber(long number, ReadOnlySpan<byte> tail)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var length);
        var bytes = new byte[Start.Length + length + tail.Length];
        Start.CopyTo(bytes);
        digits[..length].CopyTo(bytes.AsSpan(Start.Length));
        tail.CopyTo(bytes.AsSpan(Start.Length + length));
        bytes[Start.Length + length] = (byte)',';
        return bytes;
    }

    /// <summary>SHA-256 over the previous entry's hash (zeros before the first) and this entry's head.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> head)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        hash.AppendData(head);
        return hash.GetHashAndReset();
    }
}
