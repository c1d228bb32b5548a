using LowCode.Definitions.Messages;

namespace LowCode.Rules.Checking;

/// <summary>Finds what an author may have meant.</summary>
internal static class Suggestions
{
    /// <summary>The known name that resembles an unknown one, or the path that ends in it; null when none does.</summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        var all = known.ToList();
        return all.Find(candidate => candidate.EndsWith("." + name, StringComparison.Ordinal)) ?? Suggestion.Nearest(name, all);
    }
}
