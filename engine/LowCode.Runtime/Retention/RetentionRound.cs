using System.Collections.Immutable;

namespace LowCode.Runtime.Retention;

/// <summary>What one round came to.</summary>
/// <param name="Erased">How many records were erased.</param>
/// <param name="Failures">What could not be done; it is tried again, a record when its claim is over, a form an hour later.</param>
public sealed record RetentionRound(int Erased, ImmutableArray<RetentionFailure> Failures);

/// <summary>Something that could not be erased.</summary>
/// <param name="Set">The set.</param>
/// <param name="Record">The record; null when the records that are due could not be found.</param>
/// <param name="Error">Why.</param>
public sealed record RetentionFailure(string Set, Guid? Record, Exception Error);
