using System.Collections.Immutable;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries;

/// <summary>Which members of a collection within an entity are answered: the options behind it in $select.</summary>
/// <param name="Filter">Over the rows of a table; null for all.</param>
/// <param name="Order">Of the rows of a table.</param>
/// <param name="Skip">How many are passed over.</param>
/// <param name="Top">How many are wanted at most; null for all.</param>
/// <param name="Count">Whether the number of those that match is wanted too.</param>
internal sealed record MemberOptions(Expression? Filter, ImmutableArray<OrderTerm> Order, long Skip, long? Top, bool Count);
