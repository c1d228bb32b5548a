using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>Parts of dates, times and instants; of an instant in UTC.</summary>
internal static class TimeFunctions
{
    public static Compiled Compile(Function function, Compiled argument)
    {
        if (argument.Kind is ValueKind.Empty)
            return new(Result(function), static _ => default);
        var of = argument.Value;
        var part = Part(function, argument.Kind) ?? throw Functions.Wrong(function, argument.Kind);
        return new(Result(function), frame => of(frame) is { IsEmpty: false } value ? part(value) : default);
    }

    private static Func<Value, Value>? Part(Function function, ValueKind kind) => (function, kind) switch
    {
        (Function.Year, ValueKind.Date) => static value => Value.Of((long)value.AsDate().Year),
        (Function.Month, ValueKind.Date) => static value => Value.Of((long)value.AsDate().Month),
        (Function.Day, ValueKind.Date) => static value => Value.Of((long)value.AsDate().Day),
        (Function.Hour, ValueKind.Time) => static value => Value.Of((long)value.AsTime().Hour),
        (Function.Minute, ValueKind.Time) => static value => Value.Of((long)value.AsTime().Minute),
        (Function.Second, ValueKind.Time) => static value => Value.Of((long)value.AsTime().Second),
        (Function.FractionalSeconds, ValueKind.Time) => static _ => Value.Of(0m),
        (Function.Year, ValueKind.Instant) => static value => Value.Of((long)value.AsInstant().Year),
        (Function.Month, ValueKind.Instant) => static value => Value.Of((long)value.AsInstant().Month),
        (Function.Day, ValueKind.Instant) => static value => Value.Of((long)value.AsInstant().Day),
        (Function.Hour, ValueKind.Instant) => static value => Value.Of((long)value.AsInstant().Hour),
        (Function.Minute, ValueKind.Instant) => static value => Value.Of((long)value.AsInstant().Minute),
        (Function.Second, ValueKind.Instant) => static value => Value.Of((long)value.AsInstant().Second),
        (Function.FractionalSeconds, ValueKind.Instant) => static value => Value.Of(value.AsInstant().Millisecond / 1000m),
        (Function.Date, ValueKind.Instant) => static value => Value.Of(DateOnly.FromDateTime(value.AsInstant().UtcDateTime)),
        (Function.Time, ValueKind.Instant) => static value => Value.Of(TimeOnly.FromDateTime(value.AsInstant().UtcDateTime)),
        (Function.TotalOffsetMinutes, ValueKind.Instant) => static _ => Value.Of(0L),
        _ => null,
    };

    private static ValueKind Result(Function function) => function switch
    {
        Function.Year or Function.Month or Function.Day or Function.Hour or Function.Minute or Function.Second
            or Function.TotalOffsetMinutes => ValueKind.Integer,
        Function.FractionalSeconds => ValueKind.Decimal,
        Function.Date => ValueKind.Date,
        Function.Time => ValueKind.Time,
        _ => throw new NotSupportedException($"The function {function} is not supported."),
    };
}
