using System.Collections.Frozen;
using System.Collections.Immutable;
using LowCode.Definitions.Values;

namespace LowCode.Forms.Evaluation;

/// <summary>What an evaluation is for.</summary>
public sealed record FormRequest
{
    /// <summary>The record as it is stored; null for a new one, in which defaults apply.</summary>
    public Row? Before { get; init; }

    /// <summary>
    /// Indexes of the root slots that the person sent. A default never replaces what was sent, not even an empty value.
    /// </summary>
    public ImmutableHashSet<int> Sent { get; init; } = [];

    /// <summary>True when the record is submitted: required fields must be filled in.</summary>
    public bool IsSubmit { get; init; }

    /// <summary>Indexes of root slots that the record's state locks for everybody.</summary>
    public FrozenSet<int> Locked { get; init; } = FrozenSet<int>.Empty;

    /// <summary>
    /// True when <see cref="FormState.Hidden"/>, <see cref="FormState.Required"/>, <see cref="FormState.Readonly"/> and
    /// <see cref="FormState.Options"/> are wanted: for a screen or a test, not for a write.
    /// </summary>
    public bool Describe { get; init; }
}
