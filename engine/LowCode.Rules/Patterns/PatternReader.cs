using System.Globalization;
using System.Text;
using LowCode.Definitions.Patterns;

namespace LowCode.Rules.Patterns;

/// <summary>
/// Reads a regular expression of JavaScript and writes the same for .NET's non-backtracking engine, which is linear in
/// the text. Left out, because no such engine can do them or because the two languages differ: back-references,
/// look-around, word boundaries, Unicode properties, and flags other than <c>i</c> (which folds ASCII letters).
/// </summary>
internal sealed class PatternReader
{
    private const int MostRepeats = 1000;
    private const int Deepest = 50;
    private const string Syntax = "^$\\.*+?()[]{}|/-";

    private readonly string _source;
    private readonly bool _ignoreCase;
    private readonly StringBuilder _out = new();
    private readonly FixedPattern.Reading _fixed = new();
    private int _at;

    private PatternReader(string source, bool ignoreCase)
    {
        _source = source;
        _ignoreCase = ignoreCase;
    }

    /// <summary>The pattern, or null with the part of it that is not supported.</summary>
    public static Pattern? Read(string source, string flags, out string problem)
    {
        problem = "";
        if (flags is not ("" or "i"))
        {
            problem = flags;
            return null;
        }
        try
        {
            var reader = new PatternReader(source, flags == "i");
            reader.Alternatives(0, 1);
            if (reader._at < source.Length)
                throw reader.Unsupported(1);
            return new Pattern(source, flags, new LinearRegex(reader._out.ToString()), reader._fixed.ToPattern());
        }
        catch (UnsupportedException unsupported)
        {
            problem = unsupported.Message;
        }
        catch (Exception refused) when (refused is NotSupportedException or ArgumentException)
        {
            // .NET refuses patterns whose automaton would be too large.
            problem = source;
        }
        return null;
    }

    private void Alternatives(int depth, int repeats)
    {
        if (depth > Deepest)
            throw Unsupported(1);
        Terms(depth, repeats);
        while (Accept('|'))
        {
            _fixed.Refuse();
            _out.Append('|');
            Terms(depth, repeats);
        }
    }

    private void Terms(int depth, int repeats)
    {
        while (_at < _source.Length && _source[_at] is not ('|' or ')'))
        {
            if (Accept('^'))
            {
                _fixed.Start();
                _out.Append("\\A");
            }
            else if (Accept('$'))
            {
                _fixed.End();
                _out.Append("\\z");
            }
            else
                Repeated(depth, repeats);
        }
    }

    // The quantifier stands behind its atom, but how often it repeats bounds what may stand inside: read it first.
    private void Repeated(int depth, int repeats)
    {
        var start = _out.Length;
        var from = _at;
        var fixedBefore = _fixed.Count;
        Atom(depth, repeats);
        var inner = _out.ToString(start, _out.Length - start);
        var quantifier = Quantifier(out var most);
        if (quantifier.Length == 0)
            return;
        if (most * repeats > MostRepeats)
            throw Unsupported(from, _at - from);
        if (most > 1)
        {
            // Read the atom again with its real number of repeats, so that nested quantifiers cannot multiply.
            var end = _at;
            _at = from;
            _out.Length = start;
            _fixed.Count = fixedBefore;
            Atom(depth, most * repeats);
            _at = end;
            inner = _out.ToString(start, _out.Length - start);
        }
        _fixed.Repeat(fixedBefore, quantifier);
        _out.Length = start;
        _out.Append("(?:").Append(inner).Append(')').Append(quantifier);
    }

    private string Quantifier(out int most)
    {
        most = 1;
        var text = "";
        if (Accept('*'))
            text = "*";
        else if (Accept('+'))
            text = "+";
        else if (Accept('?'))
            text = "?";
        else if (_at < _source.Length && _source[_at] == '{')
            text = Braces(out most);
        if (text.Length > 0)
            Accept('?'); // Lazy or greedy makes no difference to whether a text matches.
        return text;
    }

    private string Braces(out int most)
    {
        var start = _at++;
        var least = Digits();
        most = least;
        if (Accept(','))
            most = _at < _source.Length && char.IsAsciiDigit(_source[_at]) ? Digits() : least;
        if (!Accept('}') || most < least)
            throw Unsupported(start, Math.Max(1, _at - start));
        return _source[start.._at];
    }

    private int Digits()
    {
        var start = _at;
        while (_at < _source.Length && char.IsAsciiDigit(_source[_at]))
            _at++;
        return int.TryParse(_source.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unsupported(start, Math.Max(1, _at - start));
    }

    private void Atom(int depth, int repeats)
    {
        var next = _source[_at];
        switch (next)
        {
            case '(':
                Group(depth, repeats);
                break;
            case '[':
                Emit(Class());
                break;
            case '.':
                _at++;
                Emit(CharacterSet.LineEnds.Complement());
                break;
            case '\\':
                Emit(Escape(inClass: false));
                break;
            case '*' or '+' or '?' or '{' or '}' or ']':
                throw Unsupported(1);
            default:
                _at++;
                Emit(Fold(CharacterSet.Of((next, next)), _at - 1));
                break;
        }
    }

    private void Group(int depth, int repeats)
    {
        var start = _at++;
        _fixed.Refuse();
        if (Accept('?') && !Accept(':'))
        {
            // A name is as good as no name: only whether the text matches is asked. (?= (?! (?<= (?<! look around.
            var end = _source.IndexOf('>', _at);
            if (!Accept('<') || end < 0 || _source[_at] is '=' or '!')
                throw Unsupported(start, Math.Min(4, _source.Length - start));
            _at = end + 1;
        }
        _out.Append("(?:");
        Alternatives(depth + 1, repeats);
        if (!Accept(')'))
            throw Unsupported(start, _source.Length - start);
        _out.Append(')');
    }

    private CharacterSet Class()
    {
        var start = _at++;
        var negated = Accept('^');
        var set = new CharacterSet();
        while (true)
        {
            if (_at >= _source.Length)
                throw Unsupported(start, _source.Length - start);
            if (Accept(']'))
                break;
            var low = ClassAtom(out var single);
            if (single is null || _at + 1 >= _source.Length || _source[_at] != '-' || _source[_at + 1] == ']')
            {
                set.Add(low);
                continue;
            }
            _at++;
            _ = ClassAtom(out var high);
            if (high is null || high < single)
                throw Unsupported(start, _at - start);
            set.Add(single.Value, high.Value);
        }
        Fold(set, start);
        return negated ? set.Complement() : set;
    }

    private CharacterSet ClassAtom(out char? single)
    {
        var set = _source[_at] == '\\' ? Escape(inClass: true) : CharacterSet.Of((_source[_at], _source[_at++]));
        single = set.Single;
        return set;
    }

    private CharacterSet Escape(bool inClass)
    {
        var start = _at++;
        if (_at >= _source.Length)
            throw Unsupported(start, 1);
        var letter = _source[_at++];
        return letter switch
        {
            'd' => CharacterSet.Digits,
            'D' => CharacterSet.Digits.Complement(),
            'w' => CharacterSet.Word,
            'W' => CharacterSet.Word.Complement(),
            's' => CharacterSet.Space,
            'S' => CharacterSet.Space.Complement(),
            't' => One('\t'),
            'n' => One('\n'),
            'r' => One('\r'),
            'v' => One('\v'),
            'f' => One('\f'),
            'x' => One(Hexadecimal(2, start)),
            'u' => One(Hexadecimal(4, start)),
            'b' when inClass => One('\b'),
            _ when Syntax.Contains(letter, StringComparison.Ordinal) => One(letter),
            _ => throw Unsupported(start, 2),
        };

        CharacterSet One(char code) => inClass ? CharacterSet.Of((code, code)) : Fold(CharacterSet.Of((code, code)), start);
    }

    private char Hexadecimal(int digits, int start)
    {
        if (_at + digits > _source.Length
            || !ushort.TryParse(_source.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            throw Unsupported(start, 2);
        _at += digits;
        return (char)code;
    }

    private CharacterSet Fold(CharacterSet set, int start)
    {
        if (!_ignoreCase)
            return set;
        if (set.HasCaseBeyondAscii())
            throw Unsupported(start, Math.Max(1, _at - start));
        set.FoldCase();
        return set;
    }

    private void Emit(CharacterSet set)
    {
        _fixed.Add(set);
        _out.Append(set.ToClass());
    }

    private bool Accept(char expected)
    {
        if (_at >= _source.Length || _source[_at] != expected)
            return false;
        _at++;
        return true;
    }

    private UnsupportedException Unsupported(int length) => Unsupported(_at, length);

    private UnsupportedException Unsupported(int start, int length) =>
        new(_source.Substring(start, Math.Min(length, _source.Length - start)));

    private sealed class UnsupportedException(string part) : Exception(part);
}
