using System.Collections.Immutable;

namespace LowCode.Definitions.Messages;

/// <summary>A text that an author wrote (in zh-CN unless the pack says otherwise), with the pack's translations.</summary>
/// <param name="Original">As it stands in the definition.</param>
public sealed record LocalizedText(string Original)
{
    /// <summary>By locale, from the pack's <c>locales/*.json</c>.</summary>
    public ImmutableDictionary<string, string> Translations { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The text in a locale, then in its language (<c>en</c> for <c>en-GB</c>), then the original.</summary>
    public string In(string? locale)
    {
        if (locale is null || Translations.IsEmpty)
            return Original;
        if (Translations.TryGetValue(locale, out var text))
            return text;
        var dash = locale.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && Translations.TryGetValue(locale[..dash], out text) ? text : Original;
    }

    /// <summary>The original, so that texts read well in logs.</summary>
    public override string ToString() => Original;
}
