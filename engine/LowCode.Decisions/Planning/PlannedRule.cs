using System.Collections.Immutable;
using LowCode.Decisions.Execution;
using LowCode.Definitions.Model;

namespace LowCode.Decisions.Planning;

/// <summary>A rule of a decision with its condition and points, by their numbers among the decision's questions. Numbered in reading order within its decision.</summary>
internal sealed class PlannedRule(DecisionRuleDefinition definition, int number, int? guard, int? when, int? points) : IAskable
{
    public DecisionRuleDefinition Definition { get; } = definition;

    public int Number { get; } = number;

    public int? Guard { get; } = guard;

    public int? When { get; } = when;

    public int? Points { get; } = points;

    /// <summary>The rules nested in it; set once, when it is planned.</summary>
    public ImmutableArray<PlannedRule> Rules
    {
        get;
        set
        {
            field = value;
            Scores = Points is not null || value.Any(rule => rule.Scores);
        }
    } = [];

    public RuleOperator Operator => Definition.Operator;

    IReadOnlyList<IAskable> IAskable.Rules => Rules;

    /// <summary>True when it or a rule nested in it can give points.</summary>
    public bool Scores { get; private set; } = points is not null;
}
