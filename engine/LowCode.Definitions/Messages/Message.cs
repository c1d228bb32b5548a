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
    /// <summary>
    /// The text in <paramref name="locale"/> (<c>en…</c> gives English, everything else Chinese) with the arguments filled in;
    /// a <see cref="Phrase"/> or <see cref="LocalizedText"/> among them in the same language. A placeholder without an argument stays as it is.
    /// </summary>
    public string Format(string? locale, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var text = Locales.IsEnglish(locale) ? English : Chinese;
        foreach (var (name, value) in arguments)
        {
            var shown = value switch
            {
                IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                Phrase phrase => phrase.In(locale),
                LocalizedText localized => localized.In(locale),
                _ => value?.ToString() ?? "",
            };
            text = text.Replace("{" + name + "}", shown, StringComparison.Ordinal);
        }
        return text;
    }
}
