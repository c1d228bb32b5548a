using System.Collections.Immutable;
using System.Globalization;
using LowCode.Definitions.Messages;

namespace LowCode.OData.Syntax;

/// <summary>Reads $apply and $compute.</summary>
internal sealed class ApplyParser(TokenReader tokens)
{
    private static readonly HashSet<string> Later = new(StringComparer.OrdinalIgnoreCase)
    {
        "expand", "nest", "addnested", "ancestors", "descendants", "traverse", "isdefined", "rolluprecursive",
    };

    private readonly ExpressionParser _expressions = new(tokens);

    /// <summary>The transformations of $apply.</summary>
    public static ImmutableArray<ApplyNode> Parse(Clause clause)
    {
        var tokens = new TokenReader(clause);
        var nodes = new ApplyParser(tokens).Sequence();
        tokens.ExpectEnd();
        return nodes;
    }

    /// <summary>What $compute computes.</summary>
    public static ComputeNode ParseCompute(Clause clause)
    {
        var tokens = new TokenReader(clause);
        var node = new ComputeNode(0, new ApplyParser(tokens).Columns());
        tokens.ExpectEnd();
        return node;
    }

    private ImmutableArray<ApplyNode> Sequence()
    {
        tokens.Enter();
        var nodes = ImmutableArray.CreateBuilder<ApplyNode>();
        do
            nodes.Add(Transformation());
        while (tokens.Take('/'));
        tokens.Leave();
        return nodes.ToImmutable();
    }

    private ApplyNode Transformation()
    {
        var name = tokens.ExpectName();
        var word = name.Text.ToLowerInvariant();
        if (word == "identity")
            return new IdentityNode(name.Position);
        if (Later.Contains(word) || word.Contains('.', StringComparison.Ordinal))
            throw tokens.Clause.NotSupported(name.Text);
        tokens.Expect('(');
        ApplyNode node = word switch
        {
            "filter" => new FilterNode(name.Position, _expressions.Expression()),
            "search" => new SearchNode(name.Position, tokens.Raw()),
            "compute" => new ComputeNode(name.Position, Columns()),
            "aggregate" => Aggregate(name.Position),
            "groupby" => GroupBy(name.Position),
            "orderby" => new OrderByNode(name.Position, OrderParser.Terms(tokens)),
            "top" or "skip" => new SliceNode(name.Position, word == "top", Rows()),
            "topcount" or "topsum" or "toppercent" or "bottomcount" or "bottomsum" or "bottompercent" => Rank(name.Position, word),
            "concat" => Concat(name.Position),
            "join" or "outerjoin" => new JoinNode(name.Position, word == "outerjoin", _expressions.Expression(), Alias(), tokens.Take(',') ? Sequence() : []),
            _ => throw tokens.Clause.UnknownFunction(name.Position, name.Text),
        };
        tokens.Expect(')');
        return node;
    }

    /// <summary>What is computed, each with its name.</summary>
    public ImmutableArray<(SyntaxNode Of, Token Name)> Columns()
    {
        var columns = ImmutableArray.CreateBuilder<(SyntaxNode Of, Token Name)>();
        do
            columns.Add((_expressions.Expression(), Alias()));
        while (tokens.Take(','));
        return columns.ToImmutable();
    }

    private AggregateNode Aggregate(int position)
    {
        var items = ImmutableArray.CreateBuilder<AggregateItem>();
        do
            items.Add(AggregateItem());
        while (tokens.Take(','));
        return new AggregateNode(position, items.ToImmutable());
    }

    private AggregateItem AggregateItem()
    {
        if (tokens.IsWord("$count"))
        {
            tokens.Next();
            return new AggregateItem(null, default, Alias());
        }
        var of = _expressions.Expression();
        if (of is CountNode && tokens.IsWord("as"))
            return new AggregateItem(of, default, Alias());
        if (!tokens.TakeWord("with"))
            throw tokens.Clause.NotSupported("aggregate(… as …)");
        var method = tokens.ExpectName();
        if (tokens.IsWord("from"))
            throw tokens.Clause.NotSupported("from");
        return new AggregateItem(of, method, Alias());
    }

    private GroupByNode GroupBy(int position)
    {
        tokens.Expect('(');
        var keys = ImmutableArray.CreateBuilder<SyntaxNode>();
        var rollups = ImmutableArray.CreateBuilder<RollupNode>();
        do
        {
            if (tokens.IsWord("rollup") && tokens.Peek() is { Kind: TokenKind.Symbol, Text: "(" })
                rollups.Add(Rollup());
            else
                keys.Add(Key());
        }
        while (tokens.Take(','));
        tokens.Expect(')');
        return new GroupByNode(position, keys.ToImmutable(), rollups.ToImmutable(), tokens.Take(',') ? Sequence() : []);
    }

    private StepNode Key()
    {
        var start = tokens.Current.Position;
        return _expressions.Expression() is StepNode path ? path : throw tokens.Clause.Malformed(start);
    }

    private RollupNode Rollup()
    {
        tokens.Next();
        tokens.Expect('(');
        var isOfAll = tokens.TakeWord("$all");
        var levels = ImmutableArray.CreateBuilder<SyntaxNode>();
        if (isOfAll)
            tokens.Expect(',');
        do
            levels.Add(Key());
        while (tokens.Take(','));
        tokens.Expect(')');
        // One name alone is that of a hierarchy in the model, which has none.
        return isOfAll || levels.Count > 1 ? new RollupNode(isOfAll, levels.ToImmutable()) : throw tokens.Clause.NotSupported("rollup(…)");
    }

    private RankNode Rank(int position, string word)
    {
        var limit = _expressions.Expression();
        tokens.Expect(',');
        return new RankNode(position, word, limit, _expressions.Expression());
    }

    private ConcatNode Concat(int position)
    {
        var parts = ImmutableArray.CreateBuilder<ImmutableArray<ApplyNode>>();
        do
            parts.Add(Sequence());
        while (tokens.Take(','));
        return parts.Count > 1 ? new ConcatNode(position, parts.ToImmutable()) : throw tokens.Clause.Malformed(tokens.Current.Position);
    }

    private long Rows()
    {
        var number = tokens.Next();
        return long.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            ? rows : throw tokens.Clause.Malformed(number.Position, ODataMessages.ExpectNumber);
    }

    private Token Alias()
    {
        if (!tokens.TakeWord("as"))
            throw tokens.Clause.Malformed(tokens.Current.Position, ODataMessages.ExpectAlias);
        var name = tokens.ExpectName();
        return name.Text.AsSpan().ContainsAny('.', '$') ? throw tokens.Clause.Malformed(name.Position, ODataMessages.ExpectAlias) : name;
    }
}
