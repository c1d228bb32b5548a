using System.Collections.Immutable;
using LowCode.OData.Syntax;

namespace LowCode.OData.Queries.Binding;

/// <summary>What names mean at one point of an expression. Immutable.</summary>
/// <param name="Here">Where a name without anything in front of it is looked up.</param>
/// <param name="It">What <c>$it</c> is; null where it cannot be reached.</param>
/// <param name="This">What <c>$this</c> is; null where there is none.</param>
/// <param name="Depth">How many lambdas are around.</param>
internal sealed record Scope(Place Here, Place? It, Bound? This, int Depth)
{
    /// <summary>The variables of lambdas.</summary>
    public ImmutableDictionary<string, Bound> Variables { get; init; } = ImmutableDictionary<string, Bound>.Empty;

    /// <summary>How many of the lambdas around run over links back.</summary>
    public int Referring { get; init; }

    /// <summary>The aliases that have a value within parentheses around, which counts before that of the request.</summary>
    public ImmutableDictionary<string, SyntaxNode> Assigned { get; init; } = ImmutableDictionary<string, SyntaxNode>.Empty;

    /// <summary>The aliases whose values are being read: they cannot refer to themselves.</summary>
    public ImmutableHashSet<string> Aliases { get; init; } = [];

    /// <summary>The scope of an option of a request.</summary>
    public static Scope Of(Place place) => new(place, place, null, 0);
}
