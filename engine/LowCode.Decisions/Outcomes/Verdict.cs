namespace LowCode.Decisions.Outcomes;

/// <summary>What a decision came to, without the reasons.</summary>
/// <param name="Outcome">See <see cref="DecisionOutcome.Outcome"/>.</param>
/// <param name="Points">See <see cref="DecisionOutcome.Points"/>.</param>
public readonly record struct Verdict(string? Outcome, decimal? Points);
