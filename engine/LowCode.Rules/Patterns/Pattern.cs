using LowCode.Definitions.Patterns;

namespace LowCode.Rules.Patterns;

/// <summary>A regular expression of the linear-time subset: matching takes time in proportion to the text, whatever the text.</summary>
/// <param name="Source">As written in JavaScript, without slashes.</param>
/// <param name="Flags">As written: empty or <c>i</c>.</param>
/// <param name="Matcher">The same in .NET.</param>
/// <param name="Fixed">The same as one set a character, when it is that simple.</param>
internal sealed record Pattern(string Source, string Flags, LinearRegex Matcher, FixedPattern? Fixed)
{
    /// <summary>Whether a text matches.</summary>
    public bool Matches(string text) => Fixed is null ? Matcher.IsMatch(text) : Fixed.Matches(text);
}
