using System.Globalization;

namespace LowCode.Definitions.Values;

/// <summary>Doubles of decimals, as JavaScript reads their digits. Thread-safe.</summary>
public static class NearestDouble
{
    /// <summary>Up to here powers of ten are exact doubles.</summary>
    internal const int MostPlaces = 22;

    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, MostPlaces + 1).Select(places => double.Parse($"1e{places}", CultureInfo.InvariantCulture))];

    /// <summary>The double nearest to a decimal; of two equally near the even one.</summary>
    public static double Of(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        // Digits below 2^53 over a power of ten up to 10^22 divide exactly rounded; the rest is read digit by digit.
        return bits[2] == 0 && (uint)bits[1] < 1u << 21 && value.Scale <= MostPlaces
            ? (double)value
            : double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>The double nearest to digits below 2^53 with up to <see cref="MostPlaces"/> decimal places: one exactly rounded division.</summary>
    internal static double Of(long digits, int places) => digits / PowersOfTen[places];
}
