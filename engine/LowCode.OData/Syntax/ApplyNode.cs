using System.Collections.Immutable;

namespace LowCode.OData.Syntax;

/// <summary>A transformation of $apply as it was written (OData Data Aggregation 4.0, 3). Immutable.</summary>
/// <param name="Position">Where its name is.</param>
internal abstract record ApplyNode(int Position);

/// <summary>filter.</summary>
internal sealed record FilterNode(int Position, SyntaxNode Condition) : ApplyNode(Position);

/// <summary>search.</summary>
internal sealed record SearchNode(int Position, Token Text) : ApplyNode(Position);

/// <summary>compute; also what $compute is.</summary>
internal sealed record ComputeNode(int Position, ImmutableArray<(SyntaxNode Of, Token Name)> Columns) : ApplyNode(Position);

/// <summary>aggregate.</summary>
internal sealed record AggregateNode(int Position, ImmutableArray<AggregateItem> Items) : ApplyNode(Position);

/// <summary>One aggregate.</summary>
/// <param name="Of">What is aggregated, or a path's <c>$count</c>; null for <c>$count</c> alone.</param>
/// <param name="Method">The method's name; none for <c>$count</c>.</param>
/// <param name="Name">The name of the result.</param>
internal sealed record AggregateItem(SyntaxNode? Of, Token Method, Token Name);

/// <summary>groupby.</summary>
/// <param name="Position">Where its name is.</param>
/// <param name="Keys">What is grouped by on every level.</param>
/// <param name="Rollups">What is grouped by on one level after another.</param>
/// <param name="Then">What is done with each group.</param>
internal sealed record GroupByNode(
    int Position, ImmutableArray<SyntaxNode> Keys, ImmutableArray<RollupNode> Rollups, ImmutableArray<ApplyNode> Then) : ApplyNode(Position);

/// <summary>rollup within groupby.</summary>
/// <param name="IsOfAll">Whether everything together is a level too (<c>$all</c>).</param>
/// <param name="Levels">The levels, the coarsest first.</param>
internal sealed record RollupNode(bool IsOfAll, ImmutableArray<SyntaxNode> Levels);

/// <summary>orderby.</summary>
internal sealed record OrderByNode(int Position, ImmutableArray<OrderNode> Terms) : ApplyNode(Position);

/// <summary>top and skip.</summary>
internal sealed record SliceNode(int Position, bool IsTop, long Rows) : ApplyNode(Position);

/// <summary>topcount, bottomsum and so on.</summary>
/// <param name="Position">Where its name is.</param>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Limit">Up to what.</param>
/// <param name="By">By what.</param>
internal sealed record RankNode(int Position, string Name, SyntaxNode Limit, SyntaxNode By) : ApplyNode(Position);

/// <summary>concat.</summary>
internal sealed record ConcatNode(int Position, ImmutableArray<ImmutableArray<ApplyNode>> Parts) : ApplyNode(Position);

/// <summary>join and outerjoin.</summary>
/// <param name="Position">Where its name is.</param>
/// <param name="IsOuter">Whether rows of which nothing is joined stay.</param>
/// <param name="Of">The collection.</param>
/// <param name="Name">What a member is called.</param>
/// <param name="Then">What is done with the members before.</param>
internal sealed record JoinNode(int Position, bool IsOuter, SyntaxNode Of, Token Name, ImmutableArray<ApplyNode> Then) : ApplyNode(Position);

/// <summary>identity.</summary>
internal sealed record IdentityNode(int Position) : ApplyNode(Position);
