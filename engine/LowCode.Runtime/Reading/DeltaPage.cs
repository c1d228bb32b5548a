using System.Collections.Immutable;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Reading;

/// <summary>What has changed in a set for a caller, or a part of it.</summary>
/// <param name="Changes">The changes, each record once.</param>
/// <param name="Next">From where to go on.</param>
/// <param name="IsLast">True when that is all there is now.</param>
public sealed record DeltaPage(ImmutableArray<DeltaChange> Changes, DeltaWindow Next, bool IsLast);

/// <summary>One record that has changed.</summary>
/// <param name="Id">The record.</param>
/// <param name="Record">As it is now, as the caller may see it; null when it is not among theirs any more.</param>
/// <param name="IsDeleted">When it is not: true when it was deleted, false when it is out of sight or does not match any more.</param>
public readonly record struct DeltaChange(Guid Id, Record? Record, bool IsDeleted);
