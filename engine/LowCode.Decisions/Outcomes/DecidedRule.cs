using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Nodes;

namespace LowCode.Decisions.Outcomes;

/// <summary>What one rule of a decision came to.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Held">
/// Whether it held; null when it was not asked: an earlier rule or a gate had settled the outcome, or the condition of
/// the rule around it did not hold.
/// </param>
public sealed record DecidedRule(string Name, bool? Held)
{
    /// <summary>What people call it; its name when null.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>True for a precondition: then <see cref="Held"/> = false is what counts.</summary>
    public bool Gate { get; init; }

    /// <summary>The outcome that it gave, when it was this rule that gave it.</summary>
    public string? Outcome { get; init; }

    /// <summary>Points that it and its nested rules gave, after <see cref="Max"/>; null when it has none to give or was not asked.</summary>
    public decimal? Points { get; init; }

    /// <summary>Most points that it can give.</summary>
    public decimal? Max { get; init; }

    /// <summary>The author's reason, present when it applies: the rule held, or the gate failed.</summary>
    public LocalizedText? Message { get; init; }

    /// <summary>The source of the criterion.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>The rules nested in it.</summary>
    public ImmutableArray<DecidedRule> Rules { get; init; } = [];

    /// <summary>What a rule came to, with what its definition says of it; its outcome, points and nested rules are still to be set.</summary>
    public static DecidedRule Of(DecisionRuleDefinition definition, bool? held) => new(definition.Name, held)
    {
        Title = definition.Title,
        Gate = definition.Gate,
        Max = definition.Max,
        Message = held == !definition.Gate ? definition.Message : null,
        Evidence = definition.Evidence is { } evidence ? evidence with { At = SourceLocation.None } : null,
    };
}
