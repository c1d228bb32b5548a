using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Model;

/// <summary>A decision over one record: a grade, a score, a route, an alert, with the reasons.</summary>
[Description("A decision (decisions/*.json)")]
public sealed record DecisionDefinition : Node
{
    /// <summary>Stable name.</summary>
    [JsonPropertyName("decision"), Description("Stable name")]
    public required string Name { get; init; }

    /// <summary>The form it decides over.</summary>
    [Description("The form it decides over")]
    public required string Form { get; init; }

    /// <summary>What people call it.</summary>
    [Description("What people call it")]
    public LocalizedText? Title { get; init; }

    /// <summary>How the rules make the outcome.</summary>
    [Description("first: the first rule that holds gives the outcome; score: the points of the rules that hold are added and graded")]
    public DecisionMode Mode { get; init; } = DecisionMode.First;

    /// <summary>The rules, in order.</summary>
    [Description("The rules, in order")]
    public required ImmutableArray<DecisionRuleDefinition> Rules { get; init; }

    /// <summary>The outcome when no rule gives one.</summary>
    [Description("The outcome when no rule gives one")]
    public string? Otherwise { get; init; }

    /// <summary>Points to outcome, for a score: the highest <see cref="GradeDefinition.From"/> that is reached.</summary>
    [Description("Points to outcome")]
    public ImmutableArray<GradeDefinition> Grades { get; init; } = [];
}

/// <summary>How a decision's rules make its outcome.</summary>
public enum DecisionMode
{
    /// <summary>The first rule that holds gives the outcome.</summary>
    First,

    /// <summary>The points of the rules that hold are added and graded. A gate that fails gives its own outcome at once.</summary>
    Score,
}

/// <summary>One rule of a decision; it holds when its condition and its nested rules hold.</summary>
public sealed record DecisionRuleDefinition : Node
{
    /// <summary>Stable name, unique in the decision.</summary>
    [Description("Stable name")]
    public required string Name { get; init; }

    /// <summary>What people read in the explanation; its name when null.</summary>
    [Description("What people read in the explanation")]
    public LocalizedText? Title { get; init; }

    /// <summary>Condition over the record.</summary>
    [Description("Rule: the condition")]
    public RuleText? When { get; init; }

    /// <summary>Nested rules.</summary>
    [Description("Nested rules")]
    public ImmutableArray<DecisionRuleDefinition> Rules { get; init; } = [];

    /// <summary>How nested rules combine.</summary>
    [Description("How nested rules combine: and, or; sum (score only) just adds their points")]
    public RuleOperator Operator { get; init; } = RuleOperator.And;

    /// <summary>The outcome when it holds (mode first), or, for a gate, when it fails.</summary>
    [Description("The outcome when it holds; for a gate: when it fails")]
    public string? Outcome { get; init; }

    /// <summary>Points when it holds (mode score): a number or a rule.</summary>
    [Description("Points when it holds: a number or a rule")]
    public RuleText? Points { get; init; }

    /// <summary>Most points that this rule and its nested rules can give together.</summary>
    [Description("Most points that this rule and its nested rules can give together")]
    public decimal? Max { get; init; }

    /// <summary>A precondition: when it fails, the decision ends with <see cref="Outcome"/>.</summary>
    [Description("A precondition: when it fails, the decision ends with 'outcome'")]
    public bool Gate { get; init; }

    /// <summary>Why, in words for the person concerned, when the rule held (gate: when it failed).</summary>
    [Description("Why, in words for the person concerned")]
    public LocalizedText? Message { get; init; }

    /// <summary>The source of the criterion.</summary>
    [Description("Source of the criterion")]
    public Evidence? Evidence { get; init; }
}

/// <summary>How nested rules combine.</summary>
public enum RuleOperator
{
    /// <summary>All must hold.</summary>
    And,

    /// <summary>One must hold.</summary>
    Or,

    /// <summary>None need hold; the points of those that do are added.</summary>
    Sum,
}

/// <summary>An outcome for a range of points.</summary>
public sealed record GradeDefinition : Node
{
    /// <summary>The outcome.</summary>
    [Description("The outcome")]
    public required string Outcome { get; init; }

    /// <summary>Fewest points for it, inclusive.</summary>
    [Description("Fewest points for it, inclusive")]
    public required decimal From { get; init; }
}
