using System.Collections.Immutable;
using LowCode.Definitions.Messages;

namespace LowCode.Packs.Testing;

/// <summary>What a pack's cases showed.</summary>
/// <param name="Diagnostics">What is wrong with the pack itself; with an error among them no case was run.</param>
/// <param name="Cases">The cases, in the order of their files.</param>
/// <param name="NotReached">What no case reached: transitions, decision rules, checks, conditions, by readable path.</param>
public sealed record PackTestReport(
    ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<CaseResult> Cases, ImmutableArray<string> NotReached)
{
    /// <summary>True when the pack is right and every case passed.</summary>
    public bool Passed => Cases.All(result => result.Passed) && !Diagnostics.Any(found => found.Severity == Severity.Error);
}

/// <summary>One case.</summary>
/// <param name="Name">Its sentence.</param>
/// <param name="Differences">What was not as it expects; empty when it passed.</param>
public sealed record CaseResult(string Name, ImmutableArray<Finding> Differences)
{
    /// <summary>True when everything was as expected.</summary>
    public bool Passed => Differences.IsEmpty;
}
