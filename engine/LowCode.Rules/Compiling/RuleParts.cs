using LowCode.Rules.Results;

namespace LowCode.Rules.Compiling;

/// <summary>What a <see cref="RuleValue"/> holds, read by methods.</summary>
internal static class RuleParts
{
    public static bool IsNothing(RuleValue value) => value.IsNothing;

    public static bool IsEmpty(RuleValue value) => value.IsEmpty;

    public static bool Boolean(RuleValue value) => value.Boolean;

    public static double Number(RuleValue value) => value.Number;

    public static string Text(RuleValue value) => value.Text;

    public static RuleValue[] List(RuleValue value) => value.List;
}
