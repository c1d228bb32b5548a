using System.Text.RegularExpressions;

namespace LowCode.Definitions.Fields;

/// <summary>Makes a field's <c>pattern</c> a matcher that takes linear time whatever is entered.</summary>
internal static class PatternText
{
    /// <summary>The matcher, or why there is none.</summary>
    public static (Regex? Pattern, string? Problem) Compile(string pattern)
    {
        try
        {
            const RegexOptions options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
            return (new Regex($@"\A(?:{pattern})\z", options), null);
        }
        catch (ArgumentException problem)
        {
            return (null, problem.Message);
        }
        catch (NotSupportedException problem)
        {
            return (null, problem.Message);
        }
    }
}
