using LowCode.Definitions.Nodes;

namespace LowCode.Runtime.Divisions;

/// <summary>One division: a city, district, street, neighbourhood, grid, estate or building.</summary>
/// <param name="Code">Path code: starts with the code of its parent.</param>
/// <param name="Parent">Code of its parent; empty for the root.</param>
/// <param name="Level">Its level.</param>
/// <param name="Name">What people call it.</param>
public sealed record Division(string Code, string Parent, DivisionLevel Level, string Name)
{
    /// <summary>True when it takes no new records and no new roles.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Code of the division to turn to in place of a closed one; null when there is none.</summary>
    public string? Successor { get; init; }

    /// <summary>
    /// True for a code of before: the division has moved or was merged, and what belonged to it belongs to the successor, or
    /// is on its way there. Such a code stays, closed, so that history can be read, and is never used again.
    /// </summary>
    public bool IsFormer { get; init; }
}
