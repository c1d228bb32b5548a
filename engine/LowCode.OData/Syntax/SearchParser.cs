using System.Collections.Immutable;
using System.Text;
using LowCode.Definitions.Messages;
using LowCode.Storage.Queries;

namespace LowCode.OData.Syntax;

/// <summary>
/// Reads $search (OData 4.01 Part 2, 5.1.7): words and phrases in double quotes, NOT, AND (which may be left out) and OR in
/// this order of precedence, parentheses. AND, OR and NOT are words of the language in capitals only.
/// </summary>
internal sealed class SearchParser
{
    private const int MostPhrases = 50;
    private const int MostDepth = 50;

    private readonly Clause _clause;
    private readonly string _text;
    private readonly int _start;
    private int _at;
    private int _phrases;
    private int _depth;

    private SearchParser(Clause clause, string text, int start) => (_clause, _text, _start) = (clause, text, start);

    /// <summary>What a text asks for.</summary>
    /// <param name="clause">The clause that it is in.</param>
    /// <param name="text">The text.</param>
    /// <param name="start">Where it begins in the clause.</param>
    public static SearchTerm Parse(Clause clause, string text, int start)
    {
        var parser = new SearchParser(clause, text, start);
        var term = parser.Any();
        return parser.IsAtEnd() ? term : throw parser.Malformed();
    }

    private SearchTerm Any()
    {
        if (++_depth > MostDepth)
            throw _clause.TooDeep();
        var terms = ImmutableArray.CreateBuilder<SearchTerm>();
        do
            terms.Add(All());
        while (TakeWord("OR"));
        _depth--;
        return terms.Count == 1 ? terms[0] : new SearchAny(terms.ToImmutable());
    }

    private SearchTerm All()
    {
        var terms = ImmutableArray.CreateBuilder<SearchTerm>();
        do
            terms.Add(One());
        while (TakeWord("AND") || !(IsAtEnd() || _text[_at] == ')' || IsWord("OR")));
        return terms.Count == 1 ? terms[0] : new SearchAll(terms.ToImmutable());
    }

    private SearchTerm One()
    {
        if (TakeWord("NOT"))
        {
            if (++_depth > MostDepth)
                throw _clause.TooDeep();
            var unwanted = One();
            _depth--;
            return new SearchNot(unwanted);
        }
        if (IsAtEnd() || IsWord("AND") || IsWord("OR") || _text[_at] == ')')
            throw Malformed();
        if (_text[_at] == '(')
        {
            _at++;
            var inside = Any();
            if (IsAtEnd() || _text[_at++] != ')')
                throw Malformed();
            return inside;
        }
        if (++_phrases > MostPhrases)
            throw _clause.TooDeep();
        return new SearchPhrase(_text[_at] == '"' ? Phrase() : Word());
    }

    private string Phrase()
    {
        var (begin, phrase) = (_at, new StringBuilder());
        for (_at++; _at < _text.Length && _text[_at] != '"'; _at++)
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length && _text[_at + 1] is '"' or '\\')
                _at++;
            if (_at < _text.Length)
                phrase.Append(_text[_at]);
        }
        if (_at >= _text.Length)
            throw _clause.Malformed(_start + _text.Length, ODataMessages.UnterminatedText);
        _at++;
        return phrase.Length > 0 ? phrase.ToString() : throw _clause.Malformed(_start + begin);
    }

    private string Word()
    {
        var begin = _at;
        while (_at < _text.Length && !IsBreak(_text[_at]))
            _at++;
        return _text[begin.._at];
    }

    private bool TakeWord(string word)
    {
        if (!IsWord(word))
            return false;
        _at += word.Length;
        return true;
    }

    private bool IsWord(string word)
    {
        Skip();
        return string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0
            && (_at + word.Length == _text.Length || IsBreak(_text[_at + word.Length]));
    }

    private bool IsAtEnd()
    {
        Skip();
        return _at >= _text.Length;
    }

    private void Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    private static bool IsBreak(char unit) => char.IsWhiteSpace(unit) || unit is '(' or ')' or '"';

    private Errors.Refusal Malformed() => _clause.Malformed(_start + _at);
}
