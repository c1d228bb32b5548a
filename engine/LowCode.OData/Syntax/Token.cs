namespace LowCode.OData.Syntax;

/// <summary>The smallest part of an expression that means something.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Where it begins in the clause, from 0.</param>
/// <param name="Text">Its text; of a text literal what is between the quotes, unescaped.</param>
/// <param name="Literal">For a literal, which.</param>
internal readonly record struct Token(TokenKind Kind, int Position, string Text, LiteralKind Literal = default);

/// <summary>Kinds of tokens.</summary>
internal enum TokenKind
{
    /// <summary>Behind everything.</summary>
    End,

    /// <summary>A name or a word of the language, perhaps qualified (<c>geo.distance</c>) or with <c>$</c> in front.</summary>
    Name,

    /// <summary>A parameter alias with its <c>@</c>.</summary>
    Alias,

    /// <summary>A literal.</summary>
    Literal,

    /// <summary>A single character that separates.</summary>
    Symbol,
}

/// <summary>Kinds of literals, as they look; whether they have a value is found out where they are used.</summary>
internal enum LiteralKind
{
    /// <summary>null.</summary>
    Null,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A number, INF and NaN among them.</summary>
    Number,

    /// <summary>A text in single quotes, or in double quotes as in JSON.</summary>
    Text,

    /// <summary>A guid.</summary>
    Guid,

    /// <summary>A date.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>A date with a time and an offset.</summary>
    Instant,

    /// <summary>duration'…'.</summary>
    Duration,

    /// <summary>geography'…'.</summary>
    Geography,

    /// <summary>A text behind another prefix: geometry'…', binary'…', an enumeration's name.</summary>
    Prefixed,
}
