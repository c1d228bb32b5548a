using System.Collections.Immutable;

namespace LowCode.Workflows.Signing;

/// <summary>One person's signature under a transition that several people sign.</summary>
/// <param name="Transition">The transition.</param>
/// <param name="By">User name.</param>
/// <param name="At">When.</param>
/// <param name="Roles">
/// Which of the transition's signer roles the person could sign for, by position. The signature counts for one of them;
/// for which is left open, so that the others can be signed by whoever holds them.
/// </param>
public sealed record Signature(string Transition, string By, DateTimeOffset At, ImmutableArray<int> Roles)
{
    /// <summary>What the person wrote.</summary>
    public string? Comment { get; init; }
}
