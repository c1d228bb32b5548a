using System.Collections.Immutable;
using LowCode.Decisions.Outcomes;
using LowCode.Definitions.Model;

namespace LowCode.Decisions.Planning;

/// <summary>
/// A decision that has been taken over one record: what it came to at once, and why for whoever asks, which costs more
/// than taking it did. Not thread-safe.
/// </summary>
public sealed class TakenDecision
{
    private readonly DecisionDefinition _decision;
    private readonly ImmutableArray<PlannedRule> _tops;
    private readonly RuleTally _answers;
    private readonly PlannedRule? _by;

    internal TakenDecision(DecisionDefinition decision, ImmutableArray<PlannedRule> tops, RuleTally answers, PlannedRule? by)
    {
        _decision = decision;
        _tops = tops;
        _answers = answers;
        _by = by;
        decimal? points = decision.Mode == DecisionMode.Score && by is null ? answers.Points : null;
        Verdict = new Verdict(by?.Definition.Outcome ?? Grade(decision, points) ?? decision.Otherwise, points);
    }

    /// <summary>What it came to.</summary>
    public Verdict Verdict { get; }

    /// <summary>The outcome with every reason. Asks no rule.</summary>
    public DecisionOutcome Explain() => new(_decision.Name, Verdict.Outcome, Verdict.Points, [.. _tops.Select(ExplainTop)])
    {
        Title = _decision.Title,
        By = _by?.Definition.Name,
    };

    private static string? Grade(DecisionDefinition decision, decimal? points)
    {
        GradeDefinition? best = null;
        foreach (var grade in decision.Grades)
        {
            if (points >= grade.From && (best is null || grade.From > best.From))
                best = grade;
        }
        return best?.Outcome;
    }

    private DecidedRule ExplainTop(PlannedRule rule)
    {
        var explained = Explain(rule);
        return rule == _by ? explained with { Outcome = rule.Definition.Outcome } : explained;
    }

    private DecidedRule Explain(PlannedRule rule) => DecidedRule.Of(rule.Definition, _answers.Held(rule)) with
    {
        Points = _answers.PointsOf(rule),
        Rules = [.. rule.Rules.Select(Explain)],
    };
}
