using System.Collections.Immutable;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Divisions;

namespace LowCode.Runtime.DivisionChanges;

/// <summary>A division was added, renamed, closed or opened again.</summary>
/// <param name="Division">As it is now.</param>
public sealed record DivisionDone(Division Division) : CommandResult;

/// <summary>A move, merge or split was done, or would be.</summary>
/// <param name="Report">What it came to.</param>
public sealed record DivisionsChanged(DivisionReport Report) : CommandResult;

/// <summary>What a change of divisions came to; of one that was gone on with, what was left to do. Immutable.</summary>
/// <param name="Kind"><c>move</c>, <c>merge</c> or <c>split</c>.</param>
/// <param name="IsDryRun">True when nothing was written.</param>
public sealed record DivisionReport(string Kind, bool IsDryRun)
{
    /// <summary>False when it was stopped; it is to be gone on with.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The codes that change, those at the top: all below them changes along.</summary>
    public required ImmutableArray<DivisionCodeChange> Codes { get; init; }

    /// <summary>Divisions that get another code.</summary>
    public required long Divisions { get; init; }

    /// <summary>Records that go along, by set.</summary>
    public required ImmutableSortedDictionary<string, long> Records { get; init; }

    /// <summary>Tasks at these divisions.</summary>
    public required long Tasks { get; init; }

    /// <summary>Users who hold roles there.</summary>
    public required long Users { get; init; }

    /// <summary>Invitations that bring roles there.</summary>
    public required long Invitations { get; init; }
}

/// <summary>A code that becomes another.</summary>
/// <param name="From">Before.</param>
/// <param name="To">After.</param>
public sealed record DivisionCodeChange(string From, string To);

/// <summary>How far a change of divisions is.</summary>
/// <param name="Total">Records that were to be moved when it began, or was gone on with.</param>
/// <param name="Moved">Those that have been.</param>
public readonly record struct DivisionProgress(long Total, long Moved);
