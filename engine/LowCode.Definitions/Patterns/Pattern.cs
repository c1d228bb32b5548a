using LowCode.Definitions.Messages;

namespace LowCode.Definitions.Patterns;

/// <summary>
/// A regular expression of authors: the linear-time part of JavaScript's with its <c>u</c> flag, matched against the whole
/// text, with the same meaning in every engine. There are <c>. [] [^] | () (?:) * + ? {n,m} ^ $ \d \w \s \D \W \S \t \n \r
/// \uXXXX \u{X} \xXX \p{L} \p{Lu} \p{Ll} \p{N} \p{Nd} \p{P} \p{Script=Han}</c> and escaped signs; no look-around,
/// back-references, word boundaries, named groups or flags. Characters are Unicode code points: <c>.</c> matches 𠮷 once.
/// Matching takes linear time whatever the text. Immutable and thread-safe.
/// </summary>
internal sealed class Pattern
{
    private readonly LinearRegex _regex;
    private readonly Alphabet _alphabet;

    private Pattern(LinearRegex regex, Alphabet alphabet)
    {
        _regex = regex;
        _alphabet = alphabet;
    }

    /// <summary>The pattern, or what is wrong with it and at which of its characters, from 1.</summary>
    public static Pattern? TryParse(string text, out (Phrase Problem, int Position)? problem)
    {
        var parser = new PatternParser(text);
        var expression = parser.Parse();
        problem = parser.Problem;
        if (expression is null)
            return null;
        var alphabet = new Alphabet(parser.Sets);
        try
        {
            var regex = new LinearRegex(PatternParser.Complete(expression, alphabet));
            return new Pattern(regex, alphabet);
        }
        catch (NotSupportedException)
        {
            // The platform's own bound on the automaton, which counts otherwise than the parser does.
            problem = (new Phrase(Words.PatternTooLarge), 1);
            return null;
        }
    }

    /// <summary>True when the whole text matches.</summary>
    public bool Matches(string text) => _regex.IsMatch(_alphabet.Spell(text));
}
