using System.Collections.Frozen;
using LowCode.Definitions.Messages;
using LowCode.Rules.Functions;
using LowCode.Rules.Results;
using LowCode.Rules.Running;
namespace LowCode.Rules.Compiling;

/// <summary>Standard functions over scalars: options, numbers, dates. Thread-safe.</summary>
internal static class FunctionWork
{
    /// <summary>The functions that <see cref="OnDates"/> answers.</summary>
    public static readonly FrozenSet<string> OfDates = FrozenSet.Create(StringComparer.Ordinal,
        "date", "addDays", "addMonths", "addYears", "daysBetween", "monthsBetween", "hoursBetween", "year", "month", "day", "weekday", "age");

    public static RuleValue OptionText(FrozenDictionary<string, string?> texts, RuleValue code)
    {
        if (code.IsList)
            return RuleValue.Of(code.List.Select(item => OptionText(texts, item)).ToArray());
        return code.IsText && texts.TryGetValue(code.Text, out var text) ? RuleValue.OfOptional(text) : RuleValue.Null;
    }

    /// <summary>Math.round: halves up, -0 kept.</summary>
    public static double Round(double number)
    {
        var below = Math.Floor(number);
        var rounded = number - below >= 0.5 ? below + 1 : below;
        return rounded == 0 && double.IsNegative(number) ? -0.0 : rounded;
    }

    // Not the framework's: its compiler takes Math.Min(-0.0, x) of a constant for 0 on some processors (.NET 10).

    /// <summary>Math.min of two: NaN when either is, -0 below 0.</summary>
    public static double Least(double left, double right) =>
        left < right || double.IsNaN(left) || (left == right && double.IsNegative(left)) ? left : right;

    /// <summary>Math.max of two: NaN when either is, 0 above -0.</summary>
    public static double Greatest(double left, double right) =>
        left > right || double.IsNaN(left) || (left == right && !double.IsNegative(left)) ? left : right;

    public static double Sign(double number) => double.IsNaN(number) || number == 0 ? number : Math.Sign(number);

    public static bool IsNaN(RuleValue value) => value.IsNumber && double.IsNaN(value.Number);

    public static bool IsFinite(RuleValue value) => value.IsNumber && double.IsFinite(value.Number);

    public static bool IsInteger(RuleValue value) => IsFinite(value) && Math.Truncate(value.Number) == value.Number;

    /// <summary>A function of dates; null when an argument that it needs is nothing.</summary>
    /// <exception cref="RuleFailure">A text is no date, or the result lies outside the years 1 to 9999.</exception>
    public static RuleValue OnDates(string name, RuleValue[] arguments, DateOnly today)
    {
        if (name == "date")
        {
            return Dates.Of(Number(0), Number(1), Number(2)) is { } date ? Date(date) : RuleValue.Null;
        }
        foreach (var argument in arguments)
        {
            if (argument.IsNothing)
                return RuleValue.Null;
        }
        try
        {
            return name switch
            {
                "addDays" => Date(Dates.AddDays(Day(0), Number(1))),
                "addMonths" => Date(Dates.AddMonths(Day(0), Number(1))),
                "addYears" => Date(Dates.AddMonths(Day(0), Math.Truncate(Number(1)) * 12)),
                "daysBetween" => RuleValue.Of((double)Dates.DaysBetween(Day(0), Day(1))),
                "monthsBetween" => RuleValue.Of((double)Dates.MonthsBetween(Day(0), Day(1))),
                "hoursBetween" => HoursBetween(arguments[0], arguments[1]),
                "year" => RuleValue.Of((double)Day(0).Year),
                "month" => RuleValue.Of((double)Day(0).Month),
                "day" => RuleValue.Of((double)Day(0).Day),
                "weekday" => RuleValue.Of((double)Dates.Weekday(Day(0))),
                _ => RuleValue.Of((double)Dates.Age(Day(0), arguments.Length > 1 ? Day(1) : today)),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new RuleFailure(RuleFailureMessages.DateRange);
        }

        double Number(int index) => Conversions.ToNumber(arguments[index]);

        DateOnly Day(int index) => Dates.TryRead(arguments[index].Text, out var date) ? date : throw NotADate(arguments[index]);
    }

    private static RuleValue HoursBetween(RuleValue from, RuleValue to)
    {
        var end = Instant(to);
        return RuleValue.Of((end - Instant(from)).TotalMilliseconds / 3_600_000);
    }

    private static DateTimeOffset Instant(RuleValue value) => Dates.TryReadInstant(value.Text, out var instant) ? instant : throw NotADate(value);

    private static RuleFailure NotADate(RuleValue value) => new(RuleFailureMessages.NotADate, ("value", Conversions.ToText(value)));

    private static RuleValue Date(DateOnly date) => RuleValue.Of(Dates.Write(date));
}
