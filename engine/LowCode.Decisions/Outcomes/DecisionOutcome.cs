using System.Collections.Immutable;
using LowCode.Definitions.Messages;

namespace LowCode.Decisions.Outcomes;

/// <summary>What a decision came to over one record, and why. Immutable; kept with the record in every language.</summary>
/// <param name="Decision">The decision's name.</param>
/// <param name="Outcome">The outcome; null when no rule gave one and the decision has no <c>otherwise</c>.</param>
/// <param name="Points">The points of a score; null in mode first, and when a gate failed: an unfinished sum is no score.</param>
/// <param name="Rules">Every rule of the decision, in its order.</param>
public sealed record DecisionOutcome(string Decision, string? Outcome, decimal? Points, ImmutableArray<DecidedRule> Rules)
{
    /// <summary>What people call the decision.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>Name of the rule that gave the outcome: the first that held, or the first gate that failed; null for grades and <c>otherwise</c>.</summary>
    public string? By { get; init; }

    /// <summary>When it was decided; null until the outcome is kept.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>
    /// Number of the app version by whose rules it was decided, when that is not the version to which its record is
    /// pinned: then it was rescored. Null otherwise.
    /// </summary>
    public int? Version { get; init; }

    /// <summary>What it came to.</summary>
    public Verdict Verdict => new(Outcome, Points);

    /// <summary>The rules and those nested in them, in reading order, with their depth from 0.</summary>
    public IEnumerable<(DecidedRule Rule, int Depth)> All() => Walk(Rules, 0);

    private static IEnumerable<(DecidedRule Rule, int Depth)> Walk(ImmutableArray<DecidedRule> rules, int depth) =>
        rules.SelectMany(rule => Walk(rule.Rules, depth + 1).Prepend((rule, depth)));
}
