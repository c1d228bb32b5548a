using System.Globalization;
using LowCode.Definitions.Values;

namespace LowCode.Rules.Functions;

/// <summary>From the doubles of JavaScript to decimals and back. Thread-safe.</summary>
internal static class Numbers
{
    private const decimal One = 1.0000000000000000000000000000m;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

    /// <summary>The largest integer that a double holds exactly with its neighbours: 2^53−1.</summary>
    public const double LargestInteger = 9007199254740991;

    /// <summary>
    /// The decimal that a double is written as in JavaScript (the shortest digits that name it, so 0.1 is 0.1 and not
    /// its binary neighbour); false when it is NaN, infinite or beyond what a decimal holds.
    /// </summary>
    public static bool TryToDecimal(double number, out decimal value)
    {
        value = 0;
        if (!double.IsFinite(number))
            return false;
        if (TryToWhole(number, out var whole))
        {
            value = whole;
            return true;
        }
        if (Math.Abs(number) < 1e-28)
            return true;
        return TryFewDigits(number, out value) || (Math.Abs(number) < 7.9e28
            && decimal.TryParse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out value));
    }

    /// <summary>A whole number as such; false when it has a fraction, or lies beyond <see cref="LargestInteger"/>.</summary>
    public static bool TryToWhole(double number, out long value)
    {
        value = (long)number;
        return value == number && Math.Abs(number) <= LargestInteger;
    }

    /// <inheritdoc cref="Round(double, int)"/>
    public static double Round(double number, double digits) => Round(number, Places(digits));

    /// <summary>Rounds half away from zero on the digits as JavaScript writes them; numbers beyond decimals stay as they are.</summary>
    public static double Round(double number, int places)
    {
        if (TryRoundAway(number, places, out var whole))
            return whole / (number < 0 ? -Powers[places] : Powers[places]);
        return TryRound(number, places, out var value) ? NearestDouble.Of(value) : number;
    }

    /// <summary>Decimal places of a number that says how many.</summary>
    public static int Places(double digits) => double.IsNaN(digits) ? 0 : (int)Math.Clamp(Math.Truncate(digits), 0, 20);

    /// <summary>The decimal that a double is written as, with at most some places, half away from zero; false as of <see cref="TryToDecimal"/>.</summary>
    public static bool TryRound(double number, int places, out decimal value)
    {
        if (TryRoundAway(number, places, out var whole))
        {
            value = Trimmed(whole, places, number < 0);
            return true;
        }
        if (!TryToDecimal(number, out value))
            return false;
        if (value.Scale > places)
            value = Math.Round(value, places, MidpointRounding.AwayFromZero) / One; // which trims zeros
        return true;
    }

    // The digits without the sign. Away from a tie those beyond need not be known: they and the double differ by far less.
    private static bool TryRoundAway(double number, int places, out long digits)
    {
        digits = 0;
        if (places >= Powers.Length)
            return false;
        var shifted = Math.Abs(number) * Powers[places];
        if (!(shifted < 1e9))
            return false;
        digits = (long)shifted;
        var rest = shifted - digits;
        if (rest > 0.5)
            digits++;
        return Math.Abs(rest - 0.5) > 1e-6;
    }

    // The fewest decimal places, up to six, with which at most 15 digits name the number: then no shorter digits do.
    private static bool TryFewDigits(double number, out decimal value)
    {
        var power = 1.0;
        for (byte places = 1; places <= 6; places++)
        {
            power *= 10;
            var digits = Math.Round(number * power);
            if (Math.Abs(digits) < 1e15 && digits / power == number)
            {
                var whole = (long)Math.Abs(digits);
                value = new decimal((int)whole, (int)(whole >> 32), 0, number < 0, places);
                return true;
            }
        }
        value = 0;
        return false;
    }

    private static decimal Trimmed(long digits, int places, bool isNegative)
    {
        for (; places > 0 && digits % 10 == 0; places--)
            digits /= 10;
        return new decimal((int)digits, (int)(digits >> 32), 0, isNegative, (byte)places);
    }
}
