using System.Collections.Frozen;
using System.Text;
using LowCode.Definitions.Messages;
using LowCode.Rules.Functions;
using LowCode.Rules.Results;
using LowCode.Rules.Running;
namespace LowCode.Rules.Compiling;

/// <summary>JavaScript's methods of texts, over UTF-16 code units. Thread-safe.</summary>
internal static class TextWork
{
    /// <summary>The parts one behind the other, within the limit.</summary>
    public static string Join(string[] parts)
    {
        var length = 0L;
        foreach (var part in parts)
            length += part.Length;
        return length <= Limits.Characters ? string.Concat(parts) : throw TooLong();
    }

    public static string Join(string one, string other) => Short(string.Concat(one, other));

    public static string Join(string one, string other, string third) => Short(string.Concat(one, other, third));

    public static string Join(string one, string other, string third, string fourth) => Short(string.Concat(one, other, third, fourth));

    public static string Join(RuleValue[] items, string separator)
    {
        var text = new StringBuilder();
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0)
                text.Append(separator);
            if (!items[i].IsNothing)
                text.Append(Conversions.ToText(items[i]));
            if (text.Length > Limits.Characters)
                throw TooLong();
        }
        return text.ToString();
    }

    /// <summary>Whether a text is among some; null is not.</summary>
    public static bool IsOneOf(string? text, FrozenSet<string> some) => text is not null && some.Contains(text);

    public static bool Includes(string text, string part) => text.Contains(part, StringComparison.Ordinal);

    public static bool StartsWith(string text, string part) => text.StartsWith(part, StringComparison.Ordinal);

    public static bool EndsWith(string text, string part) => text.EndsWith(part, StringComparison.Ordinal);

    public static double IndexOf(string text, string part) => text.IndexOf(part, StringComparison.Ordinal);

    public static double LastIndexOf(string text, string part) => text.LastIndexOf(part, StringComparison.Ordinal);

    public static string Slice(string text, double start, double end)
    {
        var (from, to) = Range.Of(text.Length, start, end);
        return text[from..to];
    }

    public static string Substring(string text, double start, double end)
    {
        var from = Range.Clamp(start, text.Length);
        var to = Range.Clamp(end, text.Length);
        return from <= to ? text[from..to] : text[to..from];
    }

    public static string CharAt(string text, double index)
    {
        var at = Range.Whole(index);
        return at >= 0 && at < text.Length ? text[(int)at].ToString() : "";
    }

    public static RuleValue At(string text, double index)
    {
        var at = Range.FromEnd(text.Length, index);
        return at >= 0 && at < text.Length ? RuleValue.Of(text[(int)at].ToString()) : RuleValue.Undefined;
    }

    /// <summary><c>text[index]</c>.</summary>
    public static RuleValue Item(string text, double index) =>
        index >= 0 && index < text.Length && Math.Truncate(index) == index ? RuleValue.Of(text[(int)index].ToString()) : RuleValue.Undefined;

    public static string Trim(string text) => text.Trim(NumberTexts.Space);

    public static string TrimStart(string text) => text.TrimStart(NumberTexts.Space);

    public static string TrimEnd(string text) => text.TrimEnd(NumberTexts.Space);

    public static RuleValue[] Split(string text, string separator)
    {
        if (separator.Length > 0)
            return [.. text.Split(separator).Select(RuleValue.Of)];
        return [.. text.Select(unit => RuleValue.Of(unit.ToString()))];
    }

    private static string Short(string text) => text.Length <= Limits.Characters ? text : throw TooLong();

    private static RuleFailure TooLong() => new(RuleFailureMessages.TextLength, ("max", Limits.Characters));
}

/// <summary>JavaScript's positions: cut to whole numbers, counted from the end when negative, kept within bounds.</summary>
internal static class Range
{
    /// <summary>ToIntegerOrInfinity.</summary>
    public static double Whole(double number) => double.IsNaN(number) ? 0 : Math.Truncate(number);

    /// <summary>As <c>slice</c> takes its ends.</summary>
    public static (int From, int To) Of(int length, double start, double end)
    {
        var from = Relative(length, start);
        return (from, Math.Max(from, Relative(length, end)));
    }

    /// <summary>An end that may not be given.</summary>
    public static double End(RuleValue end) => end is { IsNothing: true, IsNull: false } ? double.PositiveInfinity : Conversions.ToNumber(end);

    /// <summary>As <c>at</c> takes its index; may lie outside.</summary>
    public static double FromEnd(int length, double index) => Whole(index) is var at && at < 0 ? length + at : at;

    /// <summary>As <c>substring</c> takes its ends.</summary>
    public static int Clamp(double index, int length) => (int)Math.Clamp(Whole(index), 0, length);

    private static int Relative(int length, double index) => (int)Math.Clamp(FromEnd(length, index), 0, length);
}
