namespace LowCode.OData.Batches;

/// <summary>
/// The <c>if</c> of a request in a batch (OData JSON Format 4.01, 19.1) as far as it asks whether others have succeeded:
/// <c>$1/$succeeded</c>, <c>true</c>, <c>false</c>, <c>not</c>, <c>and</c>, <c>or</c>, parentheses.
/// </summary>
internal sealed class DependencyCondition
{
    private const int Deepest = 50;

    private readonly string[] _tokens;
    private readonly IReadOnlyDictionary<string, bool> _succeeded;
    private int _at;
    private bool _isUnknown;

    private DependencyCondition(string text, IReadOnlyDictionary<string, bool> succeeded)
    {
        _tokens = text.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _succeeded = succeeded;
    }

    /// <summary>Whether it holds; null when it asks for anything else.</summary>
    /// <param name="text">The condition.</param>
    /// <param name="succeeded">Whether the requests and groups so far have succeeded, by their ids.</param>
    public static bool? Holds(string text, IReadOnlyDictionary<string, bool> succeeded)
    {
        var condition = new DependencyCondition(text, succeeded);
        var holds = condition.Or(0);
        return condition._isUnknown || condition._at < condition._tokens.Length ? null : holds;
    }

    private bool Or(int depth)
    {
        var holds = And(depth);
        while (Take("or"))
            holds |= And(depth);
        return holds;
    }

    private bool And(int depth)
    {
        var holds = Not(depth);
        while (Take("and"))
            holds &= Not(depth);
        return holds;
    }

    private bool Not(int depth)
    {
        if (depth > Deepest)
            return Unknown();
        if (Take("not"))
            return !Not(depth + 1);
        if (Take("("))
        {
            var holds = Or(depth + 1);
            return Take(")") ? holds : Unknown();
        }
        return Take("true") || (!Take("false") && Succeeded());
    }

    private bool Succeeded()
    {
        const string Suffix = "/$succeeded";
        if (_at >= _tokens.Length || !_tokens[_at].StartsWith('$') || !_tokens[_at].EndsWith(Suffix, StringComparison.Ordinal))
            return Unknown();
        var id = _tokens[_at++][1..^Suffix.Length];
        return _succeeded.TryGetValue(id, out var succeeded) ? succeeded : Unknown();
    }

    private bool Unknown()
    {
        _isUnknown = true;
        return false;
    }

    private bool Take(string token)
    {
        if (_at >= _tokens.Length || !_tokens[_at].Equals(token, StringComparison.OrdinalIgnoreCase))
            return false;
        _at++;
        return true;
    }
}
