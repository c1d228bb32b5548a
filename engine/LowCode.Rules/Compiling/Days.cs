using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Rules.Functions;
using LowCode.Rules.Results;
using LowCode.Rules.Running;
namespace LowCode.Rules.Compiling;

/// <summary>
/// Dates as their day number (<see cref="DateOnly.DayNumber"/>), so that nothing is written and read again between a
/// slot and a comparison. <see cref="None"/> is null. As texts they compare the same: years have four digits. Thread-safe.
/// </summary>
internal static class Days
{
    /// <summary>No date.</summary>
    public const int None = int.MinValue;

    /// <summary>The day of a text that is a date, or of nothing.</summary>
    public static int OfValue(RuleValue value)
    {
        if (value.IsNothing)
            return None;
        return Dates.TryRead(value.Text, out var date)
            ? date.DayNumber
            : throw new RuleFailure(RuleFailureMessages.NotADate, ("value", value.Text));
    }

    public static RuleValue ToValue(int day) => day == None ? RuleValue.Null : RuleValue.Of(Dates.Write(DateOnly.FromDayNumber(day)));

    public static Value ToStored(int day) => day == None ? Value.Empty : Value.Of(DateOnly.FromDayNumber(day));

    /// <summary>JavaScript's &lt;: null counts as 0, a date as no number.</summary>
    public static bool Less(int left, int right) => left < right && left != None;

    /// <summary>JavaScript's &lt;=: of two nulls true.</summary>
    public static bool LessOrEqual(int left, int right) => left == right || Less(left, right);

    public static int Of(double year, double month, double day) => Dates.Of(year, month, day) is { } date ? date.DayNumber : None;

    public static int AddDays(int day, double days) => Moved(day, days, Dates.AddDays);

    public static int AddMonths(int day, double months) => Moved(day, months, Dates.AddMonths);

    public static int AddYears(int day, double years) => Moved(day, Math.Truncate(years) * 12, Dates.AddMonths);

    public static RuleValue DaysBetween(int from, int to) => Between(from, to, Dates.DaysBetween);

    public static RuleValue MonthsBetween(int from, int to) => Between(from, to, Dates.MonthsBetween);

    public static RuleValue Age(int birth, int on) => Between(birth, on, Dates.Age);

    public static RuleValue Year(int day) => Part(day, static date => date.Year);

    public static RuleValue Month(int day) => Part(day, static date => date.Month);

    public static RuleValue Day(int day) => Part(day, static date => date.Day);

    public static RuleValue Weekday(int day) => Part(day, Dates.Weekday);

    private static int Moved(int day, double by, Func<DateOnly, double, DateOnly> move)
    {
        if (day == None)
            return None;
        try
        {
            return move(DateOnly.FromDayNumber(day), by).DayNumber;
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new RuleFailure(RuleFailureMessages.DateRange);
        }
    }

    private static RuleValue Between(int from, int to, Func<DateOnly, DateOnly, int> measure)
    {
        if (from == None || to == None)
            return RuleValue.Null;
        try
        {
            return RuleValue.Of((double)measure(DateOnly.FromDayNumber(from), DateOnly.FromDayNumber(to)));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new RuleFailure(RuleFailureMessages.DateRange);
        }
    }

    private static RuleValue Part(int day, Func<DateOnly, int> part) => day == None ? RuleValue.Null : RuleValue.Of((double)part(DateOnly.FromDayNumber(day)));
}
