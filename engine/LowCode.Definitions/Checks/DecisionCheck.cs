using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;

namespace LowCode.Definitions.Checks;

/// <summary>A decision: what its mode allows, and whether every outcome can come about.</summary>
internal static class DecisionCheck
{
    public static void Check(CheckScope scope, DecisionDefinition decision)
    {
        scope.Name(decision.Name, decision.AtMember("decision"));
        scope.Form(decision.Form, decision.AtMember("form"));
        scope.NotEmpty(decision, "rules");
        scope.Unique(All(decision.Rules).Select(rule => (rule.Name, rule.AtMember("name"))));
        foreach (var rule in decision.Rules)
            Rule(scope, decision.Mode, rule, isNested: false);
        if (decision.Mode == DecisionMode.Score)
        {
            ScoreCheck.Check(scope, decision);
            return;
        }
        if (decision.Positions.Has("grades"))
            NotInMode(scope, decision.AtName("grades"), "grades", decision.Mode);
        Order(scope, decision);
    }

    /// <summary>The outcomes that a decision may give, each once.</summary>
    public static IEnumerable<string> Outcomes(DecisionDefinition decision) =>
        decision.Rules.Select(rule => rule.Outcome).Append(decision.Otherwise).OfType<string>()
            .Concat(decision.Grades.Select(grade => grade.Outcome)).Where(outcome => outcome.Length > 0).Distinct(StringComparer.Ordinal);

    private static IEnumerable<DecisionRuleDefinition> All(IEnumerable<DecisionRuleDefinition> rules) =>
        rules.SelectMany(rule => All(rule.Rules).Prepend(rule));

    private static void Rule(CheckScope scope, DecisionMode mode, DecisionRuleDefinition rule, bool isNested)
    {
        scope.Name(rule.Name, rule.AtMember("name"));
        if (rule.Positions.Has("operator") && rule.Rules.IsEmpty && !rule.Positions.Has("rules"))
            scope.Warning(DecisionDefinitionMessages.NothingNested, rule.AtName("operator"));
        foreach (var nested in rule.Rules)
            Rule(scope, mode, nested, isNested: true);
        var hasOutcome = rule.Positions.Has("outcome");
        if (isNested)
        {
            OnlyOnTop(scope, rule, "gate");
            OnlyOnTop(scope, rule, "outcome");
        }
        else if (rule.Gate && !hasOutcome)
        {
            scope.Error(DecisionDefinitionMessages.GateWithoutOutcome, rule.At);
        }
        if (mode == DecisionMode.First)
        {
            foreach (var property in new[] { "points", "max" })
            {
                if (rule.Positions.Has(property))
                    NotInMode(scope, rule.AtName(property), property, mode);
            }
            if (rule.Operator == RuleOperator.Sum)
                NotInMode(scope, rule.AtMember("operator"), "sum", mode);
            if (!isNested && !rule.Gate && !hasOutcome)
                scope.Error(DecisionDefinitionMessages.RuleWithoutOutcome, rule.At);
        }
        else if (!isNested && !rule.Gate && hasOutcome)
        {
            NotInMode(scope, rule.AtName("outcome"), "outcome", mode);
        }
    }

    /// <summary>In the mode first: nothing comes behind a rule that always holds.</summary>
    private static void Order(CheckScope scope, DecisionDefinition decision)
    {
        DecisionRuleDefinition? always = null;
        foreach (var rule in decision.Rules)
        {
            if (always is not null)
                scope.Warning(DecisionDefinitionMessages.RuleUnreachable, rule.AtMember("name"), ("rule", always.Name));
            else if (!rule.Gate && rule.Rules.IsEmpty && (rule.When?.Text == "true" || !rule.Positions.Has("when")))
                always = rule;
        }
        if (always is not null && decision.Otherwise is not null)
            scope.Warning(DecisionDefinitionMessages.OtherwiseUnreachable, decision.AtName("otherwise"), ("rule", always.Name));
    }

    private static void OnlyOnTop(CheckScope scope, DecisionRuleDefinition rule, string property)
    {
        if (rule.Positions.Has(property))
            scope.Error(DecisionDefinitionMessages.OnlyOnTop, rule.AtName(property), ("property", property));
    }

    private static void NotInMode(CheckScope scope, SourceLocation at, string property, DecisionMode mode) =>
        scope.Error(DecisionDefinitionMessages.NotInMode, at,
            ("property", property), ("mode", mode == DecisionMode.First ? "first" : "score"));
}
