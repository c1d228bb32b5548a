using System.Globalization;
using System.Text;
using LowCode.Definitions.Messages;

namespace LowCode.Definitions.Patterns;

/// <summary>Parses a <see cref="Pattern"/> and writes it as a .NET expression in which sets still stand as marks. One use only.</summary>
internal sealed class PatternParser(string text)
{
    private const int MaxLength = 1_000;
    private const int MaxDepth = 20;
    private const int MaxSize = 1_500;

    // Marks the place of a set: no character of the syntax lies behind it, and no pattern has as many sets as there are marks.
    private const char FirstMark = '\uE000';

    private readonly StringBuilder _expression = new();
    private int _at;
    private int _depth;

    /// <summary>What is wrong, and where, once <see cref="Parse"/> gave null.</summary>
    public (Phrase Problem, int Position)? Problem { get; private set; }

    /// <summary>The sets of characters that the expression has marks for, in order.</summary>
    public List<CodePoints> Sets { get; } = [];

    /// <summary>A parsed expression, its marks filled in with the letters of an alphabet, for the whole text.</summary>
    public static string Complete(string expression, Alphabet alphabet)
    {
        var complete = new StringBuilder(@"\A(?:");
        foreach (var character in expression)
        {
            if (character >= FirstMark)
                complete.Append(alphabet.Class(character - FirstMark));
            else
                complete.Append(character);
        }
        return complete.Append(@")\z").ToString();
    }

    /// <summary>The expression, or null.</summary>
    public string? Parse()
    {
        if (text.Length > MaxLength || Alternatives() > MaxSize)
            Fail(Words.PatternTooLarge, 0);
        else if (Problem is null && _at < text.Length)
            Fail(Words.PatternBracket, _at, ("bracket", text[_at]));
        return Problem is null ? _expression.ToString() : null;
    }

    private char Next => _at < text.Length ? text[_at] : '\0';

    // Each part gives its size: how many characters it can stand for when its repetitions are written out.
    private long Alternatives()
    {
        var size = Sequence();
        while (Problem is null && Next == '|')
        {
            _at++;
            _expression.Append('|');
            size += Sequence();
        }
        return size;
    }

    private long Sequence()
    {
        long size = 0;
        while (Problem is null && _at < text.Length && Next is not ('|' or ')'))
            size += Repeated();
        return size;
    }

    private long Repeated()
    {
        var start = _expression.Length;
        var isAnchor = Next is '^' or '$';
        var size = Atom();
        if (Problem is not null || Next is not ('*' or '+' or '?' or '{'))
            return size;
        var quantifierAt = _at;
        if (Quantifier() is not { } counts || isAnchor || counts.Max < counts.Min)
        {
            Fail(Words.PatternQuantifier, quantifierAt, ("found", text[quantifierAt..Math.Max(_at, quantifierAt + 1)]));
            return size;
        }
        _expression.Insert(start, "(?:").Append(')');
        _expression.Append(CultureInfo.InvariantCulture, $"{{{counts.Min},{(counts.Max == int.MaxValue ? "" : counts.Max.ToString(CultureInfo.InvariantCulture))}}}");
        // Which repetition is preferred has no part in whether the whole text matches.
        if (Next == '?')
            _at++;
        size *= counts.Max == int.MaxValue ? counts.Min + 1 : Math.Max(1, counts.Max);
        if (size > MaxSize)
            Fail(Words.PatternTooLarge, quantifierAt);
        return size;
    }

    private (int Min, int Max)? Quantifier()
    {
        switch (text[_at++])
        {
            case '*': return (0, int.MaxValue);
            case '+': return (1, int.MaxValue);
            case '?': return (0, 1);
        }
        if (Count() is not { } min)
            return null;
        var max = min;
        if (Next == ',')
        {
            _at++;
            max = Next == '}' ? int.MaxValue : Count() ?? -1;
        }
        return Next == '}' && ++_at > 0 ? (min, max) : null;
    }

    private int? Count()
    {
        var start = _at;
        while (char.IsAsciiDigit(Next))
            _at++;
        return int.TryParse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count < int.MaxValue
            ? count
            : null;
    }

    private long Atom()
    {
        var start = _at;
        switch (Next)
        {
            case '(': return Group();
            case '[':
                _at++;
                Add(Class(start));
                return 1;
            case '.':
                _at++;
                Add(CharacterClasses.Dot);
                return 1;
            case '^' or '$':
                _expression.Append(text[_at++] == '^' ? @"\A" : @"\z");
                return 0;
            case '*' or '+' or '?':
                Fail(Words.PatternQuantifier, start, ("found", Next));
                return 0;
            case '{' or '}' or ']':
                Fail(Words.PatternBracket, start, ("bracket", Next));
                return 0;
            default:
                if (Set(inClass: false) is { } set)
                    Add(set);
                return 1;
        }
    }

    private long Group()
    {
        var start = _at++;
        if (Next == '?')
        {
            if (!text.AsSpan(_at).StartsWith("?:"))
            {
                Fail(Words.PatternGroup, start, ("found", text.AsSpan(start, Math.Min(4, text.Length - start)).ToString()));
                return 0;
            }
            _at += 2;
        }
        if (++_depth > MaxDepth)
        {
            Fail(Words.PatternTooLarge, start);
            return 0;
        }
        _expression.Append("(?:");
        var size = Alternatives();
        _expression.Append(')');
        _depth--;
        if (Problem is null && Next != ')')
            Fail(Words.PatternBracket, start, ("bracket", '('));
        _at++;
        return size;
    }

    private CodePoints Class(int start)
    {
        var negated = Next == '^';
        if (negated)
            _at++;
        List<CodePoints> sets = [];
        while (Problem is null && Next != ']')
        {
            if (_at >= text.Length)
            {
                Fail(Words.PatternBracket, start, ("bracket", '['));
                break;
            }
            var from = _at;
            if (Set(inClass: true) is not { } set)
                break;
            if (Next == '-' && _at + 1 < text.Length && text[_at + 1] != ']')
            {
                var low = _single;
                _at++;
                if (Set(inClass: true) is null)
                    break;
                if (low is not { } first || _single is not { } last || last < first)
                {
                    Fail(Words.PatternRange, from, ("found", text[from.._at]));
                    break;
                }
                set = CodePoints.Of((first, last));
            }
            sets.Add(set);
        }
        _at++;
        var all = CodePoints.Union(sets);
        return negated ? all.Complement() : all;
    }

    /// <summary>The only character of the set that was read last, or null when it stands for many.</summary>
    private int? _single;

    private CodePoints? Set(bool inClass)
    {
        _single = null;
        if (Next != '\\')
        {
            if (!Rune.TryGetRuneAt(text, _at, out var rune))
            {
                Fail(Words.PatternEscape, _at, ("found", "\uFFFD"));
                return null;
            }
            _at += rune.Utf16SequenceLength;
            return Single(rune.Value);
        }
        var start = _at++;
        var letter = Next;
        _at++;
        if (CharacterClasses.Escape(letter) is { } named)
            return named;
        var found = letter switch
        {
            'p' or 'P' => Property(letter),
            't' => Single('\t'),
            'n' => Single('\n'),
            'r' => Single('\r'),
            'x' => Hex(2),
            'u' when Next == '{' => Hex(text.IndexOf('}', _at) - _at - 1, braces: true),
            'u' => Hex(4),
            '-' when inClass => Single('-'),
            '^' or '$' or '\\' or '.' or '*' or '+' or '?' or '(' or ')' or '[' or ']' or '{' or '}' or '|' or '/' => Single(letter),
            _ => null,
        };
        if (found is null)
            Fail(char.IsAsciiDigit(letter) || letter is 'k' or 'b' or 'B' ? Words.PatternGroup : Words.PatternEscape, start,
                ("found", text[start..Math.Min(text.Length, Math.Max(_at, start + 2))]));
        return found;
    }

    private CodePoints? Property(char letter)
    {
        var end = text.IndexOf('}', _at);
        if (Next != '{' || end < 0)
            return null;
        var set = CharacterClasses.Property(text[(_at + 1)..end]);
        _at = end + 1;
        return letter == 'p' ? set : set?.Complement();
    }

    private CodePoints? Hex(int digits, bool braces = false)
    {
        var start = braces ? _at + 1 : _at;
        if (digits is < 1 or > 6 || start + digits > text.Length
            || !int.TryParse(text.AsSpan(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point)
            || point > 0x10FFFF || point is >= 0xD800 and <= 0xDFFF)
        {
            return null;
        }
        _at = start + digits + (braces ? 1 : 0);
        return Single(point);
    }

    private CodePoints Single(int point)
    {
        _single = point;
        return CodePoints.Of((point, point));
    }

    private void Add(CodePoints set)
    {
        _expression.Append((char)(FirstMark + Sets.Count));
        Sets.Add(set);
    }

    private void Fail(Message message, int at, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        Problem ??= (new Phrase(message) { Arguments = [.. arguments] }, at + 1);
}
