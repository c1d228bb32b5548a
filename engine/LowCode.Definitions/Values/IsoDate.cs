namespace LowCode.Definitions.Values;

/// <summary>Dates and times as stores keep them, in ASCII: <c>2026-06-01</c>, <c>08:30:00</c>, <c>2026-06-01T00:30:00.25Z</c>. Thread-safe.</summary>
internal static class IsoDate
{
    /// <summary>Reads a date.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static DateOnly Parse(ReadOnlySpan<byte> text) => TryParse(text, out var date) ? date : throw Wrong(text, "date");

    /// <summary>Reads a time of day.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static TimeOnly ParseTime(ReadOnlySpan<byte> text) => TryParseTime(text, out var time) ? time : throw Wrong(text, "time");

    /// <summary>Reads an instant with a Z; false for what is written otherwise.</summary>
    public static bool TryParseInstant(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length is < 20 or > 28 || text[10] != 'T' || text[^1] != 'Z' || !TryParse(text[..10], out var date) || !TryParseTime(text[11..19], out var time))
            return false;
        var ticks = 0;
        if (text.Length > 20)
        {
            if (text[19] != '.' || Number(text[20..^1]) is not (>= 0 and var fraction) || text.Length == 21)
                return false;
            ticks = fraction;
            for (var places = text.Length - 21; places < 7; places++)
                ticks *= 10;
        }
        instant = new DateTimeOffset(date.ToDateTime(time, DateTimeKind.Utc).AddTicks(ticks));
        return true;
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-')
            return false;
        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..]));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    private static bool TryParseTime(ReadOnlySpan<byte> text, out TimeOnly time)
    {
        time = default;
        if (text.Length != 8 || text[2] != ':' || text[5] != ':')
            return false;
        var (hour, minute, second) = (Number(text[..2]), Number(text[3..5]), Number(text[6..]));
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
            return false;
        time = new TimeOnly(hour, minute, second);
        return true;
    }

    // At most seven digits; -1 when something else is in it.
    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return -1;
            number = (number * 10) + (digit - '0');
        }
        return number;
    }

    private static FormatException Wrong(ReadOnlySpan<byte> text, string what) => new($"'{System.Text.Encoding.UTF8.GetString(text)}' is not a {what}.");
}
