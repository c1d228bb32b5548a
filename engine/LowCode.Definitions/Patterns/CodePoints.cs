using System.Globalization;

namespace LowCode.Definitions.Patterns;

/// <summary>A set of Unicode code points, as sorted ranges that do not touch. Surrogates are never in it. Immutable.</summary>
internal sealed class CodePoints
{
    private const int Last = 0x10FFFF;
    private readonly List<(int From, int To)> _ranges;

    private CodePoints(IEnumerable<(int From, int To)> ranges) => _ranges = Merge(ranges);

    /// <summary>The ranges, in order, both ends inclusive.</summary>
    public IReadOnlyList<(int From, int To)> Ranges => _ranges;

    public static CodePoints Of(params (int From, int To)[] ranges) => new(ranges);

    public static CodePoints Union(IEnumerable<CodePoints> sets) => new(sets.SelectMany(set => set._ranges));

    /// <summary>All code points for which a general category says yes.</summary>
    public static CodePoints Where(Func<UnicodeCategory, bool> includes)
    {
        List<(int, int)> ranges = [];
        for (var point = 0; point <= Last; point++)
        {
            if (includes(CharUnicodeInfo.GetUnicodeCategory(point)))
                ranges.Add((point, point));
        }
        return new CodePoints(ranges);
    }

    public CodePoints Complement()
    {
        List<(int, int)> ranges = [];
        var next = 0;
        foreach (var (from, to) in _ranges)
        {
            ranges.Add((next, from - 1));
            next = to + 1;
        }
        ranges.Add((next, Last));
        return new CodePoints(ranges);
    }

    private static List<(int From, int To)> Merge(IEnumerable<(int From, int To)> ranges)
    {
        List<(int From, int To)> merged = [];
        foreach (var (from, to) in ranges.SelectMany(WithoutSurrogates).Order())
        {
            if (merged.Count > 0 && from <= merged[^1].To + 1)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, to));
            else
                merged.Add((from, to));
        }
        return merged;
    }

    private static IEnumerable<(int From, int To)> WithoutSurrogates((int From, int To) range) =>
        new[] { (range.From, Math.Min(range.To, 0xD7FF)), (Math.Max(range.From, 0xE000), range.To) }.Where(part => part.Item1 <= part.Item2);
}
