using System.Buffers;

namespace LowCode.Storage.Queries;

/// <summary>
/// A phrase in the one form in which searches compare texts: each code unit by itself, full-width forms of ASCII (and the
/// ideographic space) as ASCII, letters in lower case. Immutable and thread-safe.
/// </summary>
public sealed class SearchText
{
    private static readonly char[] Folded = [.. Enumerable.Range(0, char.MaxValue + 1).Select(unit => Fold((char)unit))];

    private static readonly int[] Forms = CountForms();

    private readonly string _phrase;
    private readonly SearchValues<char>? _starts;

    /// <summary>A phrase, as it was written. An empty one occurs in every text.</summary>
    public SearchText(string phrase)
    {
        _phrase = string.Concat(phrase.Select(unit => Folded[unit]));
        IsPlain = _phrase.All(IsAlone) && string.Equals(_phrase, phrase);
        if (!IsPlain)
            _starts = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(unit => (char)unit).Where(unit => Folded[unit] == _phrase[0])]);
    }

    /// <summary>True when only the very same text is equal to it, as with most Chinese: then it is found by plain comparison.</summary>
    public bool IsPlain { get; }

    /// <summary>Whether it occurs in a text.</summary>
    public bool OccursIn(string text)
    {
        if (_starts is null)
            return text.Contains(_phrase, StringComparison.Ordinal);
        var rest = text.AsSpan();
        while (rest.IndexOfAny(_starts) is >= 0 and var at && rest.Length - at >= _phrase.Length)
        {
            rest = rest[at..];
            if (IsAtStartOf(rest))
                return true;
            rest = rest[1..];
        }
        return false;
    }

    private bool IsAtStartOf(ReadOnlySpan<char> text)
    {
        for (var i = 1; i < _phrase.Length; i++)
        {
            if (Folded[text[i]] != _phrase[i])
                return false;
        }
        return true;
    }

    // Nothing else has this form.
    private static bool IsAlone(char folded) => Forms[folded] == 1;

    private static int[] CountForms()
    {
        var forms = new int[char.MaxValue + 1];
        foreach (var folded in Folded)
            forms[folded]++;
        return forms;
    }

    private static char Fold(char unit)
    {
        if (unit == '\u3000')
            return ' ';
        if (unit is >= '\uFF01' and <= '\uFF5E')
            unit = (char)(unit - '\uFF01' + '!');
        return char.ToLowerInvariant(unit);
    }
}
