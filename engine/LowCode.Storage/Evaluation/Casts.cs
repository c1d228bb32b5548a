using System.Globalization;
using LowCode.Definitions.Values;

namespace LowCode.Storage.Evaluation;

/// <summary>Values as values of another kind; empty when they are none.</summary>
internal static class Casts
{
    public static Compiled Compile(Compiled operand, ValueKind kind)
    {
        var of = operand.Value;
        if (operand.Kind == kind)
            return operand;
        if (operand.Kind is ValueKind.Empty)
            return new(kind, static _ => default);
        var cast = From(operand.Kind, kind) ?? throw new NotSupportedException($"{operand.Kind} cannot be cast to {kind}.");
        return new(kind, frame => of(frame) is { IsEmpty: false } value ? cast(value) : default);
    }

    private static Func<Value, Value>? From(ValueKind from, ValueKind to) => (from, to) switch
    {
        (ValueKind.Text, _) => Parse(to),
        (ValueKind.Codes or ValueKind.Location or ValueKind.Files or ValueKind.Rows, _) => null,
        (_, ValueKind.Text) => static value => Value.Of(ToText(value)),
        (ValueKind.Integer, ValueKind.Decimal) => static value => Value.Of(value.AsDecimal()),
        (ValueKind.Decimal, ValueKind.Integer) => static value => Whole(value.AsDecimal()),
        (ValueKind.Date, ValueKind.Instant) => static value => Value.Of(new DateTimeOffset(value.AsDate(), TimeOnly.MinValue, TimeSpan.Zero)),
        (ValueKind.Instant, ValueKind.Date) => static value => Value.Of(DateOnly.FromDateTime(value.AsInstant().UtcDateTime)),
        (ValueKind.Instant, ValueKind.Time) => static value => Value.Of(TimeOnly.FromDateTime(value.AsInstant().UtcDateTime)),
        _ => null,
    };

    private static string ToText(in Value value) => value.Kind switch
    {
        ValueKind.Boolean => value.AsBoolean() ? "true" : "false",
        // Equal numbers have one text, whatever zeros they came with.
        ValueKind.Decimal => value.AsDecimal().ToString("0.############################", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static Value Whole(decimal number)
    {
        var whole = decimal.Truncate(number);
        return whole is >= long.MinValue and <= long.MaxValue ? Value.Of((long)whole) : default;
    }

    private static Func<Value, Value>? Parse(ValueKind kind)
    {
        var culture = CultureInfo.InvariantCulture;
        return kind switch
        {
            ValueKind.Boolean => static value => value.AsText() switch { "true" => Value.Of(true), "false" => Value.Of(false), _ => default },
            ValueKind.Integer => value => long.TryParse(value.AsText(), NumberStyles.AllowLeadingSign, culture, out var whole) ? Value.Of(whole) : default,
            ValueKind.Decimal => value => decimal.TryParse(value.AsText(), NumberStyles.Float, culture, out var number) ? Value.Of(number) : default,
            ValueKind.Id => static value => Guid.TryParseExact(value.AsText(), "D", out var id) ? Value.Of(id) : default,
            ValueKind.Date => value => DateOnly.TryParseExact(value.AsText(), "yyyy-MM-dd", culture, DateTimeStyles.None, out var date) ? Value.Of(date) : default,
            ValueKind.Time => value => TimeOnly.TryParseExact(value.AsText(), ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"], culture, DateTimeStyles.None, out var time) ? Value.Of(time) : default,
            ValueKind.Instant => value => DateTimeOffset.TryParse(value.AsText(), culture, DateTimeStyles.AssumeUniversal, out var instant) ? Value.Of(instant) : default,
            _ => null,
        };
    }
}
