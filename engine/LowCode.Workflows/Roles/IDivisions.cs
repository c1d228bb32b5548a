using LowCode.Definitions.Nodes;

namespace LowCode.Workflows.Roles;

/// <summary>What a workflow asks of the division tree. Thread-safe, a snapshot of one moment.</summary>
public interface IDivisions
{
    /// <summary>Code of the division of a level that contains a division, or is it; null when there is none.</summary>
    string? Ancestor(string code, DivisionLevel level);

    /// <summary>Code of the division right above; null for the root and for unknown codes.</summary>
    string? Parent(string code);
}
