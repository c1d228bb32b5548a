namespace LowCode.Storage.Queries;

/// <summary>How many members of a collection a condition is true for; 0 when there are none.</summary>
/// <param name="Collection">As in <see cref="Lambda"/>.</param>
/// <param name="Scope">The scope number of the member: how many lambdas surround it, plus one.</param>
/// <param name="Predicate">The condition over it.</param>
public sealed record CountWhere(Expression Collection, int Scope, Expression Predicate) : Expression;
