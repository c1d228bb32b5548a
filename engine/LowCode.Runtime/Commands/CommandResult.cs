using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Commands;

/// <summary>How a command ended. Nothing that a caller can cause is an exception.</summary>
public abstract record CommandResult;

/// <summary>Done, and durable.</summary>
/// <param name="Record">The record as it is now; as it was last for a deletion.</param>
/// <param name="Warnings">What is worth knowing.</param>
/// <param name="AlreadyDone">True when the same create was done before: the record is the one that exists.</param>
public sealed record Done(Record Record, ImmutableArray<Finding> Warnings, bool AlreadyDone = false) : CommandResult;

/// <summary>Nothing was to be done, and that is as it should be.</summary>
public sealed record NothingToDo : CommandResult;

/// <summary>The dry run's answer; nothing is stored.</summary>
/// <param name="Result">What the record would be.</param>
public sealed record Evaluated(EvaluationResult Result) : CommandResult;

/// <summary>What was sent is wrong.</summary>
/// <param name="Findings">What is wrong with which field; warnings too.</param>
public sealed record Invalid(ImmutableArray<Finding> Findings) : CommandResult;

/// <summary>The record (or form, or transition) does not exist, or the caller may not see it: the caller cannot tell which.</summary>
public sealed record NotFound : CommandResult;

/// <summary>The caller may see it and may not do this.</summary>
/// <param name="Why">Why.</param>
public sealed record Forbidden(Finding Why) : CommandResult;

/// <summary>The record has changed since the revision that the caller named.</summary>
/// <param name="ActualRevision">Its revision now.</param>
public sealed record Stale(long ActualRevision) : CommandResult;

/// <summary>What is asked does not fit what the record is now: its state, a guard, records that refer to it, an id that is taken.</summary>
/// <param name="Why">Why.</param>
public sealed record Refused(Finding Why) : CommandResult;
