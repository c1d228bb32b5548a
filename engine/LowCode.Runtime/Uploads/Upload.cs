using System.Collections.Immutable;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Uploads;

/// <summary>An upload that comes in parts, as it is at one moment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Length">How many bytes it will have.</param>
/// <param name="Offset">How many have come.</param>
/// <param name="Metadata">What the client said of it, as it said it; empty for nothing.</param>
/// <param name="Hash">SHA-256 of the attachment that it has become; null while it is not whole.</param>
/// <param name="ExpiresAt">When it is forgotten; the attachment is not.</param>
public sealed record Upload(Guid Id, long Length, long Offset, string Metadata, string? Hash, DateTimeOffset ExpiresAt)
{
    internal static Upload Of(Record record) => new(record.Id, record.Data[UploadSet.Length].AsInteger(), record.Data[UploadSet.Offset].AsInteger(),
        record.Data[UploadSet.Metadata].TextOrNull() ?? "", record.Data[UploadSet.Hash].TextOrNull(), record.Data[UploadSet.ExpiresAt].AsInstant());

    internal static ImmutableArray<Guid> PartsOf(Record record) =>
        [.. (record.Data[UploadSet.Parts].TextOrNull() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];
}

/// <summary>How sending a part ended.</summary>
public enum PartEnd
{
    /// <summary>What came of it counts.</summary>
    Kept,

    /// <summary>There is no such upload of the caller's.</summary>
    Unknown,

    /// <summary>The upload goes on elsewhere: another part came first.</summary>
    WrongOffset,

    /// <summary>It is longer than what is left to come; nothing of it counts.</summary>
    TooLong,

    /// <summary>It is not what its digest says; nothing of it counts.</summary>
    Damaged,
}
