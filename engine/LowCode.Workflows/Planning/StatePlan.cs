using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Workflows.Locks;

namespace LowCode.Workflows.Planning;

/// <summary>A state, compiled. Immutable and thread-safe.</summary>
/// <param name="Definition">As its author wrote it.</param>
/// <param name="Locks">What people may not change while a record is in it.</param>
/// <param name="Leaving">The transitions that leave it, in the author's order.</param>
public sealed record StatePlan(StateDefinition Definition, FieldLocks Locks, ImmutableArray<TransitionPlan> Leaving)
{
    /// <summary>Its name.</summary>
    public string Name => Definition.Name;

    /// <summary>What people call it.</summary>
    public LocalizedText Title => Definition.Title ?? new LocalizedText(Definition.Name);

    /// <summary>How long a record may stay, or null.</summary>
    public DeadlinePlan? Deadline { get; init; }

    /// <summary>True when nothing leaves it.</summary>
    public bool IsFinal => Leaving.IsEmpty;

    /// <summary>
    /// What a person changed although the state locks it: a finding for each field, or for a table whose rows were to
    /// stay. Calculated fields are passed over. Rows of a table are matched by their key.
    /// </summary>
    public ImmutableArray<Finding> LockedChanges(Row before, Row after) => [.. Workflows.Locks.LockedChanges.Find(Locks, before, after, Title)];
}
