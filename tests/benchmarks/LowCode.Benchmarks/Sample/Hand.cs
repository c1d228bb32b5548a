using System.Text.RegularExpressions;

namespace LowCode.Benchmarks.Sample;

/// <summary>What both hand-written versions of the rules say of single values.</summary>
static partial class Hand
{
    public static bool IsMobile(string? text) => text is not null && Mobile().IsMatch(text);

    public static string Season(DateOnly today) => today.Month is >= 6 and <= 9 ? "inSeason" : "preSeason";

    public static string? ResponseOf(string? signal) => signal is null ? null
        : signal.EndsWith("Blue", StringComparison.Ordinal) ? "IV"
        : signal.EndsWith("Yellow", StringComparison.Ordinal) ? "III"
        : signal.EndsWith("Orange", StringComparison.Ordinal) ? "II" : "I";

    public static decimal Share(double part, long whole, int places) => (decimal)(Math.Floor((part / whole * places) + 0.5) / places);

    public static decimal Percent(long part, long whole) => (decimal)(Math.Floor(((double)part / whole * 1000) + 0.5) / 10);

    [GeneratedRegex("^1[3-9][0-9]{9}$")]
    private static partial Regex Mobile();
}
