using LowCode.Decisions.Execution;
using LowCode.Definitions.Model;
using LowCode.Rules;

namespace LowCode.Decisions.Planning;

/// <summary>What the rules of one decision came to over one record: asked, held, points. Filled stage by stage.</summary>
internal sealed class RuleTally(Inquiry inquiry, RuleAnswers said, DecisionMode mode, int rules)
{
    private readonly bool[] _asked = new bool[rules];
    private readonly decimal[]? _points = mode == DecisionMode.Score ? new decimal[rules] : null;

    /// <summary>Points of all top rules so far.</summary>
    public decimal Points { get; private set; }

    /// <summary>Takes in a top rule whose stage was asked; a rule of its points may fail.</summary>
    public void Add(PlannedRule rule) => Points += Add(rule, true);

    /// <summary>Whether a rule held; null when it was not asked.</summary>
    public bool? Held(PlannedRule rule) => _asked[rule.Number] ? inquiry.Held(rule.Number) : null;

    /// <summary>The points that a rule and those nested in it gave; null when it has none to give or was not asked.</summary>
    public decimal? PointsOf(PlannedRule rule) => _points is not null && _asked[rule.Number] && rule.Scores ? _points[rule.Number] : null;

    private decimal Add(PlannedRule rule, bool asked)
    {
        _asked[rule.Number] = asked;
        var inner = asked && (rule.When is null || inquiry.Holds(rule.Number));
        var sum = 0m;
        foreach (var nested in rule.Rules)
            sum += Add(nested, inner);
        if (_points is null || !asked || !rule.Scores || !inquiry.Held(rule.Number))
            return 0;
        if (rule.Points is { } points)
            sum += said.Number(points);
        if (rule.Definition.Max is { } max)
            sum = Math.Min(max, sum);
        return _points[rule.Number] = sum;
    }
}
