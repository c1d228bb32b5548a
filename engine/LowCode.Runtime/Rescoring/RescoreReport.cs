using System.Collections.Immutable;
using LowCode.Decisions.Outcomes;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Commands;

namespace LowCode.Runtime.Rescoring;

/// <summary>A decision was taken again over stored records, over all of them unless that was stopped.</summary>
/// <param name="Report">What was found and done.</param>
public sealed record Rescored(RescoreReport Report) : CommandResult;

/// <summary>
/// What taking a decision again over stored records came to. Looked at are the records of the decision's form as they were
/// when it began. Those on which the decision has never been taken (drafts) are left alone; so is what is right already,
/// with the explanation it has. A record that comes out otherwise gets the new outcome with its reasons, the fields that
/// show it, and what its own version calculates from those; nothing else: no state, task or deadline moves, and it stays
/// pinned to its version. Immutable.
/// </summary>
/// <param name="App">The app.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Version">Number of the version by whose rules it was taken.</param>
/// <param name="IsDryRun">True when nothing was written.</param>
public sealed record RescoreReport(string App, string Decision, int Version, bool IsDryRun)
{
    /// <summary>Records that the form had when it began.</summary>
    public required long Total { get; init; }

    /// <summary>Records on which the decision had never been taken, or which were deleted meanwhile.</summary>
    public required long Undecided { get; init; }

    /// <summary>Records that came out as they are.</summary>
    public required long Unchanged { get; init; }

    /// <summary>Records that came out otherwise; written, unless it was a dry run.</summary>
    public required long Changed { get; init; }

    /// <summary>
    /// Records on which a rule failed, and those that others kept changing while they were to be written; the run wrote
    /// nothing to them.
    /// </summary>
    public required long Failed { get; init; }

    /// <summary>True when every record was looked at; false when it was stopped.</summary>
    public bool IsComplete => Undecided + Unchanged + Changed + Failed == Total;

    /// <summary>The changed records by old and new outcome, in their order.</summary>
    public required ImmutableArray<RescoreMove> Moves { get; init; }

    /// <summary>The first of the failed records, by id: at most <see cref="MostFailures"/>.</summary>
    public required ImmutableArray<RescoreFailure> Failures { get; init; }

    /// <summary>Most records of one move that are shown.</summary>
    public const int MostExamples = 3;

    /// <summary>Most failed records that are named.</summary>
    public const int MostFailures = 100;
}

/// <summary>Changed records with the same old and the same new outcome.</summary>
/// <param name="From">The old outcome; null for none.</param>
/// <param name="To">The new outcome; the same as the old when only points changed.</param>
/// <param name="Count">How many.</param>
/// <param name="Examples">The first of them, by id.</param>
public sealed record RescoreMove(string? From, string? To, long Count, ImmutableArray<RescoreExample> Examples);

/// <summary>One changed record.</summary>
/// <param name="Id">The record.</param>
/// <param name="Before">What the decision had come to.</param>
/// <param name="After">What it comes to.</param>
public sealed record RescoreExample(Guid Id, Verdict Before, Verdict After);

/// <summary>A record to which the run could do nothing.</summary>
/// <param name="Id">The record.</param>
/// <param name="Why">What failed, and at which field; or that others kept changing the record.</param>
public sealed record RescoreFailure(Guid Id, Finding Why);

/// <summary>How far it is.</summary>
/// <param name="Total">Records that there are.</param>
/// <param name="Looked">Records that are done with.</param>
/// <param name="Changed">Of these, those that came out otherwise; written, unless it is a dry run.</param>
/// <param name="Failed">Of these, those to which nothing could be done.</param>
public readonly record struct RescoreProgress(long Total, long Looked, long Changed, long Failed);
