namespace LowCode.Definitions.Values;

/// <summary>Calendar dates as stores keep them: ten ASCII characters, <c>2026-06-01</c>. Thread-safe.</summary>
internal static class IsoDate
{
    /// <summary>Reads a date.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static DateOnly Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length != 10 || text[4] != '-' || text[7] != '-')
            throw Wrong(text);
        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..]));
        return year is >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : throw Wrong(text);
    }

    // -1 and less when something else than digits is in it.
    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
            number = digit is >= (byte)'0' and <= (byte)'9' ? (number * 10) + (digit - '0') : -100_000;
        return number;
    }

    private static FormatException Wrong(ReadOnlySpan<byte> text) => new($"'{System.Text.Encoding.UTF8.GetString(text)}' is not a date.");
}
