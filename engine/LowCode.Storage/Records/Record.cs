using LowCode.Definitions.Values;

namespace LowCode.Storage.Records;

/// <summary>
/// One revision of one record: immutable, safe to share. Everything the engine keeps is a record of some
/// <see cref="RecordSet"/>: people's entries, tasks, timers, divisions, users, published definitions.
/// </summary>
public sealed record Record
{
    /// <summary>Identity within the set; a UUIDv7, often made on the device that created the record.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name of the <see cref="RecordSet"/>: <c>flood-readiness/inspection</c>, or <c>system/task</c>.</summary>
    public required string Set { get; init; }

    /// <summary>Number of the app version to which the record is pinned; 0 for system sets.</summary>
    public int AppVersion { get; init; }

    /// <summary>
    /// Code of the division it belongs to; empty when it belongs to none. Codes are path codes: a division's code
    /// starts with its parent's code, so a subtree is a prefix.
    /// </summary>
    public string Division { get; init; } = "";

    /// <summary>Workflow state, or null when the form has no workflow.</summary>
    public string? State { get; init; }

    /// <summary>Name of the user who created it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was created, as the server saw it, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Name of the user who made this revision.</summary>
    public required string ModifiedBy { get; init; }

    /// <summary>When this revision was made, UTC. Stores keep instants to the millisecond.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>1 for a new record, one more with each change; the ETag.</summary>
    public required long Revision { get; init; }

    /// <summary>The fields, frozen.</summary>
    public required Row Data { get; init; }

    /// <summary>
    /// A UTF-8 JSON object that the runtime keeps with the record and no store looks into: explained decisions,
    /// signatures collected so far. Empty when there is none.
    /// </summary>
    public ReadOnlyMemory<byte> Annex { get; init; }
}
