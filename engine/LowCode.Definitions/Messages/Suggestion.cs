namespace LowCode.Definitions.Messages;

/// <summary>Finds the name that was meant when one was written that does not exist.</summary>
public static class Suggestion
{
    /// <summary>
    /// "Did you mean …?" for the candidate that is nearest to what was written, or null when none is near: another use of
    /// capitals, or at most one wrong, missing, extra or swapped character for every three.
    /// </summary>
    public static Phrase? For(string written, IEnumerable<string> candidates)
    {
        var nearest = Nearest(written, candidates);
        return nearest is null ? null : new Phrase(Words.DidYouMean) { Arguments = [("name", nearest)] };
    }

    private const int MostCandidates = 1_000;

    /// <summary>The candidate itself, or null. Only the first 1,000 are looked at.</summary>
    public static string? Nearest(string written, IEnumerable<string> candidates)
    {
        if (written.Length is 0 or > 100)
            return null;
        string? nearest = null;
        var distance = Math.Max(1, written.Length / 3) + 1;
        foreach (var candidate in candidates.Take(MostCandidates))
        {
            if (candidate.Length == 0 || Math.Abs(candidate.Length - written.Length) >= distance)
                continue;
            var found = candidate.Equals(written, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(written, candidate, distance);
            if (found >= distance || found >= candidate.Length)
                continue;
            distance = found;
            nearest = candidate;
        }
        return nearest;
    }

    /// <summary>Characters to change, insert, remove or swap; <paramref name="limit"/> when there are as many or more.</summary>
    private static int Distance(string left, string right, int limit)
    {
        // Three rows of the table, of which only the middle can stay below the limit.
        Span<int> before = stackalloc int[right.Length + 1], last = stackalloc int[right.Length + 1], row = stackalloc int[right.Length + 1];
        before.Fill(limit);
        for (var j = 0; j <= right.Length; j++)
            last[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            row.Fill(limit);
            row[0] = i;
            var least = i;
            for (var j = Math.Max(1, i - limit); j <= Math.Min(right.Length, i + limit); j++)
            {
                var same = left[i - 1] == right[j - 1];
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }
            if (least >= limit)
                return limit;
            var free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[right.Length];
    }
}
