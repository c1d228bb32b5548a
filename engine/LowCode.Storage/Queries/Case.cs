using System.Collections.Immutable;

namespace LowCode.Storage.Queries;

/// <summary>The value behind the first condition that is true; empty when none is. What is not reached is not calculated.</summary>
/// <param name="Branches">At least one; their values are of one kind, or all numbers, which then are decimals.</param>
public sealed record Case(ImmutableArray<CaseBranch> Branches) : Expression;

/// <summary>One branch of a <see cref="Case"/>.</summary>
public sealed record CaseBranch(Expression Condition, Expression Value);
