namespace LowCode.OData.Syntax;

/// <summary>
/// Reads the tokens of a clause one after another, and keeps what strangers send within limits: how deep it nests and
/// how much of it there is.
/// </summary>
internal sealed class TokenReader
{
    private const int MostDepth = 200;
    private const int MostTokens = 50_000;

    private int _behind;
    private int _depth;
    private int _tokens;

    public TokenReader(Clause clause)
    {
        Clause = clause;
        Next();
    }

    /// <summary>What is read.</summary>
    public Clause Clause { get; }

    /// <summary>The token at hand.</summary>
    public Token Current { get; private set; }

    /// <summary>Goes on; gives the token that was at hand.</summary>
    public Token Next()
    {
        var token = Current;
        if (++_tokens > MostTokens)
            throw Clause.TooDeep();
        Current = Lexer.Next(Clause, ref _behind);
        return token;
    }

    /// <summary>The token behind the one at hand.</summary>
    public Token Peek()
    {
        var at = _behind;
        return Lexer.Next(Clause, ref at);
    }

    /// <summary>Whether a symbol is at hand.</summary>
    public bool Is(char symbol) => Current.Kind is TokenKind.Symbol && Current.Text[0] == symbol;

    /// <summary>Whether a word of the language is at hand, in any case.</summary>
    public bool IsWord(string word) => Current.Kind is TokenKind.Name && Current.Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Passes over a symbol if it is at hand.</summary>
    public bool Take(char symbol)
    {
        if (!Is(symbol))
            return false;
        Next();
        return true;
    }

    /// <summary>Passes over a word if it is at hand.</summary>
    public bool TakeWord(string word)
    {
        if (!IsWord(word))
            return false;
        Next();
        return true;
    }

    /// <summary>Passes over a symbol that must be at hand.</summary>
    public void Expect(char symbol)
    {
        if (!Take(symbol))
            throw Clause.Malformed(Current.Position);
    }

    /// <summary>A name that must be at hand.</summary>
    public Token ExpectName() => Current.Kind is TokenKind.Name ? Next() : throw Clause.Malformed(Current.Position);

    /// <summary>Refuses anything that is left.</summary>
    public void ExpectEnd()
    {
        if (Current.Kind is not TokenKind.End)
            throw Clause.Malformed(Current.Position);
    }

    /// <summary>The bare text from the token at hand up to a semicolon or parenthesis that closes what is open before it.</summary>
    public Token Raw()
    {
        var start = Current.Position;
        var end = start;
        for (var depth = 0; Current.Kind is not TokenKind.End && (depth > 0 || !(Is(';') || Is(')'))); Next())
        {
            depth += Is('(') ? 1 : Is(')') ? -1 : 0;
            end = _behind;
        }
        return new Token(TokenKind.Literal, start, Clause.Text[start..end], LiteralKind.Text);
    }

    /// <summary>One level deeper.</summary>
    public void Enter()
    {
        if (++_depth > MostDepth)
            throw Clause.TooDeep();
    }

    /// <summary>Back one level.</summary>
    public void Leave() => _depth--;

    /// <summary>Refuses a chain of operations whose tree would become too deep.</summary>
    public void CheckChain(int length)
    {
        if (length > MostDepth / 2)
            throw Clause.TooDeep();
    }
}
