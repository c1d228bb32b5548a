using System.Globalization;
using System.Text.RegularExpressions;

namespace LowCode.OData.Queries.Binding;

/// <summary>Durations (<c>P3DT12H30M5.5S</c>) as the numbers of seconds that they are in the query model.</summary>
internal static partial class Durations
{
    /// <summary>The seconds, or null when the text is no duration or one beyond all numbers.</summary>
    public static decimal? Seconds(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
            return null;
        var seconds = 0m;
        try
        {
            foreach (var (part, unit) in ((string, int)[])[("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)])
            {
                if (match.Groups[part] is { Success: true } number)
                    seconds += decimal.Parse(number.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * unit;
            }
        }
        catch (OverflowException)
        {
            return null;
        }
        return text[0] == '-' ? -seconds : seconds;
    }

    /// <summary>So many seconds as OData writes a duration: <c>P1DT2H3M4.5S</c>, nothing that is zero but in <c>PT0S</c>.</summary>
    public static string Text(decimal seconds)
    {
        var (rest, days) = (Math.Abs(seconds) % 86_400, decimal.Truncate(Math.Abs(seconds) / 86_400));
        var (hours, minutes, left) = (decimal.Truncate(rest / 3_600), decimal.Truncate(rest % 3_600 / 60), rest % 60);
        var time = Part(hours, "H") + Part(minutes, "M") + Part(left, "S");
        var text = Part(days, "D") + (time.Length == 0 ? "" : "T" + time);
        return (seconds < 0 ? "-P" : "P") + (text.Length == 0 ? "T0S" : text);
    }

    private static string Part(decimal number, string unit) =>
        number == 0 ? "" : number.ToString("0.############################", CultureInfo.InvariantCulture) + unit;

    [GeneratedRegex(@"^[+-]?P(?=.)((?<d>[0-9]+)D)?(T(?=.)((?<h>[0-9]+)H)?((?<m>[0-9]+)M)?((?<s>[0-9]+(\.[0-9]+)?)S)?)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
