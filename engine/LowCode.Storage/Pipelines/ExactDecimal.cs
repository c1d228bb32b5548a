using System.Numerics;
using LowCode.Definitions.Messages;
using LowCode.Storage.Evaluation;

namespace LowCode.Storage.Pipelines;

/// <summary>Decimals as exact fractions, and back.</summary>
public static class ExactDecimal
{
    /// <summary>Places that a decimal has at most.</summary>
    public const int MostPlaces = 28;

    private const decimal One = 1.0000000000000000000000000000m;

    private static readonly BigInteger Beyond = BigInteger.One << 96;

    private static readonly BigInteger[] Powers = [.. Enumerable.Range(0, MostPlaces + 1).Select(power => BigInteger.Pow(10, power))];

    /// <summary>The same number without zeros at its end.</summary>
    public static decimal Normal(decimal value) => value / One;

    /// <summary>The number without its decimal point; it has <see cref="decimal.Scale"/> places behind it.</summary>
    public static Int128 Digits(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var digits = (Int128)new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        return bits[3] < 0 ? -digits : digits;
    }

    /// <summary>
    /// The decimal that is <paramref name="digits"/> with <paramref name="places"/> places, divided by
    /// <paramref name="divisor"/>; with as many places as it can have where that is not exact, a midpoint rounded away
    /// from zero. Without zeros at its end.
    /// </summary>
    /// <exception cref="EvaluationException">No decimal is as large.</exception>
    public static decimal Of(BigInteger digits, int places, long divisor = 1)
    {
        var whole = Powers.Length > places ? Powers[places] : BigInteger.Pow(10, places);
        for (var kept = MostPlaces; kept >= 0; kept--)
        {
            var rounded = Rounded(digits * Powers[kept], whole * divisor);
            if (BigInteger.Abs(rounded) < Beyond)
                return Normal(Make(rounded, kept));
        }
        throw new EvaluationException(StorageMessages.AggregateTooLarge);
    }

    private static BigInteger Rounded(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        return BigInteger.Abs(rest) * 2 >= denominator ? quotient + numerator.Sign : quotient;
    }

    private static decimal Make(BigInteger digits, int places)
    {
        var size = (UInt128)BigInteger.Abs(digits);
        return new decimal((int)(uint)size, (int)(uint)(size >> 32), (int)(uint)(size >> 64), digits.Sign < 0, (byte)places);
    }
}
