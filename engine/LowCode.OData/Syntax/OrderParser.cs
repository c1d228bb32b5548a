using System.Collections.Immutable;

namespace LowCode.OData.Syntax;

/// <summary>Reads $orderby.</summary>
internal static class OrderParser
{
    public static ImmutableArray<OrderNode> Parse(Clause clause)
    {
        var tokens = new TokenReader(clause);
        var terms = Terms(tokens);
        tokens.ExpectEnd();
        return terms;
    }

    /// <summary>The terms at hand.</summary>
    public static ImmutableArray<OrderNode> Terms(TokenReader tokens)
    {
        var expressions = new ExpressionParser(tokens);
        var terms = ImmutableArray.CreateBuilder<OrderNode>();
        do
        {
            var by = expressions.Expression();
            var descending = tokens.TakeWord("desc");
            if (!descending)
                tokens.TakeWord("asc");
            terms.Add(new OrderNode(by, descending));
        }
        while (tokens.Take(','));
        return terms.ToImmutable();
    }
}
