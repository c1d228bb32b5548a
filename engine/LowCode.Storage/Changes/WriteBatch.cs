using System.Collections.Immutable;
using LowCode.Storage.Records;

namespace LowCode.Storage.Changes;

/// <summary>What is written together or not at all, with who did it: one command, or several as one.</summary>
/// <param name="By">Name of the user, or <c>system</c>.</param>
/// <param name="At">When, UTC; also stands in the records.</param>
/// <param name="Command">What was done, in the runtime's terms: <c>create</c>, <c>update</c>, <c>transition:submit</c>, <c>publish</c>….</param>
/// <param name="Writes">Each record at most once.</param>
public sealed record WriteBatch(string By, DateTimeOffset At, string Command, ImmutableArray<RecordWrite> Writes)
{
    /// <summary>
    /// The command that erases a record's past: with it, the bodies of all earlier entries of the record are gone. Its write
    /// leaves the record as it may stay, or deletes it, or names one that has been deleted before.
    /// </summary>
    public const string Erase = "erase";

    /// <summary>
    /// The command that only notes something, as that somebody has read: its writes, of new ids, stand in the change log and
    /// leave no record.
    /// </summary>
    public const string Note = "read";

    /// <summary>The client's address; empty for the engine's own doing.</summary>
    public string From { get; init; } = "";

    /// <summary>What is done to a record of the batch.</summary>
    public string CommandOf(RecordWrite write) => write.Command ?? Command;

    /// <summary>Whether a write erases the record's past.</summary>
    public bool Erases(RecordWrite write) => CommandOf(write) == Erase;

    /// <summary>Whether a write only stands in the change log.</summary>
    public bool Notes(RecordWrite write) => CommandOf(write) == Note;

    /// <summary>
    /// Records that must not exist when it is written, of sets that have been declared: with one of them it is a
    /// <see cref="Conflict"/>. So a batch can follow from something that nobody has done yet.
    /// </summary>
    public ImmutableArray<RecordKey> Absent { get; init; } = [];

    /// <summary>Checks what only a bug in the caller can get wrong.</summary>
    /// <exception cref="ArgumentException">A record stands in it twice, is not the one named, or has another revision.</exception>
    public void Check()
    {
        var seen = Writes.Length > 1 ? new HashSet<(string, Guid)>(Writes.Length) : null;
        foreach (var write in Writes)
        {
            if (seen is not null && !seen.Add((write.Set, write.Id)))
                throw new ArgumentException($"The batch writes {write.Set} {write.Id} twice.");
            if (write.New is { } record)
                Check(write, record);
            if (Notes(write) && (write.New is null || write.ExpectedRevision > 0))
                throw new ArgumentException($"What is noted is new, unlike {write.Set} {write.Id}.");
        }
    }

    private static void Check(RecordWrite write, Record record)
    {
        if (record.Id != write.Id || record.Set != write.Set || record.Id == Guid.Empty)
            throw new ArgumentException($"The record {record.Set} {record.Id} is written as {write.Set} {write.Id}.");
        if (record.Revision != write.ExpectedRevision + 1)
            throw new ArgumentException($"After revision {write.ExpectedRevision} comes the next, not {record.Revision}.");
        if (!record.Data.IsFrozen)
            throw new ArgumentException("A record's data must be frozen before it is written.");
    }
}

/// <summary>One record's change.</summary>
/// <param name="Set">Its set, which has been declared.</param>
/// <param name="Id">Its id.</param>
/// <param name="ExpectedRevision">The revision it must have now; 0 when it must not exist.</param>
/// <param name="New">The new revision (its <see cref="Record.Revision"/> is <paramref name="ExpectedRevision"/> + 1), or null to delete it.</param>
public sealed record RecordWrite(string Set, Guid Id, long ExpectedRevision, Record? New)
{
    /// <summary>What was done to this record, when it is something else than <see cref="WriteBatch.Command"/>; else null.</summary>
    public string? Command { get; init; }

    /// <summary>Code of the division to which a record belonged that is deleted; stands in the change log.</summary>
    public string Was { get; init; } = "";
}

/// <summary>How a commit ended.</summary>
public abstract record CommitResult;

/// <summary>Written durably: it survives a killed process and a power cut.</summary>
/// <param name="LastChange">Number of its last entry in the change log.</param>
public sealed record Committed(long LastChange) : CommitResult;

/// <summary>Nothing was written: a record was not at the expected revision, or was there against <see cref="WriteBatch.Absent"/>.</summary>
/// <param name="Set">Its set.</param>
/// <param name="Id">Its id.</param>
/// <param name="ActualRevision">Its revision now; 0 when it does not exist.</param>
public sealed record Conflict(string Set, Guid Id, long ActualRevision) : CommitResult;

/// <summary>Nothing was written: a unique index holds another record with the same values.</summary>
/// <param name="Set">Its set.</param>
/// <param name="Id">The record that could not be written.</param>
/// <param name="ExistingId">The record that has the values.</param>
/// <param name="Index">The index.</param>
public sealed record Duplicate(string Set, Guid Id, Guid ExistingId, RecordIndex Index) : CommitResult;
