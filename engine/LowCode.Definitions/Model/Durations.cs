using System.Text.RegularExpressions;

namespace LowCode.Definitions.Model;

/// <summary>ISO 8601 durations as authors write them: <c>P3D</c>, <c>PT4H</c>, <c>P1DT12H</c>, <c>P2W</c>; months and years have no fixed length.</summary>
internal static partial class Durations
{
    /// <summary>True for weeks alone, or days and a time.</summary>
    public static bool IsDuration(string text) => !text.EndsWith('\n') && Syntax().IsMatch(text);

    /// <summary>The syntax, for engines of every kind.</summary>
    public const string Pattern =
        "^P(?:[0-9]{1,4}W|(?=[0-9T])(?:[0-9]{1,4}D)?(?:T(?=[0-9])(?:[0-9]{1,5}H)?(?:[0-9]{1,6}M)?(?:[0-9]{1,7}S)?)?)$";

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex Syntax();
}
