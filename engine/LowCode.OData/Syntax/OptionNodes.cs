using System.Collections.Immutable;

namespace LowCode.OData.Syntax;

/// <summary>One term of $orderby.</summary>
internal sealed record OrderNode(SyntaxNode By, bool Descending);

/// <summary>One item of $select or $expand.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Path">Its names; none for <c>*</c>.</param>
/// <param name="Suffix">What of it is wanted.</param>
/// <param name="Options">The options in parentheses.</param>
internal sealed record ItemNode(int Position, ImmutableArray<(int Position, string Name)> Path, ItemSuffix Suffix, ItemOptions Options)
{
    /// <summary>True for <c>*</c>.</summary>
    public bool IsAll => Path.IsEmpty;
}

/// <summary>What of an item is wanted.</summary>
internal enum ItemSuffix
{
    /// <summary>It itself.</summary>
    None,

    /// <summary><c>/$ref</c>: addresses only.</summary>
    Reference,

    /// <summary><c>/$count</c>: how many only.</summary>
    Count,
}

/// <summary>The options of an item. What was not given is null or empty.</summary>
internal sealed record ItemOptions
{
    public static ItemOptions None { get; } = new();

    /// <summary>The options that were given, with <c>$</c> and in lower case, and where.</summary>
    public ImmutableDictionary<string, int> Given { get; init; } = ImmutableDictionary<string, int>.Empty;

    public SyntaxNode? Filter { get; init; }

    public ImmutableArray<OrderNode> Order { get; init; } = [];

    public long? Skip { get; init; }

    public long? Top { get; init; }

    public bool Count { get; init; }

    /// <summary>How deep a link is followed over and over; <see cref="int.MaxValue"/> for max.</summary>
    public int? Levels { get; init; }

    public ImmutableArray<ItemNode> Select { get; init; } = [];

    public ImmutableArray<ItemNode> Expand { get; init; } = [];

    /// <summary>What is computed, each with its name.</summary>
    public ImmutableArray<(SyntaxNode Of, Token Name)> Compute { get; init; } = [];

    /// <summary>The aliases that are given a value here, with their <c>@</c>.</summary>
    public ImmutableDictionary<string, SyntaxNode> Aliases { get; init; } = ImmutableDictionary<string, SyntaxNode>.Empty;

    /// <summary>The text of $search.</summary>
    public Token? Search { get; init; }
}
