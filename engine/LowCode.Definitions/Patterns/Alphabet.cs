using System.Globalization;
using System.Text;

namespace LowCode.Definitions.Patterns;

/// <summary>
/// The code points as one pattern tells them apart: those that lie in the same of its sets become one letter. So a
/// pattern over Unicode becomes a small expression over few UTF-16 units, whatever its sets are. Immutable.
/// </summary>
internal sealed class Alphabet
{
    private const char None = '\uFFFF';
    private const char First = '\u0100';

    private readonly int[] _starts;
    private readonly char[] _letters;
    private readonly IReadOnlyList<CodePoints> _sets;

    public Alphabet(IReadOnlyList<CodePoints> sets)
    {
        _sets = sets;
        _starts = [.. sets.SelectMany(set => set.Ranges).SelectMany(range => new[] { range.From, range.To + 1 }).Append(0).Distinct().Order()];
        var members = new StringBuilder?[_starts.Length];
        for (var i = 0; i < sets.Count; i++)
        {
            foreach (var interval in sets[i].Ranges.SelectMany(Intervals))
                (members[interval] ??= new()).Append(CultureInfo.InvariantCulture, $"{i},");
        }
        Dictionary<string, char> letters = new(StringComparer.Ordinal);
        _letters = new char[_starts.Length];
        for (var i = 0; i < members.Length; i++)
        {
            var key = members[i]?.ToString() ?? "";
            if (!letters.TryGetValue(key, out _letters[i]))
                letters[key] = _letters[i] = (char)(First + letters.Count);
        }
    }

    /// <summary>A set as a class of letters in a .NET expression.</summary>
    public string Class(int set)
    {
        var letters = _sets[set].Ranges.SelectMany(Intervals).Select(interval => _letters[interval]).Distinct().Order().ToArray();
        return letters.Length == 0 ? "[^\\s\\S]" : $"[{new string(letters)}]";
    }

    /// <summary>A text in these letters, one a code point; half a surrogate pair becomes a letter that nothing matches.</summary>
    public string Spell(string text)
    {
        var spelt = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var isWhole = Rune.TryGetRuneAt(text, i, out var rune);
            spelt.Append(isWhole ? _letters[Interval(rune.Value)] : None);
            i += isWhole ? rune.Utf16SequenceLength : 1;
        }
        return spelt.ToString();
    }

    private IEnumerable<int> Intervals((int From, int To) range)
    {
        for (var i = Interval(range.From); i < _starts.Length && _starts[i] <= range.To; i++)
            yield return i;
    }

    private int Interval(int point)
    {
        var found = Array.BinarySearch(_starts, point);
        return found >= 0 ? found : ~found - 1;
    }
}
