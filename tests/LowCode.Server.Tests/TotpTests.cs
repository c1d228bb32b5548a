using System.Text;
using LowCode.Server.SignIn;

namespace LowCode.Server.Tests;

/// <summary>Codes by the test vectors of RFC 6238 (appendix B) and RFC 4226 (appendix D), Base32 by those of RFC 4648.</summary>
public class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.Equal(code, Totp.Code(Secret, Totp.StepOf(at), 8));
        Assert.Equal(code[2..], Totp.Code(Secret, Totp.StepOf(at)));
        Assert.Equal(Totp.StepOf(at), Totp.Match(Secret, code[2..], at));
    }

    [Theory]
    [InlineData(0, "755224")]
    [InlineData(1, "287082")]
    [InlineData(9, "520489")]
    public void Codes_of_counters_are_those_of_the_standard(long counter, string code) => Assert.Equal(code, Totp.Code(Secret, counter));

    [Fact]
    public void A_code_is_good_one_step_early_and_one_late_and_no_further()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        var step = Totp.StepOf(at);
        for (var drift = -3; drift <= 3; drift++)
            Assert.Equal(Math.Abs(drift) <= 1 ? step + drift : null, Totp.Match(Secret, Totp.Code(Secret, step + drift), at));
        foreach (var wrong in new[] { "", "12345", "1234567", "abcdef", "１２３４５６", new string('1', 10_000) })
            Assert.Null(Totp.Match(Secret, wrong, at));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_is_that_of_the_standard(string text, string encoded) => Assert.Equal(encoded, Base32.Encode(Encoding.ASCII.GetBytes(text)));
}
