using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Documents.Content;

/// <summary>
/// What a document is made of: one record as its reader may see it, in the reader's language. Fields that the reader
/// may not see, and hidden ones, must be empty in <see cref="Row"/>.
/// </summary>
public sealed record DocumentData
{
    /// <summary>The record's fields.</summary>
    public required Row Row { get; init; }

    /// <summary>The reader's language.</summary>
    public string? Locale { get; init; }

    /// <summary>The installation's time zone, in which instants are shown.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>When the document is made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Who has it made, as people call them.</summary>
    public string MadeBy { get; init; } = "";

    /// <summary>Names of what values point to.</summary>
    public required IDisplayTexts Texts { get; init; }

    /// <summary>The record as a whole.</summary>
    public required DocumentRecord Record { get; init; }

    /// <summary>The decisions that were taken, explained.</summary>
    public ImmutableArray<DocumentDecision> Decisions { get; init; } = [];

    /// <summary>The record's way through its workflow, oldest first.</summary>
    public ImmutableArray<DocumentStep> History { get; init; } = [];
}

/// <summary>The record as a whole.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">What people call its state; null without a workflow.</param>
/// <param name="Division">Code of its division.</param>
/// <param name="CreatedBy">User name of who created it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ModifiedBy">User name of who changed it last.</param>
/// <param name="ModifiedAt">When.</param>
public sealed record DocumentRecord(
    Guid Id, LocalizedText? State, string Division, string CreatedBy, DateTimeOffset CreatedAt, string ModifiedBy, DateTimeOffset ModifiedAt);

/// <summary>A decision that was taken.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What people call it; its name when null.</param>
/// <param name="Outcome">The outcome as people read it, or null.</param>
/// <param name="Points">The points of a score, or null.</param>
/// <param name="At">When.</param>
/// <param name="Rules">Its rules in reading order.</param>
public sealed record DocumentDecision(
    string Name, LocalizedText? Title, LocalizedText? Outcome, decimal? Points, DateTimeOffset? At, ImmutableArray<DocumentRule> Rules);

/// <summary>What one rule of a decision came to.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="Depth">How deep it is nested, from 0.</param>
/// <param name="Held">Whether it held; null when it was not asked.</param>
public sealed record DocumentRule(LocalizedText Title, int Depth, bool? Held)
{
    /// <summary>True for a precondition.</summary>
    public bool Gate { get; init; }

    /// <summary>Points that it gave, or null.</summary>
    public decimal? Points { get; init; }

    /// <summary>Most points that it can give, or null.</summary>
    public decimal? Max { get; init; }

    /// <summary>The author's reason, when it applies.</summary>
    public LocalizedText? Message { get; init; }

    /// <summary>The source of the criterion.</summary>
    public string? Source { get; init; }

    /// <summary>True when the criterion is not verified: its source is then followed by 待核对.</summary>
    public bool Unverified { get; init; }
}

/// <summary>One step of a record's way through its workflow.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who, as people call them; null for the engine itself.</param>
/// <param name="Transition">What people call the transition; null for the creation.</param>
/// <param name="From">What people call the state it left, or null.</param>
/// <param name="To">What people call the state it led to.</param>
/// <param name="Comment">What was written, or null.</param>
public sealed record DocumentStep(
    DateTimeOffset At, string? By, LocalizedText? Transition, LocalizedText? From, LocalizedText To, string? Comment);
