using LowCode.Definitions.Values;

namespace LowCode.Storage.LiteDb.Image;

/// <summary>Numbers, dates, times and instants as whole numbers in the same order. Thread-safe.</summary>
internal static class WholeNumbers
{
    private static readonly decimal[] PowersOfTen =
        [.. Enumerable.Range(0, 29).Select(places => decimal.Parse("1" + new string('0', places), System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>The whole number of a value; false when it does not fit.</summary>
    /// <param name="value">Not empty.</param>
    /// <param name="places">Decimal places that the whole number has.</param>
    /// <param name="number">The whole number.</param>
    public static bool TryOf(in Value value, int places, out long number)
    {
        var exact = Exact(value, places);
        var fits = exact is >= long.MinValue and <= long.MaxValue && exact == decimal.Truncate(exact);
        number = fits ? (long)exact : 0;
        return fits;
    }

    /// <summary>The value of a whole number without decimal places.</summary>
    public static Value ToValue(long number, ValueKind kind) => kind switch
    {
        ValueKind.Integer => Value.Of(number),
        ValueKind.Date => Value.Of(DateOnly.FromDayNumber((int)number)),
        ValueKind.Time => Value.Of(new TimeOnly(number)),
        ValueKind.Instant => Value.Of(new DateTimeOffset(number, TimeSpan.Zero)),
        _ => throw new InvalidOperationException($"{kind} is no number."),
    };

    /// <summary>
    /// The whole numbers for which a comparison with a value is true, as the least and the greatest; the least is greater
    /// when it is true for none.
    /// </summary>
    /// <param name="bound">What is compared with; not empty.</param>
    /// <param name="places">Decimal places that the whole numbers have.</param>
    /// <param name="below">True when it is true of those that are less.</param>
    /// <param name="equal">True when it is true of those that are equal.</param>
    /// <param name="above">True when it is true of those that are greater.</param>
    public static (long Least, long Greatest) Range(in Value bound, int places, bool below, bool equal, bool above)
    {
        var exact = Exact(bound, places);
        var least = below ? long.MinValue : equal ? decimal.Ceiling(exact) : decimal.Floor(exact) + 1;
        var greatest = above ? long.MaxValue : equal ? decimal.Floor(exact) : decimal.Ceiling(exact) - 1;
        return least > long.MaxValue || greatest < long.MinValue
            ? (1, 0)
            : ((long)Math.Max(least, long.MinValue), (long)Math.Min(greatest, long.MaxValue));
    }

    private static decimal Exact(in Value value, int places) => value.Kind switch
    {
        ValueKind.Integer or ValueKind.Decimal => Shifted(value.AsDecimal(), places),
        ValueKind.Date => value.AsDate().DayNumber,
        ValueKind.Time => value.AsTime().Ticks,
        ValueKind.Instant => value.AsInstant().UtcTicks,
        _ => throw new InvalidOperationException($"{value.Kind} is no number."),
    };

    // Times ten to the power of places, exactly; what is too large for that is far beyond any whole number.
    private static decimal Shifted(decimal number, int places)
    {
        var rest = places - number.Scale;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        if (rest <= 0)
            return new decimal(bits[0], bits[1], bits[2], number < 0, (byte)-rest);
        var digits = new decimal(bits[0], bits[1], bits[2], number < 0, 0);
        const decimal far = 1_000_000_000_000_000_000_000_000_000m;
        return Math.Abs(digits) > decimal.MaxValue / PowersOfTen[rest] ? Math.Sign(digits) * far : digits * PowersOfTen[rest];
    }
}
