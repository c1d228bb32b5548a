using System.Collections.Immutable;

namespace LowCode.OData.Syntax;

/// <summary>Reads what operators join: literals, lists, paths, function calls and what stands in parentheses.</summary>
internal sealed class PrimaryParser(TokenReader tokens)
{
    private const int MostSteps = 100;

    /// <summary>What is at hand.</summary>
    /// <param name="expressions">Reads what is inside of it.</param>
    public SyntaxNode Primary(ExpressionParser expressions)
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Literal:
                tokens.Next();
                return new LiteralNode(token.Position, token.Literal, token.Text);
            case TokenKind.Alias:
                tokens.Next();
                return Path(new AliasNode(token.Position, token.Text), expressions);
            case TokenKind.Name: return Named(expressions);
            case TokenKind.Symbol when token.Text == "(": return Parenthesised(expressions);
            case TokenKind.Symbol when token.Text == "[": return List(expressions, ']');
            case TokenKind.Symbol when token.Text == "{": return Object(expressions);
            default: throw tokens.Clause.Malformed(token.Position);
        }
    }

    /// <summary>A list that ends with a parenthesis or a bracket; its beginning is at hand.</summary>
    public ListNode List(ExpressionParser expressions, char end)
    {
        var start = tokens.Next().Position;
        var items = ImmutableArray.CreateBuilder<SyntaxNode>();
        if (!tokens.Is(end))
        {
            do
                items.Add(expressions.Expression());
            while (tokens.Take(','));
        }
        tokens.Expect(end);
        return new ListNode(start, items.ToImmutable());
    }

    private SyntaxNode Parenthesised(ExpressionParser expressions)
    {
        var start = tokens.Next().Position;
        var inside = expressions.Expression();
        if (!tokens.Is(','))
        {
            tokens.Expect(')');
            return Path(inside, expressions);
        }
        var items = ImmutableArray.CreateBuilder<SyntaxNode>();
        items.Add(inside);
        while (tokens.Take(','))
            items.Add(expressions.Expression());
        tokens.Expect(')');
        return new ListNode(start, items.ToImmutable());
    }

    private ObjectNode Object(ExpressionParser expressions)
    {
        var start = tokens.Next().Position;
        var members = ImmutableArray.CreateBuilder<(string, SyntaxNode)>();
        if (!tokens.Is('}'))
        {
            do
            {
                var name = tokens.Current is { Kind: TokenKind.Literal, Literal: LiteralKind.Text } ? tokens.Next() : tokens.ExpectName();
                tokens.Expect(':');
                members.Add((name.Text, expressions.Expression()));
            }
            while (tokens.Take(','));
        }
        tokens.Expect('}');
        return new ObjectNode(start, members.ToImmutable());
    }

    private SyntaxNode Named(ExpressionParser expressions)
    {
        var name = tokens.Next();
        if (tokens.Is('('))
        {
            return name.Text.Equals("case", StringComparison.OrdinalIgnoreCase)
                ? Case(name.Position, expressions)
                : Path(new CallNode(name.Position, name.Text, List(expressions, ')').Items), expressions);
        }
        var word = name.Text switch
        {
            "null" => LiteralKind.Null,
            "true" or "false" => LiteralKind.Boolean,
            "INF" or "NaN" => LiteralKind.Number,
            _ => (LiteralKind?)null,
        };
        return word is { } literal
            ? new LiteralNode(name.Position, literal, name.Text)
            : Path(new StepNode(name.Position, null, name.Text), expressions);
    }

    private CaseNode Case(int start, ExpressionParser expressions)
    {
        tokens.Next();
        var branches = ImmutableArray.CreateBuilder<(SyntaxNode, SyntaxNode)>();
        do
        {
            var condition = expressions.Expression();
            tokens.Expect(':');
            branches.Add((condition, expressions.Expression()));
        }
        while (tokens.Take(','));
        tokens.Expect(')');
        return new CaseNode(start, branches.ToImmutable());
    }

    private SyntaxNode Path(SyntaxNode source, ExpressionParser expressions)
    {
        for (var steps = 0; tokens.Take('/'); steps++)
        {
            if (steps == MostSteps)
                throw tokens.Clause.TooDeep();
            var name = tokens.ExpectName();
            switch (name.Text.ToLowerInvariant())
            {
                case "any" or "all" when tokens.Is('('): return Lambda(source, name, expressions);
                case "$count": return Count(source, name.Position, expressions);
                case "$filter" or "$each" or "$ref" or "$value": throw tokens.Clause.NotSupported(name.Text);
                default:
                    source = tokens.Is('(')
                        ? new KeyNode(name.Position, source, name.Text, Keys(expressions))
                        : new StepNode(name.Position, source, name.Text);
                    break;
            }
        }
        return source;
    }

    private ImmutableArray<(string?, SyntaxNode)> Keys(ExpressionParser expressions)
    {
        tokens.Next();
        var keys = ImmutableArray.CreateBuilder<(string?, SyntaxNode)>();
        if (!tokens.Is(')'))
        {
            do
            {
                var isNamed = tokens.Current.Kind is TokenKind.Name && tokens.Peek() is { Kind: TokenKind.Symbol, Text: "=" };
                var name = isNamed ? tokens.Next().Text : null;
                if (isNamed)
                    tokens.Next();
                keys.Add((name, expressions.Expression()));
            }
            while (tokens.Take(','));
        }
        tokens.Expect(')');
        return keys.ToImmutable();
    }

    private LambdaNode Lambda(SyntaxNode source, Token word, ExpressionParser expressions)
    {
        var all = word.Text.Equals("all", StringComparison.OrdinalIgnoreCase);
        tokens.Next();
        if (!all && tokens.Take(')'))
            return new LambdaNode(word.Position, source, false, null, null);
        var variable = tokens.ExpectName().Text;
        tokens.Expect(':');
        var predicate = expressions.Expression();
        tokens.Expect(')');
        return new LambdaNode(word.Position, source, all, variable, predicate);
    }

    private CountNode Count(SyntaxNode source, int position, ExpressionParser expressions)
    {
        if (!tokens.Take('('))
            return new CountNode(position, source, null, null);
        SyntaxNode? filter = null;
        Token? search = null;
        do
        {
            var option = tokens.ExpectName();
            tokens.Expect('=');
            switch (option.Text.TrimStart('$').ToLowerInvariant())
            {
                case "filter" when filter is null: filter = expressions.Expression(); break;
                case "search" when search is null: search = tokens.Raw(); break;
                default: throw tokens.Clause.Malformed(option.Position);
            }
        }
        while (tokens.Take(';'));
        tokens.Expect(')');
        return new CountNode(position, source, filter, search);
    }
}
