using System.Collections.Immutable;

namespace LowCode.Workflows.Roles;

/// <summary>Who wants to take a transition.</summary>
/// <param name="Name">User name: tells people apart when several sign.</param>
/// <param name="Roles">The roles they hold in the workflow's app.</param>
public sealed record Actor(string Name, ImmutableArray<HeldRole> Roles)
{
    /// <summary>The name of the engine itself, also as a role that nobody holds.</summary>
    public const string SystemName = "system";

    /// <summary>The engine itself, for deadlines.</summary>
    public static Actor System { get; } = new(SystemName, []) { IsSystem = true };

    /// <summary>True for the engine itself.</summary>
    public bool IsSystem { get; private init; }
}
