using System.Collections.Frozen;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Binding;

/// <summary>What a function takes and gives.</summary>
/// <param name="Function">It in the query model.</param>
/// <param name="Result">What it gives; <see cref="BoundKind.Null"/> for the type of its first argument.</param>
/// <param name="Parameters">What it takes.</param>
internal sealed record Signature(Function Function, BoundKind Result, params BoundKind[] Parameters)
{
    /// <summary>Whether it takes these; null is taken by all.</summary>
    public bool Takes(BoundValue[] arguments) => arguments.Length == Parameters.Length
        && arguments.Zip(Parameters).All(pair => pair.First.Kind is BoundKind.Null || pair.Second.HasFlag(pair.First.Kind));

    /// <summary>What it gives for these.</summary>
    public BoundKind ResultFor(BoundValue[] arguments) => Result is BoundKind.Null ? arguments[0].Kind : Result;
}

/// <summary>The functions by their names in lower case: OData 4.01 knows them in any.</summary>
internal static class Signatures
{
    private const BoundKind Text = BoundKind.Text;
    private const BoundKind Integer = BoundKind.Integer;
    private const BoundKind Codes = BoundKind.Codes;

    public static FrozenDictionary<string, Signature[]> ByName { get; } = new Dictionary<string, Signature[]>
    {
        ["concat"] = [new(Function.Concat, Text, Text, Text), new(Function.Concat, Codes, Codes, Codes)],
        ["contains"] = [new(Function.Contains, BoundKind.Boolean, Text, Text), new(Function.Contains, BoundKind.Boolean, Codes, Codes)],
        ["endswith"] = [new(Function.EndsWith, BoundKind.Boolean, Text, Text), new(Function.EndsWith, BoundKind.Boolean, Codes, Codes)],
        ["startswith"] = [new(Function.StartsWith, BoundKind.Boolean, Text, Text), new(Function.StartsWith, BoundKind.Boolean, Codes, Codes)],
        ["indexof"] = [new(Function.IndexOf, Integer, Text, Text), new(Function.IndexOf, Integer, Codes, Codes)],
        ["length"] = [new(Function.Length, Integer, Text), new(Function.Length, Integer, Codes)],
        ["substring"] =
        [
            new(Function.Substring, Text, Text, Integer), new(Function.Substring, Text, Text, Integer, Integer),
            new(Function.Substring, Codes, Codes, Integer), new(Function.Substring, Codes, Codes, Integer, Integer),
        ],
        ["hassubset"] = [new(Function.HasSubset, BoundKind.Boolean, Codes, Codes)],
        ["hassubsequence"] = [new(Function.HasSubsequence, BoundKind.Boolean, Codes, Codes)],
        ["totalseconds"] = [new(Function.Now, BoundKind.Decimal, BoundKind.Duration)],
        ["totaloffsetminutes"] = [new(Function.TotalOffsetMinutes, Integer, BoundKind.Instant)],
        ["geo.distance"] = [new(Function.Distance, BoundKind.Decimal, BoundKind.Location, BoundKind.Location)],
        ["tolower"] = [new(Function.ToLower, Text, Text)],
        ["toupper"] = [new(Function.ToUpper, Text, Text)],
        ["trim"] = [new(Function.Trim, Text, Text)],
        ["matchespattern"] = [new(Function.MatchesPattern, BoundKind.Boolean, Text, Text)],
        ["year"] = [new(Function.Year, Integer, BoundKind.Date | BoundKind.Instant)],
        ["month"] = [new(Function.Month, Integer, BoundKind.Date | BoundKind.Instant)],
        ["day"] = [new(Function.Day, Integer, BoundKind.Date | BoundKind.Instant)],
        ["hour"] = [new(Function.Hour, Integer, BoundKind.Time | BoundKind.Instant)],
        ["minute"] = [new(Function.Minute, Integer, BoundKind.Time | BoundKind.Instant)],
        ["second"] = [new(Function.Second, Integer, BoundKind.Time | BoundKind.Instant)],
        ["fractionalseconds"] = [new(Function.FractionalSeconds, BoundKind.Decimal, BoundKind.Time | BoundKind.Instant)],
        ["date"] = [new(Function.Date, BoundKind.Date, BoundKind.Instant)],
        ["time"] = [new(Function.Time, BoundKind.Time, BoundKind.Instant)],
        ["now"] = [new(Function.Now, BoundKind.Instant)],
        ["mindatetime"] = [new(Function.Now, BoundKind.Instant)],
        ["maxdatetime"] = [new(Function.Now, BoundKind.Instant)],
        ["round"] = [new(Function.Round, BoundKind.Null, BoundKind.Number)],
        ["floor"] = [new(Function.Floor, BoundKind.Null, BoundKind.Number)],
        ["ceiling"] = [new(Function.Ceiling, BoundKind.Null, BoundKind.Number)],
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
