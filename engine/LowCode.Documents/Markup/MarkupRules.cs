using System.Collections.Frozen;

namespace LowCode.Documents.Markup;

/// <summary>
/// The HTML that a document may have: text, headings, lists, tables, pictures that lie in the template itself, and
/// styles that load nothing. Templates come from strangers and are shown to people who are signed in: nothing that
/// runs, loads, links or submits is let through, and no element whose content browsers read in another way.
/// </summary>
internal static class MarkupRules
{
    private static readonly FrozenSet<string> Elements = FrozenSet.Create(StringComparer.Ordinal,
        "header", "footer", "main", "section", "article", "div", "span", "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
        "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td", "ul", "ol", "li", "dl", "dt", "dd",
        "strong", "b", "em", "i", "u", "s", "small", "sub", "sup", "mark", "q", "blockquote", "figure", "figcaption", "time", "img", "style");

    // Whether values may stand in the attribute.
    private static readonly FrozenDictionary<string, bool> Attributes = new Dictionary<string, bool>
    {
        ["class"] = true,
        ["title"] = true,
        ["alt"] = true,
        ["style"] = false,
        ["lang"] = false,
        ["dir"] = false,
        ["colspan"] = false,
        ["rowspan"] = false,
        ["span"] = false,
        ["scope"] = false,
        ["start"] = false,
        ["width"] = false,
        ["height"] = false,
        ["src"] = false,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] Pictures = ["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,", "data:image/webp;base64,"];

    // What loads something from elsewhere, leaves the style, or hides either from this search.
    private static readonly string[] Styles = ["url(", "image(", "image-set(", "src(", "@import", "@font-face", "expression(", "behavior", "-moz-binding", "\\", "<"];

    public static bool AllowsElement(string name) => Elements.Contains(name);

    public static bool AllowsAttribute(string element, string name) => Attributes.ContainsKey(name) && (name != "src" || element == "img");

    public static bool AllowsValues(string attribute) => Attributes.GetValueOrDefault(attribute);

    public static bool AllowsValue(string attribute, string value) => attribute switch
    {
        "src" => Pictures.Any(start => value.StartsWith(start, StringComparison.Ordinal)) && value.AsSpan(value.IndexOf(',', StringComparison.Ordinal) + 1).IndexOfAnyExcept(Base64) < 0,
        "style" => BadStyle(value) is null,
        _ => true,
    };

    /// <summary>What a style may not contain, or null. Entities in a style attribute count as hiding.</summary>
    public static string? BadStyle(string style) =>
        Styles.FirstOrDefault(part => style.Contains(part, StringComparison.OrdinalIgnoreCase)) ?? (style.Contains('&', StringComparison.Ordinal) ? "&" : null);

    private static readonly System.Buffers.SearchValues<char> Base64 =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \r\n");
}
