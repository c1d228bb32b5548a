using System.Collections.Immutable;

namespace LowCode.OData.Syntax;

/// <summary>
/// A part of an expression as it was written (OData ABNF, commonExpr), with no knowledge of what names mean. Immutable.
/// </summary>
/// <param name="Position">Where it begins in its clause, from 0; of a path, where its last name does.</param>
internal abstract record SyntaxNode(int Position);

/// <summary>A literal.</summary>
internal sealed record LiteralNode(int Position, LiteralKind Kind, string Text) : SyntaxNode(Position);

/// <summary>A name, alone or behind something (<c>contact/phone</c>); <c>$it</c>, <c>$this</c> and <c>$root</c> as well.</summary>
/// <param name="Position">Where the name is.</param>
/// <param name="Source">What is in front of the slash; null for the first name of a path.</param>
/// <param name="Name">The name.</param>
internal sealed record StepNode(int Position, SyntaxNode? Source, string Name) : SyntaxNode(Position);

/// <summary>An entity of a set by its key: <c>$root/visit(…)</c>.</summary>
/// <param name="Position">Where the set's name is.</param>
/// <param name="Source">What is in front of it.</param>
/// <param name="Name">The set.</param>
/// <param name="Keys">The keys, each perhaps with its name.</param>
internal sealed record KeyNode(int Position, SyntaxNode Source, string Name, ImmutableArray<(string? Name, SyntaxNode Value)> Keys) : SyntaxNode(Position);

/// <summary>A parameter alias, with its <c>@</c>.</summary>
internal sealed record AliasNode(int Position, string Name) : SyntaxNode(Position);

/// <summary>any or all.</summary>
/// <param name="Position">Where the word is.</param>
/// <param name="Source">The collection.</param>
/// <param name="All">True for all.</param>
/// <param name="Variable">The name of its variable; null for an any without a condition.</param>
/// <param name="Predicate">The condition; null for an any without one.</param>
internal sealed record LambdaNode(int Position, SyntaxNode Source, bool All, string? Variable, SyntaxNode? Predicate) : SyntaxNode(Position);

/// <summary>$count of a collection.</summary>
/// <param name="Position">Where the word is.</param>
/// <param name="Source">The collection.</param>
/// <param name="Filter">Which of it; null for all.</param>
/// <param name="Search">What is searched for in it; null for nothing.</param>
internal sealed record CountNode(int Position, SyntaxNode Source, SyntaxNode? Filter, Token? Search) : SyntaxNode(Position);

/// <summary>A function of the language, in any case.</summary>
internal sealed record CallNode(int Position, string Name, ImmutableArray<SyntaxNode> Arguments) : SyntaxNode(Position);

/// <summary>case: the value behind the first condition that is true.</summary>
internal sealed record CaseNode(int Position, ImmutableArray<(SyntaxNode Condition, SyntaxNode Value)> Branches) : SyntaxNode(Position);

/// <summary>not.</summary>
internal sealed record NotNode(int Position, SyntaxNode Operand) : SyntaxNode(Position);

/// <summary>A minus in front of something.</summary>
internal sealed record NegateNode(int Position, SyntaxNode Operand) : SyntaxNode(Position);

/// <summary>A comparison or a calculation.</summary>
/// <param name="Position">Where its left operand is.</param>
/// <param name="Operator">Its word, in lower case: <c>eq</c>, <c>divby</c>, <c>in</c>…</param>
/// <param name="Left">The left operand.</param>
/// <param name="Right">The right operand.</param>
internal sealed record BinaryNode(int Position, string Operator, SyntaxNode Left, SyntaxNode Right) : SyntaxNode(Position);

/// <summary>Conditions that are joined by and, or by or; however many, on one level.</summary>
internal sealed record ChainNode(int Position, bool IsAnd, ImmutableArray<SyntaxNode> Operands) : SyntaxNode(Position);

/// <summary>A list of values: behind <c>in</c>, or in brackets as in JSON.</summary>
internal sealed record ListNode(int Position, ImmutableArray<SyntaxNode> Items) : SyntaxNode(Position);

/// <summary>An object as in JSON.</summary>
internal sealed record ObjectNode(int Position, ImmutableArray<(string Name, SyntaxNode Value)> Members) : SyntaxNode(Position);
