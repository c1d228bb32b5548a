using System.Text.RegularExpressions;

namespace LowCode.Definitions.Patterns;

/// <summary>
/// A regular expression of .NET's that takes linear time whatever the text. What its automaton learns from texts is let go
/// when it comes to some megabytes, so that a hostile expression cannot keep memory. Thread-safe.
/// </summary>
/// <param name="expression">The expression, in .NET's syntax.</param>
/// <exception cref="NotSupportedException">The automaton would be too large.</exception>
/// <exception cref="ArgumentException">It is no expression.</exception>
public sealed class LinearRegex(string expression)
{
    private const long MostLearnt = 4 * 1024 * 1024;

    private volatile Regex _regex = Make(expression);
    private long _learnt;

    /// <summary>True when a part of the text matches.</summary>
    public bool IsMatch(string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var matches = _regex.IsMatch(text);
        if (Interlocked.Add(ref _learnt, GC.GetAllocatedBytesForCurrentThread() - before) > MostLearnt)
        {
            Interlocked.Exchange(ref _learnt, 0);
            _regex = Make(expression);
        }
        return matches;
    }

    private static Regex Make(string expression) => new(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
