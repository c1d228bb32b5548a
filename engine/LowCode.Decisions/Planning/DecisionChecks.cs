using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Rules;

namespace LowCode.Decisions.Planning;

/// <summary>What can be wrong with a decision beside its rules' text.</summary>
internal static class DecisionChecks
{
    public static void Check(DecisionDefinition decision, RuleProgramBuilder rules)
    {
        var found = rules.Diagnostics;
        if (decision.Rules.IsEmpty)
            found.Error(DecisionMessages.NoRules, decision.At, ("decision", decision.Name));
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in decision.Rules)
            CheckRule(rule, decision.Mode, true, names, found);
        CheckGrades(decision, found);
        foreach (var field in rules.Form.Fields.SelectMany(Flat).Where(field => field.Decision == decision.Name))
            CheckOutcomes(decision, field, rules);
    }

    private static void CheckRule(DecisionRuleDefinition rule, DecisionMode mode, bool top, HashSet<string> names, Diagnostics found)
    {
        void Error(Message message, params ReadOnlySpan<(string, object?)> arguments) =>
            found.Error(message, rule.At, [("rule", rule.Name), .. arguments]);

        if (!names.Add(rule.Name))
            Error(DecisionMessages.DuplicateRule);
        if (rule.When is null && rule.Rules.IsEmpty)
            Error(DecisionMessages.NothingToAsk);
        if (rule.Rules.IsEmpty && rule.Operator != RuleOperator.And)
            Error(DecisionMessages.OperatorUnused, ("property", "operator"));
        if (rule.Gate && !top)
            Error(DecisionMessages.NestedGate);

        var decides = top && (mode == DecisionMode.First || rule.Gate);
        if (decides && rule.Outcome is null)
            Error(DecisionMessages.OutcomeMissing);
        if (!decides && rule.Outcome is not null)
            Error(DecisionMessages.OutcomeUnused);

        var scored = rule.Points is not null || rule.Max is not null || rule.Operator == RuleOperator.Sum;
        if (rule.Gate && scored)
            Error(DecisionMessages.GateWithPoints);
        else if (mode == DecisionMode.First && scored)
            found.Error(DecisionMessages.ScoreOnly, rule.At, ("property", rule.Points is not null ? "points" : rule.Max is not null ? "max" : "sum"));
        if (rule.Max < 0)
            Error(DecisionMessages.NegativeMax);

        foreach (var nested in rule.Rules)
            CheckRule(nested, mode, false, names, found);
    }

    private static void CheckGrades(DecisionDefinition decision, Diagnostics found)
    {
        if (decision.Mode == DecisionMode.First && !decision.Grades.IsEmpty)
            found.Error(DecisionMessages.ScoreOnly, decision.Grades[0].At, ("property", "grades"));
        var from = new HashSet<decimal>();
        foreach (var grade in decision.Grades.Where(grade => !from.Add(grade.From)))
            found.Error(DecisionMessages.DuplicateGrade, grade.At, ("from", grade.From));
    }

    // A computed choice shows the outcome by its title in an option list; an outcome that is not there would show as nothing.
    private static void CheckOutcomes(DecisionDefinition decision, FieldDefinition field, RuleProgramBuilder rules)
    {
        if (field.Options is null || rules.Environment.OptionList(field.Options) is not { } options)
            return;
        var outcomes = decision.Rules.Select(rule => (rule.Outcome, rule.At))
            .Concat(decision.Grades.Select(grade => ((string?)grade.Outcome, grade.At)))
            .Append((decision.Otherwise, decision.At));
        foreach (var (outcome, at) in outcomes)
        {
            if (outcome is not null && options.Find(outcome) is null)
            {
                rules.Diagnostics.Error(
                    DecisionMessages.OutcomeNotOffered, at, ("outcome", outcome), ("options", field.Options), ("field", field.Name));
            }
        }
    }

    private static IEnumerable<FieldDefinition> Flat(FieldDefinition field) =>
        field.Type.IsGroup ? field.Fields.SelectMany(Flat) : [field];
}
