using System.Text.RegularExpressions;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Parsing;

/// <summary>
/// Parses one JSON file (RFC 8259, each property name once in an object) into values with positions. Mistakes that leave
/// no doubt about what was meant are reported and parsing goes on behind them; others end it.
/// </summary>
internal sealed partial class JsonParser
{
    /// <summary>Deepest nesting of objects and lists.</summary>
    public const int MaxDepth = 32;

    /// <summary>Most values in a file, objects and lists included.</summary>
    public const int MaxValues = 250_000;

    /// <summary>Longest name of a property.</summary>
    public const int MaxName = 500;

    private const int MaxErrors = 100;
    private static readonly string[] Literals = ["true", "false", "null"];

    private readonly JsonScanner _scan;
    private readonly Diagnostics _diagnostics;
    private readonly int _before;
    private int _values;

    private JsonParser(string file, string text, Diagnostics diagnostics)
    {
        _scan = new JsonScanner(file, text, diagnostics);
        _diagnostics = diagnostics;
        _before = diagnostics.Count;
    }

    /// <summary>The file's value; null when parsing ended early. Every mistake has been added to the diagnostics.</summary>
    public static JsonValue? Parse(string file, string text, Diagnostics diagnostics)
    {
        var parser = new JsonParser(file, text, diagnostics);
        parser._scan.SkipSpace();
        if (parser._scan.IsAtEnd)
        {
            parser._scan.Error(ReadingMessages.EmptyFile, new TextPosition(1, 1));
            return null;
        }
        var root = parser.Value(0);
        if (root is null)
            return null;
        parser._scan.SkipSpace();
        if (!parser._scan.IsAtEnd)
            parser._scan.Error(ReadingMessages.ContentAfterEnd, parser._scan.At, ("found", parser._scan.Found));
        return root;
    }

    private JsonValue? Value(int depth)
    {
        var (at, start) = (_scan.At, _scan.Position);
        if (++_values > MaxValues)
        {
            _scan.Error(ReadingMessages.TooManyValues, at, ("max", MaxValues));
            return null;
        }
        switch (_scan.Next)
        {
            case '{' or '[' when depth == MaxDepth:
                _scan.Error(ReadingMessages.TooDeep, at, ("max", MaxDepth));
                return null;
            case '{': return Object(at, start, depth + 1);
            case '[': return Array(at, start, depth + 1);
            case '"' or '\'' or '“' or '”' or '‘' or '’':
                return _scan.TakeString() is { } text
                    ? new JsonValue(JsonKind.String, at, start) { Text = text.Text, Escapes = text.Escapes, End = _scan.Position }
                    : null;
            case ',' or '}' or ']':
                _scan.Error(ReadingMessages.ValueExpected, at, ("found", _scan.Found));
                return new JsonValue(JsonKind.Broken, at, start);
            default: return Word(at, start);
        }
    }

    private JsonValue? Word(TextPosition at, int start)
    {
        var found = _scan.Found;
        var word = _scan.TakeWord();
        if (word.Length == 0)
        {
            _scan.Error(ReadingMessages.ValueExpected, at, ("found", found));
            return null;
        }
        var kind = word switch
        {
            "true" => JsonKind.True,
            "false" => JsonKind.False,
            "null" => JsonKind.Null,
            _ when Number().IsMatch(word) => JsonKind.Number,
            _ => JsonKind.Broken,
        };
        if (kind == JsonKind.Broken && (char.IsAsciiDigit(word[0]) || word[0] is '+' or '-' or '.'))
            _scan.Error(ReadingMessages.BadNumber, at, ("found", word));
        else if (kind == JsonKind.Broken)
            _scan.Error(ReadingMessages.UnknownWord, at, ("found", word), ("suggestion", Suggestion.For(word, Literals)));
        return new JsonValue(kind, at, start) { Text = word, End = _scan.Position };
    }

    private JsonValue? Object(TextPosition at, int start, int depth)
    {
        _scan.Skip();
        List<JsonMember> members = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        while (More('}', at, members.Count == 0) is var more)
        {
            if (more is null)
                return null;
            if (more is false)
                break;
            var nameAt = _scan.At;
            if (Name() is not { } name)
                return null;
            if (name.Length > MaxName)
            {
                _scan.Error(ReadingMessages.NameTooLong, nameAt, ("max", MaxName));
                return null;
            }
            _scan.SkipSpace();
            var colonAt = _scan.At;
            if (_scan.Take('：') || !_scan.Take(':'))
                _scan.Error(ReadingMessages.ColonMissing, colonAt, ("property", name));
            _scan.SkipSpace();
            if (_scan.IsAtEnd)
                continue;
            if (Value(depth) is not { } value)
                return null;
            if (names.Add(name))
                members.Add(new JsonMember(name, nameAt, value));
            else
                _scan.Error(ReadingMessages.DuplicateProperty, nameAt,
                    ("property", name), ("line", members.First(known => known.Name == name).At.Line));
        }
        return new JsonValue(JsonKind.Object, at, start) { Members = members, End = _scan.Position };
    }

    private JsonValue? Array(TextPosition at, int start, int depth)
    {
        _scan.Skip();
        List<JsonValue> items = [];
        while (More(']', at, items.Count == 0) is var more)
        {
            if (more is null)
                return null;
            if (more is false)
                break;
            if (Value(depth) is not { } item)
                return null;
            items.Add(item);
        }
        return new JsonValue(JsonKind.Array, at, start) { Items = items, End = _scan.Position };
    }

    /// <summary>True when a further member or element stands here, false behind the closing bracket, null when parsing ends.</summary>
    private bool? More(char close, TextPosition open, bool first)
    {
        _scan.SkipSpace();
        var commaAt = _scan.At;
        var comma = _scan.Take(',');
        if (!comma && _scan.Take('，'))
        {
            _scan.Error(ReadingMessages.CommaMissing, commaAt);
            comma = true;
        }
        if (comma && first)
            _scan.Error(ReadingMessages.CommaTooMany, commaAt);
        _scan.SkipSpace();
        while (comma && _scan.Next == ',')
        {
            _scan.Error(ReadingMessages.CommaTooMany, _scan.At);
            _scan.Skip();
            _scan.SkipSpace();
        }
        if (_scan.IsAtEnd)
        {
            _scan.Error(ReadingMessages.Unclosed, _scan.At, ("line", open.Line), ("bracket", close == '}' ? "{" : "["));
            return null;
        }
        if (_diagnostics.Count - _before >= MaxErrors)
            return null;
        if (_scan.Take(close))
        {
            if (comma && !first)
                _scan.Error(ReadingMessages.CommaTooMany, commaAt);
            return false;
        }
        if (_scan.Next is '}' or ']')
        {
            _scan.Error(ReadingMessages.Unclosed, _scan.At, ("line", open.Line), ("bracket", close == '}' ? "{" : "["));
            return null;
        }
        if (!comma && !first)
            _scan.Error(ReadingMessages.CommaMissing, _scan.At);
        return true;
    }

    private string? Name()
    {
        if (_scan.Next is '"' or '\'' or '“' or '”')
            return _scan.TakeString()?.Text;
        var (at, found) = (_scan.At, _scan.Found);
        _scan.Error(ReadingMessages.NameExpected, at, ("found", found));
        var name = _scan.TakeWord();
        return name.Length == 0 ? null : name;
    }

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
