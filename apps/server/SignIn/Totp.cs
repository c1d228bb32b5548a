using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace LowCode.Server.SignIn;

/// <summary>Codes that change every 30 seconds (RFC 6238 with HMAC-SHA-1, which is what authenticator apps know).</summary>
static class Totp
{
    /// <summary>Bytes of a secret: as long as the hash, as RFC 4226 asks.</summary>
    public const int SecretBytes = 20;

    private const int Digits = 6;
    private const int Seconds = 30;

    /// <summary>The time step of an instant.</summary>
    public static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / Seconds;

    /// <summary>The code of a step.</summary>
    public static string Code(ReadOnlySpan<byte> secret, long step, int digits = Digits)
    {
        Span<byte> message = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(message, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // HMAC-SHA-1 is what the standard and the apps use; collisions of SHA-1 are no matter to it.
        HMACSHA1.HashData(secret, message, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0x0F)..]) & int.MaxValue;
        return (number % (long)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The step whose code this is, among the step of an instant and the ones before and after it; null when it is none of theirs.</summary>
    public static long? Match(ReadOnlySpan<byte> secret, string code, DateTimeOffset at)
    {
        long? match = null;
        for (var step = StepOf(at) - 1; step <= StepOf(at) + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(Code(secret, step)), System.Text.Encoding.UTF8.GetBytes(code)))
                match = step;
        }
        return match;
    }

    /// <summary>What a person's app reads as a QR code: the secret, for whom, and by whom.</summary>
    public static string Uri(ReadOnlySpan<byte> secret, string user) =>
        $"otpauth://totp/LowCode:{System.Uri.EscapeDataString(user)}?secret={Base32.Encode(secret)}&issuer=LowCode&algorithm=SHA1&digits={Digits}&period={Seconds}";
}
