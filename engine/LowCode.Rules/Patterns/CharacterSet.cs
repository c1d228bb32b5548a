using System.Buffers;
using System.Globalization;
using System.Text;

namespace LowCode.Rules.Patterns;

/// <summary>A set of UTF-16 code units, as ranges. Not thread-safe; used while a pattern is read.</summary>
internal sealed class CharacterSet
{
    private readonly List<(int Low, int High)> _ranges = [];

    public static CharacterSet Digits => Of(('0', '9'));

    public static CharacterSet Word => Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    /// <summary>What <c>\s</c> means in JavaScript: white space and line ends.</summary>
    public static CharacterSet Space => Of(
        ('\t', '\r'), (' ', ' '), ('\u00a0', '\u00a0'), ('\u1680', '\u1680'), ('\u2000', '\u200a'), ('\u2028', '\u2029'),
        ('\u202f', '\u202f'), ('\u205f', '\u205f'), ('\u3000', '\u3000'), ('\ufeff', '\ufeff'));

    /// <summary>What ends a line in JavaScript: what <c>.</c> does not match.</summary>
    public static CharacterSet LineEnds => Of(('\n', '\n'), ('\r', '\r'), ('\u2028', '\u2029'));

    public static CharacterSet Of(params ReadOnlySpan<(char Low, char High)> ranges)
    {
        var set = new CharacterSet();
        foreach (var (low, high) in ranges)
            set.Add(low, high);
        return set;
    }

    /// <summary>The character when it is just one.</summary>
    public char? Single => _ranges is [var (low, high)] && low == high ? (char)low : null;

    /// <summary>Its first and last character when all between are in it.</summary>
    public (int Low, int High)? Range => _ranges is [var range] ? range : null;

    public void Add(int low, int high) => _ranges.Add((low, high));

    public void Add(CharacterSet other) => _ranges.AddRange(other._ranges);

    /// <summary>Everything that is not in this set.</summary>
    public CharacterSet Complement()
    {
        var result = new CharacterSet();
        var next = 0;
        foreach (var (low, high) in _ranges.Order())
        {
            if (low > next)
                result.Add(next, low - 1);
            next = Math.Max(next, high + 1);
        }
        if (next <= char.MaxValue)
            result.Add(next, char.MaxValue);
        return result;
    }

    /// <summary>Adds the other case of each ASCII letter in it.</summary>
    public void FoldCase()
    {
        foreach (var (low, high) in _ranges.ToArray())
        {
            AddShifted(Math.Max(low, 'a'), Math.Min(high, 'z'), 'A' - 'a');
            AddShifted(Math.Max(low, 'A'), Math.Min(high, 'Z'), 'a' - 'A');
        }
    }

    /// <summary>True when a letter outside ASCII that has two cases is in it.</summary>
    public bool HasCaseBeyondAscii() => _ranges.Exists(range => Enumerable.Range(range.Low, range.High - range.Low + 1)
        .Any(code => code > 127 && (char.ToUpperInvariant((char)code) != code || char.ToLowerInvariant((char)code) != code)));

    /// <summary>All its characters, for looking up.</summary>
    public SearchValues<char> ToValues() => SearchValues.Create(
        [.. _ranges.SelectMany(range => Enumerable.Range(range.Low, range.High - range.Low + 1)).Select(code => (char)code).Distinct()]);

    /// <summary>As a class of .NET's regular expressions.</summary>
    public string ToClass()
    {
        if (_ranges.Count == 0)
            return "[^\\u0000-\\uffff]";
        var text = new StringBuilder("[");
        foreach (var (low, high) in _ranges)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\u{low:x4}");
            if (high > low)
                text.Append(CultureInfo.InvariantCulture, $"-\\u{high:x4}");
        }
        return text.Append(']').ToString();
    }

    private void AddShifted(int low, int high, int by)
    {
        if (low <= high)
            Add(low + by, high + by);
    }
}
