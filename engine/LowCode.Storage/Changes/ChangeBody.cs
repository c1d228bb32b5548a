using System.Security.Cryptography;

namespace LowCode.Storage.Changes;

/// <summary>
/// The body of a change-log entry: random bytes, then the record's canonical bytes. Its head holds its digest, so it cannot be
/// changed, but it can be erased; the random bytes keep what was erased from being guessed from its digest.
/// </summary>
public static class ChangeBody
{
    private const int SaltLength = 16;

    /// <summary>A body for a record's canonical bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> record)
    {
        var body = new byte[SaltLength + record.Length];
        RandomNumberGenerator.Fill(body.AsSpan(0, SaltLength));
        record.CopyTo(body.AsSpan(SaltLength));
        return body;
    }

    /// <summary>The record's canonical bytes in a body.</summary>
    public static ReadOnlySpan<byte> RecordOf(ReadOnlySpan<byte> body) =>
        body.Length >= SaltLength ? body[SaltLength..] : throw new FormatException("The content of a change is cut off.");

    /// <summary>Whether a body is the one that a head was made with.</summary>
    public static bool Matches(ReadOnlySpan<byte> body, ReadOnlyMemory<byte> digest)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return hash.SequenceEqual(digest.Span);
    }
}
