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

    [GeneratedRegex(@"^[+-]?P(?=.)((?<d>[0-9]+)D)?(T(?=.)((?<h>[0-9]+)H)?((?<m>[0-9]+)M)?((?<s>[0-9]+(\.[0-9]+)?)S)?)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
