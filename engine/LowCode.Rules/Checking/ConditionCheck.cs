using LowCode.Definitions.Messages;
using LowCode.Rules.Expressions;
using LowCode.Rules.Types;

namespace LowCode.Rules.Checking;

/// <summary>Finds conditions that cannot mean what they say: constants, lists.</summary>
internal static class ConditionCheck
{
    /// <summary>Checks an expression that is asked whether it is truthy.</summary>
    public static void Check(RuleExpression condition, int at, Reporter report)
    {
        var type = condition.Type;
        if (condition is Constant { Value: not bool } constant && !constant.Type.IsBroken)
            report.Error(RuleMessages.ConstantCondition, at);
        else if (type.MayBe(RuleKinds.List) || (type.MayBe(RuleKinds.Object) && type.IsOnly(RuleKinds.Object)))
            report.Error(RuleMessages.ListAsCondition, at, ("type", type.Title));
    }

    /// <summary>Checks the condition that a rule as a whole is: also both sides and branches of what it is made of.</summary>
    public static void CheckWhole(RuleExpression condition, int at, Reporter report)
    {
        switch (condition)
        {
            case Logical { Operator: not "??" } logical:
                CheckWhole(logical.Right, at, report);
                break;
            case Conditional conditional:
                CheckWhole(conditional.Then, at, report);
                CheckWhole(conditional.Else, at, report);
                break;
            default:
                Check(condition, at, report);
                break;
        }
    }
}
