using System.Collections.Frozen;
using LowCode.Definitions.Messages;
using LowCode.Rules.Functions;
using LowCode.Rules.Results;
using LowCode.Rules.Running;
namespace LowCode.Rules.Compiling;

/// <summary>Standard functions over scalars: options, numbers, dates. Thread-safe.</summary>
internal static class FunctionWork
{
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

    /// <summary>Hours from one instant to another; null when one is nothing.</summary>
    /// <exception cref="RuleFailure">A text is no instant.</exception>
    public static RuleValue HoursBetween(RuleValue from, RuleValue to)
    {
        if (from.IsNothing || to.IsNothing)
            return RuleValue.Null;
        var end = Instant(to);
        return RuleValue.Of((end - Instant(from)).TotalMilliseconds / 3_600_000);
    }

    private static DateTimeOffset Instant(RuleValue value) => Dates.TryReadInstant(value.Text, out var instant) ? instant : throw NotADate(value);

    private static RuleFailure NotADate(RuleValue value) => new(RuleFailureMessages.NotADate, ("value", Conversions.ToText(value)));
}
