using System.Text;

namespace LowCode.Storage.Postgres.Values;

/// <summary>
/// How text lies in the database: one character for each UTF-16 code unit, in the same order. Code units below U+D800
/// stand for themselves; those above (halves of pairs, and U+E000 to U+FFFF) move up by 0x800, out of the range that
/// UTF-8 cannot carry. So order by collation "C", lengths, positions and cuts in SQL are those of the reference
/// evaluator, exactly and for every text. Only U+0000 has no place: the database cannot keep it.
/// </summary>
internal static class TextCode
{
    private const int Shift = 0x800;

    /// <summary>False when the text has a character that the database cannot keep.</summary>
    public static bool CanKeep(string text) => !text.Contains('\0');

    public static string Encode(string text)
    {
        var first = text.AsSpan().IndexOfAnyInRange('\uD800', '\uFFFF');
        if (first < 0)
            return text;
        var stored = new StringBuilder(text, 0, first, text.Length + 8);
        foreach (var unit in text.AsSpan(first))
        {
            var point = unit < '\uD800' ? unit : unit + Shift;
            if (point > char.MaxValue)
                stored.Append(char.ConvertFromUtf32(point));
            else
                stored.Append((char)point);
        }
        return stored.ToString();
    }

    public static string Decode(string stored)
    {
        var first = stored.AsSpan().IndexOfAnyInRange('\uD800', '\uFFFF');
        if (first < 0)
            return stored;
        var text = new StringBuilder(stored, 0, first, stored.Length);
        for (var i = first; i < stored.Length; i++)
        {
            var point = char.IsHighSurrogate(stored[i]) ? char.ConvertToUtf32(stored[i], stored[++i]) : stored[i];
            text.Append((char)(point < '\uD800' ? point : point - Shift));
        }
        return text.ToString();
    }
}
