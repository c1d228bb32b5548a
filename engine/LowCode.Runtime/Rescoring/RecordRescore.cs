using LowCode.Decisions.Outcomes;
using LowCode.Definitions.Messages;
using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Rescoring;

/// <summary>What taking the decision again over one record came to.</summary>
internal enum RescoreResult
{
    /// <summary>It has never been taken there, or the record is gone.</summary>
    Undecided,

    /// <summary>As it is.</summary>
    Unchanged,

    /// <summary>Otherwise.</summary>
    Changed,

    /// <summary>A rule failed, or others kept changing the record.</summary>
    Failed,
}

/// <summary>One record, decided again.</summary>
/// <param name="Id">The record.</param>
/// <param name="Result">What it came to.</param>
internal readonly record struct RecordRescore(Guid Id, RescoreResult Result)
{
    /// <summary>A record that others changed again and again while it was to be written.</summary>
    public static RecordRescore Overtaken(Guid id) =>
        new(id, RescoreResult.Failed) { Why = Finding.Of(RuntimeMessages.ChangedMeanwhile, "") };

    /// <summary>What the decision had come to, of a changed record.</summary>
    public Verdict Before { get; init; }

    /// <summary>What it comes to, of a changed record.</summary>
    public Verdict After { get; init; }

    /// <summary>What failed.</summary>
    public Finding? Why { get; init; }

    /// <summary>A changed record's next revision, when it is to be written.</summary>
    public Record? Next { get; init; }

    /// <summary>The write, guarded by the revision over which it was decided.</summary>
    /// <param name="at">When the batch is written in which it stands.</param>
    public RecordWrite WriteAt(DateTimeOffset at) =>
        new(Next!.Set, Id, Next.Revision - 1, Next.ModifiedAt == at ? Next : Next with { ModifiedAt = at });
}
