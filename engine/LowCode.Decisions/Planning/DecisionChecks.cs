using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;

namespace LowCode.Decisions.Planning;

/// <summary>What is left to check of a decision whose definition has been checked.</summary>
internal static class DecisionChecks
{
    public static void Check(DecisionDefinition decision, Diagnostics found)
    {
        foreach (var rule in decision.Rules)
        {
            if (rule.Gate && rule.When is null && rule.Rules.IsEmpty)
                found.Error(DecisionMessages.GateWithoutCondition, rule.At, ("rule", rule.Name));
            Check(rule, rule.Gate, found);
        }
    }

    private static void Check(DecisionRuleDefinition rule, bool inGate, Diagnostics found)
    {
        if (inGate && (rule.Points is not null || rule.Max is not null || rule.Operator == RuleOperator.Sum))
            found.Error(DecisionMessages.GateWithPoints, rule.At, ("rule", rule.Name));
        if (rule.Max < 0)
            found.Error(DecisionMessages.NegativeMax, rule.AtMember("max"), ("rule", rule.Name));
        foreach (var nested in rule.Rules)
            Check(nested, inGate, found);
    }
}
