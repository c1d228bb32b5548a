using System.Globalization;

namespace LowCode.Rules.Functions;

/// <summary>
/// Calendar arithmetic on dates as rules see them, <c>2026-06-01</c>. Amounts are cut to whole numbers.
/// Results outside the years 1 to 9999 throw <see cref="ArgumentOutOfRangeException"/>. Thread-safe.
/// </summary>
internal static class Dates
{
    public const string Format = "yyyy-MM-dd";
    public const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Reads a date; false when the text is none.</summary>
    public static bool TryRead(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    /// <summary>Reads a time of day, with or without seconds.</summary>
    public static bool TryReadTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, ["HH:mm:ss", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    /// <summary>Reads an instant in the form that rules see.</summary>
    public static bool TryReadInstant(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(
            text, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);

    public static string Write(DateOnly date) => string.Create(10, date, static (text, date) =>
    {
        var (year, month, day) = date;
        for (var (i, rest) = (3, year); i >= 0; i--, rest /= 10)
            text[i] = (char)('0' + (rest % 10));
        text[4] = text[7] = '-';
        (text[5], text[6]) = ((char)('0' + (month / 10)), (char)('0' + (month % 10)));
        (text[8], text[9]) = ((char)('0' + (day / 10)), (char)('0' + (day % 10)));
    });

    public static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    /// <summary>The date of a year, month and day; null when there is no such day.</summary>
    public static DateOnly? Of(double year, double month, double day)
    {
        var (y, m, d) = (Math.Truncate(year), Math.Truncate(month), Math.Truncate(day));
        if (!(y is >= 1 and <= 9999 && m is >= 1 and <= 12 && d >= 1))
            return null;
        return d <= DateTime.DaysInMonth((int)y, (int)m) ? new DateOnly((int)y, (int)m, (int)d) : null;
    }

    public static DateOnly AddDays(DateOnly date, double days) => DateOnly.FromDayNumber(Whole(date.DayNumber + Math.Truncate(days)));

    /// <summary>The same day of a later or earlier month, or its last day when it has no such day.</summary>
    public static DateOnly AddMonths(DateOnly date, double months) => date.AddMonths(Whole(Math.Truncate(months)));

    /// <summary>Days from one date to another; negative when the second is earlier.</summary>
    public static int DaysBetween(DateOnly from, DateOnly to) => to.DayNumber - from.DayNumber;

    /// <summary>Whole months from one date to another, cut towards zero.</summary>
    public static int MonthsBetween(DateOnly from, DateOnly to)
    {
        if (to < from)
            return -MonthsBetween(to, from);
        var months = ((to.Year - from.Year) * 12) + to.Month - from.Month;
        return from.AddMonths(months) > to ? months - 1 : months;
    }

    /// <summary>Full years lived on a day: one more from each birthday on; who was born on 29 February has it on 28 February in short years.</summary>
    public static int Age(DateOnly birth, DateOnly on)
    {
        var years = on.Year - birth.Year;
        return birth.AddYears(years) > on ? years - 1 : years;
    }

    /// <summary>1 for Monday to 7 for Sunday.</summary>
    public static int Weekday(DateOnly date) => date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek;

    private static int Whole(double value) =>
        value is >= int.MinValue and <= int.MaxValue ? (int)value : throw new ArgumentOutOfRangeException(nameof(value));
}
