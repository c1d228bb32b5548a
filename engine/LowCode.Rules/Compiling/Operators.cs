using LowCode.Rules.Results;
using LowCode.Rules.Types;
namespace LowCode.Rules.Compiling;

/// <summary>JavaScript's operators over values whose kinds are known only when a rule runs. Thread-safe.</summary>
internal static class Operators
{
    public static RuleValue Add(RuleValue left, RuleValue right) => left.IsText || right.IsText
        ? RuleValue.Of(TextWork.Join([Conversions.ToText(left), Conversions.ToText(right)]))
        : RuleValue.Of(Conversions.ToNumber(left) + Conversions.ToNumber(right));

    /// <summary><c>===</c>; of two lists or objects at most one may be given.</summary>
    public static bool StrictEquals(RuleValue left, RuleValue right) => left.Kind == right.Kind && left.Kind switch
    {
        RuleKinds.Number or RuleKinds.Boolean => left.Number == right.Number,
        RuleKinds.Text => left.Text == right.Text,
        RuleKinds.List or RuleKinds.Object => ReferenceEquals(left.Reference, right.Reference),
        _ => true,
    };

    /// <summary><c>==</c> of scalars.</summary>
    public static bool LooseEquals(RuleValue left, RuleValue right)
    {
        if (left.IsNothing || right.IsNothing)
            return left.IsNothing && right.IsNothing;
        return left.Kind == right.Kind ? StrictEquals(left, right) : Conversions.ToNumber(left) == Conversions.ToNumber(right);
    }

    // Texts by their UTF-16 code units; anything else as numbers, where NaN is neither below nor above.
    public static bool Less(RuleValue left, RuleValue right) => left.IsText && right.IsText
        ? string.CompareOrdinal(left.Text, right.Text) < 0
        : Conversions.ToNumber(left) < Conversions.ToNumber(right);

    public static bool LessOrEqual(RuleValue left, RuleValue right) => left.IsText && right.IsText
        ? string.CompareOrdinal(left.Text, right.Text) <= 0
        : Conversions.ToNumber(left) <= Conversions.ToNumber(right);
}
