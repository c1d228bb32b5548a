namespace LowCode.Storage.Queries;

/// <summary>
/// The values of an expression over every member of a collection: what an <see cref="Aggregate"/> can be made of, and
/// nothing else. Within it there may be another.
/// </summary>
/// <param name="Collection">As in <see cref="Lambda"/>.</param>
/// <param name="Scope">The scope number of the member, as in <see cref="Lambda"/>.</param>
/// <param name="Of">A value over it, or several.</param>
public sealed record MemberValues(Expression Collection, int Scope, Expression Of) : Expression;
