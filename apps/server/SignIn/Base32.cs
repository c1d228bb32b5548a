using System.Text;

namespace LowCode.Server.SignIn;

/// <summary>Base32 (RFC 4648) without padding: how secrets are typed into authenticator apps.</summary>
static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var one in bytes)
        {
            (bits, count) = ((bits << 8) | one, count + 8);
            for (; count >= 5; count -= 5)
                text.Append(Alphabet[(bits >> (count - 5)) & 0x1F]);
            bits &= (1 << count) - 1;
        }
        return count > 0 ? text.Append(Alphabet[(bits << (5 - count)) & 0x1F]).ToString() : text.ToString();
    }
}
