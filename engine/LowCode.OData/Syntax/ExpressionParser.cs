using System.Collections.Immutable;

namespace LowCode.OData.Syntax;

/// <summary>
/// Reads expressions by the precedence of their operators (OData 4.01 Part 2, 5.1.1.16). Words of the language are known
/// in any case. It stops at what cannot continue an expression, so that lists of options can go on from there.
/// </summary>
internal sealed class ExpressionParser(TokenReader tokens)
{
    private const int Or = 1;
    private const int And = 2;

    private readonly PrimaryParser _primaries = new(tokens);

    /// <summary>A clause that is one expression.</summary>
    public static SyntaxNode Parse(Clause clause)
    {
        var tokens = new TokenReader(clause);
        var expression = new ExpressionParser(tokens).Expression();
        tokens.ExpectEnd();
        return expression;
    }

    /// <summary>The expression at hand.</summary>
    public SyntaxNode Expression() => Operation(Or);

    private SyntaxNode Operation(int least)
    {
        tokens.Enter();
        var left = Unary();
        for (var length = 1; LevelOf(tokens.Current) is { } level && level >= least; length++)
        {
            if (level <= And)
            {
                left = Chain(level, left);
                continue;
            }
            tokens.CheckChain(length);
            var word = tokens.Next().Text.ToLowerInvariant();
            left = new BinaryNode(left.Position, word, left, Operation(level + 1));
        }
        tokens.Leave();
        return left;
    }

    // A chain of thousands is read in a loop and stays flat.
    private ChainNode Chain(int level, SyntaxNode first)
    {
        var operands = ImmutableArray.CreateBuilder<SyntaxNode>();
        operands.Add(first);
        while (LevelOf(tokens.Current) == level)
        {
            tokens.Next();
            operands.Add(Operation(level + 1));
        }
        return new ChainNode(first.Position, level == And, operands.ToImmutable());
    }

    private SyntaxNode Unary()
    {
        tokens.Enter();
        var start = tokens.Current.Position;
        SyntaxNode node;
        if (tokens.Take('-'))
            node = IsNumberAt(start + 1) ? Membership(Negative(start)) : new NegateNode(start, Unary());
        else if (tokens.TakeWord("not"))
            node = new NotNode(start, Unary());
        else
            node = Membership(_primaries.Primary(this));
        tokens.Leave();
        return node;
    }

    private bool IsNumberAt(int position) => tokens.Current.Position == position
        && (tokens.Current is { Kind: TokenKind.Literal, Literal: LiteralKind.Number } || tokens.IsWord("INF"));

    private LiteralNode Negative(int start) => new(start, LiteralKind.Number, "-" + tokens.Next().Text);

    // in and has bind as closely as a slash does.
    private SyntaxNode Membership(SyntaxNode left)
    {
        if (tokens.TakeWord("in"))
            return new BinaryNode(left.Position, "in", left, tokens.Is('(') ? _primaries.List(this, ')') : _primaries.Primary(this));
        return tokens.TakeWord("has") ? new BinaryNode(left.Position, "has", left, _primaries.Primary(this)) : left;
    }

    private static int? LevelOf(Token token) => token.Kind is not TokenKind.Name ? null : token.Text.ToLowerInvariant() switch
    {
        "or" => Or,
        "and" => And,
        "eq" or "ne" => 3,
        "gt" or "ge" or "lt" or "le" => 4,
        "add" or "sub" => 5,
        "mul" or "div" or "divby" or "mod" => 6,
        _ => null,
    };
}
