using Jint.Native;
using Jint.Runtime;
using LowCode.Rules.Functions;
using LowCode.Rules.Types;

namespace LowCode.Rules.Results;

/// <summary>JavaScript's conversions between scalars. What needs its grammar of numbers is asked of the engine's own converter. Thread-safe.</summary>
internal static class Conversions
{
    public static double ToNumber(RuleValue value) => value.Kind switch
    {
        RuleKinds.Number or RuleKinds.Boolean => value.Number,
        RuleKinds.Null => 0,
        RuleKinds.Text => ToNumber(value.Text),
        RuleKinds.None => double.NaN,
        _ => throw new InvalidOperationException("A list or object is no number."),
    };

    public static double ToNumber(string text)
    {
        if (text.Length is 0 or > 15)
            return TypeConverter.ToNumber(JsString.Create(text));
        var number = 0L;
        foreach (var unit in text)
        {
            if (!char.IsAsciiDigit(unit))
                return TypeConverter.ToNumber(JsString.Create(text));
            number = (number * 10) + (unit - '0');
        }
        return number;
    }

    public static string ToText(RuleValue value) => value.Kind switch
    {
        RuleKinds.Text => value.Text,
        RuleKinds.Number => ToText(value.Number),
        RuleKinds.Boolean => value.Boolean ? "true" : "false",
        RuleKinds.Null => "null",
        RuleKinds.None => "undefined",
        _ => throw new InvalidOperationException("A list or object is no text."),
    };

    public static string ToText(double number) => NumberTexts.Write(number);

    public static bool Truth(RuleValue value) => value.Kind switch
    {
        RuleKinds.Boolean => value.Number != 0,
        RuleKinds.Number => Truth(value.Number),
        RuleKinds.Text => value.Text.Length > 0,
        RuleKinds.List or RuleKinds.Object => true,
        _ => false,
    };

    public static bool Truth(double number) => number != 0 && !double.IsNaN(number);

    public static bool Truth(string? text) => !string.IsNullOrEmpty(text);
}
