using System.Text;
using System.Text.RegularExpressions;
using LowCode.Definitions.Messages;

namespace LowCode.OData.Syntax;

/// <summary>Cuts a clause into tokens (OData ABNF: names, literals, what separates them).</summary>
internal static partial class Lexer
{
    private const string Symbols = "(),/:;=*-[]{}";

    // Letters behind numbers that older versions of OData had for types, and that some clients of this one still send.
    private static readonly char[] Suffixes = [.. "LMDFlmdf"];

    private static readonly (LiteralKind Kind, Regex Form)[] Forms =
    [
        (LiteralKind.Guid, GuidForm()), (LiteralKind.Instant, InstantForm()), (LiteralKind.Date, DateForm()),
        (LiteralKind.Time, TimeForm()), (LiteralKind.Number, NumberForm()),
    ];

    /// <summary>The token at a position or behind the white space there; the position is left behind it.</summary>
    public static Token Next(Clause clause, ref int at)
    {
        var text = clause.Text;
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        var start = at;
        if (start == text.Length)
            return new Token(TokenKind.End, start, "");
        var first = text[start];
        if (first == '\'')
            return new Token(TokenKind.Literal, start, Quoted(clause, ref at), LiteralKind.Text);
        if (first == '"')
            return new Token(TokenKind.Literal, start, JsonText(clause, ref at), LiteralKind.Text);
        if (char.IsAsciiHexDigit(first))
        {
            foreach (var (kind, form) in Forms)
            {
                if (form.Match(text, start) is not { Success: true } match)
                    continue;
                at += match.Length;
                return new Token(TokenKind.Literal, start, kind == LiteralKind.Number ? match.Value.TrimEnd(Suffixes) : match.Value, kind);
            }
        }
        if (NameForm().Match(text, start) is { Success: true } name)
        {
            at += name.Length;
            if (at < text.Length && text[at] == '\'' && first is not ('$' or '@'))
                return new Token(TokenKind.Literal, start, Quoted(clause, ref at), PrefixOf(name.Value));
            return new Token(first == '@' ? TokenKind.Alias : TokenKind.Name, start, name.Value);
        }
        if (char.IsAsciiDigit(first))
            throw clause.WrongLiteral(start, WordForm().Match(text, start).Value);
        if (!Symbols.Contains(first, StringComparison.Ordinal))
            throw clause.Malformed(start);
        at++;
        return new Token(TokenKind.Symbol, start, first.ToString());
    }

    private static LiteralKind PrefixOf(string name) => name.ToLowerInvariant() switch
    {
        "duration" => LiteralKind.Duration,
        "geography" => LiteralKind.Geography,
        _ => LiteralKind.Prefixed,
    };

    private static string Quoted(Clause clause, ref int at)
    {
        var text = new StringBuilder();
        for (var i = at + 1; i < clause.Text.Length; i++)
        {
            if (clause.Text[i] != '\'')
            {
                text.Append(clause.Text[i]);
            }
            else if (i + 1 < clause.Text.Length && clause.Text[i + 1] == '\'')
            {
                text.Append('\'');
                i++;
            }
            else
            {
                at = i + 1;
                return text.ToString();
            }
        }
        throw clause.Malformed(clause.Text.Length, ODataMessages.UnterminatedText);
    }

    private static string JsonText(Clause clause, ref int at)
    {
        var start = at;
        for (var i = start + 1; i < clause.Text.Length; i++)
        {
            if (clause.Text[i] == '\\')
            {
                i++;
            }
            else if (clause.Text[i] == '"')
            {
                at = i + 1;
                return Unescaped(clause, start, clause.Text[start..at]);
            }
        }
        throw clause.Malformed(clause.Text.Length, ODataMessages.UnterminatedText);
    }

    private static string Unescaped(Clause clause, int at, string json)
    {
        try
        {
            return System.Text.Json.JsonSerializer.Deserialize<string>(json)!;
        }
        catch (System.Text.Json.JsonException)
        {
            throw clause.Malformed(at);
        }
    }

    [GeneratedRegex(@"\G[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])", RegexOptions.IgnoreCase)]
    private static partial Regex GuidForm();

    [GeneratedRegex(@"\G[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})(?!\w)", RegexOptions.IgnoreCase)]
    private static partial Regex InstantForm();

    [GeneratedRegex(@"\G[0-9]{4,}-[0-9]{2}-[0-9]{2}(?![\w-])")]
    private static partial Regex DateForm();

    [GeneratedRegex(@"\G[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(?!\w)")]
    private static partial Regex TimeForm();

    [GeneratedRegex(@"\G[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?[LMDF]?(?![\w.])", RegexOptions.IgnoreCase)]
    private static partial Regex NumberForm();

    [GeneratedRegex(@"\G[$@]?[\p{L}_][\p{L}\p{Nd}_]*(\.[\p{L}_][\p{L}\p{Nd}_]*)*(\.\*)?")]
    private static partial Regex NameForm();

    [GeneratedRegex(@"\G[^\s,()/;=]+")]
    private static partial Regex WordForm();
}
