using System.Globalization;
using System.Text;

namespace LowCode.Definitions.Patterns;

/// <summary>A set of Unicode code points, as sorted ranges that do not touch. Surrogates are never in it. Immutable.</summary>
internal sealed class CodePoints
{
    private const int Last = 0x10FFFF;
    private readonly List<(int From, int To)> _ranges;

    private CodePoints(IEnumerable<(int From, int To)> ranges) => _ranges = Merge(ranges);

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

    /// <summary>The set as a .NET expression over UTF-16 that matches exactly one of its code points.</summary>
    public void Write(StringBuilder expression)
    {
        var unit = string.Concat(_ranges.Where(range => range.From <= 0xFFFF).Select(range => Range(range.From, Math.Min(range.To, 0xFFFF))));
        var parts = Pairs().Prepend(unit.Length == 0 ? "" : $"[{unit}]").Where(part => part.Length > 0).ToList();
        expression.Append("(?:").Append(parts.Count == 0 ? "[^\\s\\S]" : string.Join('|', parts)).Append(')');
    }

    private IEnumerable<string> Pairs()
    {
        foreach (var (first, last) in _ranges.Where(range => range.To > 0xFFFF))
        {
            for (var from = Math.Max(first, 0x10000); from <= last;)
            {
                // A run of whole high surrogates, or the part of one.
                var (high, low) = Split(from);
                var (lastHigh, lastLow) = Split(last);
                if (low == 0xDC00 && (lastHigh > high || lastLow == 0xDFFF))
                {
                    var whole = lastLow == 0xDFFF ? lastHigh : lastHigh - 1;
                    yield return $"[{Range(high, whole)}][\\uDC00-\\uDFFF]";
                    from = Join(whole, 0xDFFF) + 1;
                    continue;
                }
                var to = lastHigh > high ? 0xDFFF : lastLow;
                yield return $"{Unit(high)}[{Range(low, to)}]";
                from = Join(high, to) + 1;
            }
        }
    }

    private static (int High, int Low) Split(int point) => (0xD800 + ((point - 0x10000) >> 10), 0xDC00 + ((point - 0x10000) & 0x3FF));

    private static int Join(int high, int low) => 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);

    private static string Range(int from, int to) => from == to ? Unit(from) : $"{Unit(from)}-{Unit(to)}";

    private static string Unit(int unit) => $"\\u{unit:X4}";

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
