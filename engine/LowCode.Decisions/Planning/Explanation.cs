using System.Collections.Immutable;
using LowCode.Decisions.Execution;
using LowCode.Decisions.Outcomes;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Rules;

namespace LowCode.Decisions.Planning;

/// <summary>Builds the explained tree of one decision while its stages are asked, and adds the points.</summary>
internal sealed class Explanation(Inquiry inquiry, RuleSession session, Row root, DecisionMode mode)
{
    private readonly Dictionary<int, DecidedRule> _tops = [];

    /// <summary>Points of all top rules explained so far.</summary>
    public decimal Points { get; private set; }

    /// <summary>Explains a top rule whose stage was asked.</summary>
    public void Explain(PlannedRule rule)
    {
        var explained = Explain(rule, true);
        Points += explained.Points ?? 0;
        _tops[rule.Number] = explained;
    }

    /// <summary>What a top rule came to; <paramref name="by"/> is the one that gave the outcome.</summary>
    public DecidedRule Of(PlannedRule rule, PlannedRule? by)
    {
        var explained = _tops.GetValueOrDefault(rule.Number) ?? Explain(rule, false);
        return rule == by ? explained with { Outcome = rule.Definition.Outcome } : explained;
    }

    private DecidedRule Explain(PlannedRule rule, bool asked)
    {
        var definition = rule.Definition;
        bool? held = asked ? inquiry.Held(rule.Number) : null;
        var inner = asked && (rule.When is null || inquiry.Holds(rule.Number));
        ImmutableArray<DecidedRule> nested = [.. rule.Rules.Select(child => Explain(child, inner))];
        return DecidedRule.Of(definition, held) with
        {
            Points = mode == DecisionMode.Score && asked && rule.Scores ? Score(rule, held == true, nested) : null,
            Rules = nested,
        };
    }

    private decimal Score(PlannedRule rule, bool held, ImmutableArray<DecidedRule> nested)
    {
        if (!held)
            return 0;
        var own = rule.Points is { } points ? session.Number(points, root) : 0;
        var sum = own + nested.Sum(child => child.Points ?? 0);
        return rule.Definition.Max is { } max ? Math.Min(max, sum) : sum;
    }
}
