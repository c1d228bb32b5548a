using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>Instants and dates with durations, which are numbers of seconds. Of a date whole days are counted.</summary>
internal static class TimeCalculations
{
    private const decimal DaySeconds = 86_400;

    /// <summary>The calculation, or null when neither operand is an instant or a date.</summary>
    public static Compiled? Compile(ArithmeticOperator operation, Compiled left, Compiled right)
    {
        if (left.Kind is not (ValueKind.Instant or ValueKind.Date))
            return null;
        var sign = operation switch
        {
            ArithmeticOperator.Add => 1,
            ArithmeticOperator.Subtract => -1,
            _ => throw new NotSupportedException($"{left.Kind} has no {operation}."),
        };
        var (first, second) = (left.Value, right.Value);
        if (right.Kind == left.Kind && sign < 0)
            return new(ValueKind.Decimal, frame => Both(first(frame), second(frame), SecondsBetween));
        Calculations.CheckNumber(right.Kind);
        return left.Kind is ValueKind.Instant
            ? new(left.Kind, frame => Both(first(frame), second(frame), (time, seconds) =>
                Value.Of(time.AsInstant().AddTicks((long)(sign * seconds.AsDecimal() * TimeSpan.TicksPerSecond)))))
            : new(left.Kind, frame => Both(first(frame), second(frame), (day, seconds) =>
                Value.Of(day.AsDate().AddDays((int)decimal.Floor(sign * seconds.AsDecimal() / DaySeconds)))));
    }

    private static Value SecondsBetween(Value left, Value right) => Value.Of(left.Kind is ValueKind.Date
        ? (left.AsDate().DayNumber - right.AsDate().DayNumber) * DaySeconds
        : (decimal)(left.AsInstant() - right.AsInstant()).Ticks / TimeSpan.TicksPerSecond);

    private static Value Both(in Value left, in Value right, Func<Value, Value, Value> calculation)
    {
        if (left.IsEmpty || right.IsEmpty)
            return default;
        try
        {
            return calculation(left, right);
        }
        catch (Exception failure) when (failure is OverflowException or ArgumentOutOfRangeException)
        {
            throw new EvaluationException(StorageMessages.TimeOutOfRange);
        }
    }
}
