using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Rules;
using LowCode.Workflows.Locks;
using LowCode.Workflows.Roles;
using LowCode.Workflows.Signing;

namespace LowCode.Workflows.Planning;

/// <summary>A transition, compiled. Immutable and thread-safe.</summary>
/// <param name="Definition">As its author wrote it.</param>
/// <param name="By">Who may take it; the engine itself among them when a deadline takes it.</param>
public sealed record TransitionPlan(TransitionDefinition Definition, ImmutableArray<RoleAddress> By)
{
    /// <summary>Its name.</summary>
    public string Name => Definition.Name;

    /// <summary>What stands on its button.</summary>
    public LocalizedText Title => Definition.Title ?? new LocalizedText(Definition.Name);

    /// <summary>The state it leads to.</summary>
    public string To => Definition.To;

    /// <summary>True when the record is submitted: hidden values are pruned and every required field is checked.</summary>
    public required bool Submits { get; init; }

    /// <summary>Its guard, or null.</summary>
    public Rule? Guard { get; init; }

    /// <summary>What must be filled in: fields, tables and columns.</summary>
    public ImmutableArray<FieldPath> Needs { get; init; } = [];

    /// <summary>What it sets.</summary>
    public ImmutableArray<(Slot Slot, Rule Rule)> Set { get; init; } = [];

    /// <summary>The decisions that are taken, by name.</summary>
    public ImmutableArray<string> Decide => Definition.Decide;

    /// <summary>Who signs it, or null when one person is enough.</summary>
    public SignerPlan? Signers { get; init; }

    /// <summary>
    /// The values that it sets, all calculated over the record as it is before any of them is set.
    /// </summary>
    /// <exception cref="RuleException">A rule failed on this record.</exception>
    public ImmutableArray<(Slot Slot, Value Value)> ValuesToSet(RuleSession session, Row root) =>
        [.. Set.Select(one => (one.Slot, session.Calculate(one.Rule, root)))];
}
