using LowCode.Storage.Changes;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Auditing;

/// <summary>One change of a record, with the record before and after it as the reader may see it.</summary>
/// <param name="Head">Who did what, when. Where from is empty unless the reader audits.</param>
/// <param name="Name">The person's name; null when it is not known any more.</param>
/// <param name="IsErased">True when what the record was has been erased.</param>
/// <param name="Before">The record before; null when there was none, or it has been erased.</param>
/// <param name="After">The record after; null when it was deleted, or has been erased.</param>
public sealed record RecordRevision(ChangeHead Head, string? Name, bool IsErased, Record? Before, Record? After)
{
    /// <summary>False when what was before or after has been erased, so that nobody can tell any more what has changed.</summary>
    public required bool IsComparable { get; init; }
}
