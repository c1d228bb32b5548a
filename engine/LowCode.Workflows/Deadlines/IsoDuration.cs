using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LowCode.Workflows.Deadlines;

/// <summary>
/// An ISO 8601 duration in whole units: weeks alone (<c>P2W</c>), or days and a time (<c>P3D</c>, <c>PT4H</c>,
/// <c>P1DT12H</c>). Months and years have no fixed length and are not read.
/// </summary>
/// <param name="Weeks">Weeks.</param>
/// <param name="Days">Days.</param>
/// <param name="Time">Hours, minutes and seconds: elapsed time.</param>
public sealed partial record IsoDuration(int Weeks, int Days, TimeSpan Time)
{
    /// <summary>True when it lasts no time at all.</summary>
    public bool IsZero => Weeks == 0 && Days == 0 && Time == TimeSpan.Zero;

    /// <summary>Reads one; false when it is malformed.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IsoDuration? duration)
    {
        duration = null;
        if (Pattern().Match(text) is not { Success: true } match)
            return false;
        int Number(string name) =>
            match.Groups[name] is { Success: true } group ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var time = TimeSpan.FromHours(Number("hours")) + TimeSpan.FromMinutes(Number("minutes")) + TimeSpan.FromSeconds(Number("seconds"));
        duration = new IsoDuration(Number("weeks"), Number("days"), time);
        return true;
    }

    [GeneratedRegex(
        @"\AP((?<weeks>[0-9]{1,4})W|(?=[0-9T])((?<days>[0-9]{1,4})D)?" +
        @"(T(?=[0-9])((?<hours>[0-9]{1,5})H)?((?<minutes>[0-9]{1,6})M)?((?<seconds>[0-9]{1,7})S)?)?)\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
