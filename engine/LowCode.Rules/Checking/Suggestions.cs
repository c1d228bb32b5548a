namespace LowCode.Rules.Checking;

/// <summary>Finds what an author may have meant.</summary>
internal static class Suggestions
{
    /// <summary>
    /// The known name that is nearest, or null when none is near: the same but for case, a path that ends in it, or at
    /// most a third of its letters inserted, dropped, changed or swapped.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        var all = known.ToList();
        var best = all.Find(candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? all.Find(candidate => candidate.EndsWith("." + name, StringComparison.Ordinal));
        if (best is not null)
            return best;
        var nearest = all.Select(candidate => (candidate, distance: Distance(name, candidate)))
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal).FirstOrDefault();
        return nearest.candidate is not null && nearest.distance <= Math.Max(1, name.Length / 3) ? nearest.candidate : null;
    }

    // Optimal string alignment: insertions, deletions, changes and swaps of neighbours.
    private static int Distance(string one, string other)
    {
        var table = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
            table[i, 0] = i;
        for (var j = 0; j <= other.Length; j++)
            table[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                table[i, j] = Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }
        return table[one.Length, other.Length];
    }
}
