using System.Globalization;
using System.Text;

namespace LowCode.Definitions.Messages;

/// <summary>
/// One sentence that a person may read, with its stable code and its text in every language of the product.
/// Placeholders are named: <c>{field}</c>. All messages stand in the static classes of this folder and nowhere else.
/// </summary>
/// <param name="Code">Stable code, <c>LC</c> and four digits; the first digit tells the area.</param>
/// <param name="Chinese">Text in zh-CN.</param>
/// <param name="English">Text in en.</param>
public sealed record Message(string Code, string Chinese, string English)
{
    private const int MostShown = 500;

    /// <summary>
    /// The text in <paramref name="locale"/> (<c>en…</c> gives English, everything else Chinese) with the arguments filled in;
    /// a <see cref="Phrase"/> or <see cref="LocalizedText"/> among them in the same language. A placeholder without an argument stays as it is,
    /// and so does what looks like one in an argument; of a long argument the first 500 characters are shown.
    /// </summary>
    public string Format(string? locale, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var text = Locales.IsEnglish(locale) ? English : Chinese;
        var formatted = new StringBuilder();
        var at = 0;
        for (var open = text.IndexOf('{', 0); open >= 0; open = text.IndexOf('{', at))
        {
            formatted.Append(text, at, open - at);
            at = open + 1;
            var close = text.IndexOf('}', open);
            var name = close < 0 ? "" : text[at..close];
            if (Find(name, arguments) is { } value)
            {
                formatted.Append(Shown(value.Value, locale));
                at = close + 1;
            }
            else
            {
                formatted.Append('{');
            }
        }
        return formatted.Append(text, at, text.Length - at).ToString();
    }

    private static (string Name, object? Value)? Find(string name, ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Name == name)
                return argument;
        }
        return null;
    }

    private static string Shown(object? value, string? locale)
    {
        var shown = value switch
        {
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            Phrase phrase => phrase.In(locale),
            LocalizedText localized => localized.In(locale),
            _ => value?.ToString() ?? "",
        };
        if (shown.Length <= MostShown)
            return shown;
        return $"{shown.AsSpan(0, char.IsHighSurrogate(shown[MostShown - 1]) ? MostShown - 1 : MostShown)}…";
    }
}
