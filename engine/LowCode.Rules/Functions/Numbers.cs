using System.Globalization;

namespace LowCode.Rules.Functions;

/// <summary>From the doubles of JavaScript to decimals and back. Thread-safe.</summary>
internal static class Numbers
{
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
        if (Math.Abs(number) <= LargestInteger && Math.Truncate(number) == number)
        {
            value = (long)number;
            return true;
        }
        if (Math.Abs(number) < 1e-28)
            return true;
        return Math.Abs(number) < 7.9e28
            && decimal.TryParse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Rounds half away from zero on the digits as JavaScript writes them; numbers beyond decimals stay as they are.</summary>
    public static double Round(double number, double digits)
    {
        var places = double.IsNaN(digits) ? 0 : Math.Clamp(Math.Truncate(digits), 0, 20);
        return TryToDecimal(number, out var value)
            ? ToDouble(Math.Round(value, (int)places, MidpointRounding.AwayFromZero))
            : number;
    }

    /// <summary>The double nearest to a decimal, as JavaScript reads its digits.</summary>
    public static double ToDouble(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        // Digits below 2^53 over a power of ten up to 10^22 divide exactly rounded; the rest is read digit by digit.
        return bits[2] == 0 && (uint)bits[1] < 1u << 21 && value.Scale <= 22
            ? (double)value
            : double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
