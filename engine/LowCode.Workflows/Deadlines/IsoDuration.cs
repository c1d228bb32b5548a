using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LowCode.Workflows.Deadlines;

/// <summary>An ISO 8601 duration in whole units, <c>P1M</c>, <c>P3D</c>, <c>P2W</c>, <c>P1DT4H</c>; always longer than nothing.</summary>
/// <param name="Months">Calendar months, a year being twelve.</param>
/// <param name="Weeks">Weeks.</param>
/// <param name="Days">Days.</param>
/// <param name="Time">Hours, minutes and seconds: elapsed time.</param>
public sealed partial record IsoDuration(int Months, int Weeks, int Days, TimeSpan Time)
{
    /// <summary>Reads one; false when it is malformed, zero, or has a number of more than four digits.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IsoDuration? duration)
    {
        duration = null;
        if (Pattern().Match(text) is not { Success: true } match)
            return false;
        int Number(string name) =>
            match.Groups[name] is { Success: true } group ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var time = new TimeSpan(Number("hours"), Number("minutes"), Number("seconds"));
        var read = new IsoDuration((Number("years") * 12) + Number("months"), Number("weeks"), Number("days"), time);
        if (read is { Months: 0, Weeks: 0, Days: 0 } && time == TimeSpan.Zero)
            return false;
        duration = read;
        return true;
    }

    [GeneratedRegex(
        @"\AP(?=[0-9T])((?<years>[0-9]{1,4})Y)?((?<months>[0-9]{1,4})M)?((?<weeks>[0-9]{1,4})W)?((?<days>[0-9]{1,4})D)?" +
        @"(T(?=[0-9])((?<hours>[0-9]{1,4})H)?((?<minutes>[0-9]{1,4})M)?((?<seconds>[0-9]{1,4})S)?)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
