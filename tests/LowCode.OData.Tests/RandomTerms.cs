using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;

namespace LowCode.OData.Tests;

/// <summary>Text and meaning of an expression; the row is that of the lambda around it.</summary>
sealed record Term<T>(string Text, Func<JsonNode, JsonNode?, T> Of);

/// <summary>Random expressions over visits, with what the specification says about them.</summary>
static class RandomTerms
{
    public static Gen<Term<bool?>> Boolean(int depth, bool inRow)
    {
        var leaves = new List<Gen<Term<bool?>>>
        {
            Gen.Select(Gen.OneOf("eq", "ne", "gt", "ge", "lt", "le"), Number(2, inRow), Number(1, inRow), (op, left, right) => new Term<bool?>(
                $"{left.Text} {op} {right.Text}", (record, row) => Compare(op, left.Of(record, row), right.Of(record, row)))),
            Gen.Select(Gen.OneOf("eq", "ne", "gt", "ge", "lt", "le"), Text(2), Text(1), (op, left, right) => new Term<bool?>(
                $"{left.Text} {op} {right.Text}", (record, row) => Compare(op, left.Of(record, row), right.Of(record, row)))),
            Gen.Select(Gen.OneOf("contains", "startswith", "endswith"), Text(2), Text(0), (name, text, part) => new Term<bool?>(
                $"{name}({text.Text},{part.Text})", (record, row) => Inside(name, text.Of(record, row), part.Of(record, row)))),
            Gen.Select(Gen.OneOf("eq", "ne", "gt", "le"), Gen.Int[1, 3], (op, month) => new Term<bool?>(
                $"day {op} 2026-0{month}-11", (record, _) => Compare(op, (string?)record["day"], $"2026-0{month}-11"))),
            Gen.Const(new Term<bool?>("urgent", (record, _) => (bool?)record["urgent"])),
            Gen.Select(Number(1, inRow), Gen.Int[0, 3].Array[1, 3], (left, list) => new Term<bool?>($"{left.Text} in ({string.Join(',', list)})",
                (record, row) => left.Of(record, row) is { } value && list.Any(one => one == value))),
            Gen.Select(Gen.OneOf("eq", "ne"), Gen.OneOf("count", "amount", "good", "contact/name", "placeId", "place/name"), (op, path) => new Term<bool?>(
                $"{path} {op} null", (record, _) => (At(record, path) is null) == (op == "eq"))),
            Gen.Select(Gen.OneOf("eq", "gt", "le"), Gen.OneOf("add", "sub"), Gen.Int[-60, 60], (op, sign, hours) => new Term<bool?>(
                $"day {sign} duration'{(hours < 0 ? "-" : "")}PT{Math.Abs(hours)}H' {op} 2026-02-11",
                (record, _) => Compare(op, Later((string?)record["day"], sign == "add" ? hours : -hours), "2026-02-11"))),
            Gen.Select(Gen.OneOf("lt", "ge", "ne"), Gen.Int[-40, 40], (op, days) => new Term<bool?>($"day sub 2026-02-01 {op} duration'{(days < 0 ? "-" : "")}P{Math.Abs(days)}D'",
                (record, _) => Compare<int>(op, DayOf((string?)record["day"]) is { } day ? day.DayNumber - new DateOnly(2026, 2, 1).DayNumber : null, days))),
        };
        if (!inRow)
        {
            leaves.Add(Gen.Select(Gen.OneOf("any", "all"), Gen.OneOf("pump", "light"), (kind, code) => new Term<bool?>(
                $"goods/{kind}(g: g eq '{code}')", (record, _) => Quantify(kind, record["goods"]!.AsArray(), one => (string)one! == code))));
        }
        if (!inRow)
        {
            leaves.Add(Gen.OneOf("pump", "light", "sandbag").Array[0, 2].Select(codes => codes.Distinct().ToArray()).Select(codes => new Term<bool?>(
                $"hassubset(goods,[{string.Join(',', codes.Select(code => $"'{code}'"))}])",
                (record, _) => codes.All(code => record["goods"]!.AsArray().Any(one => (string)one! == code)))));
        }
        if (!inRow)
        {
            leaves.Add(Gen.Select(Gen.OneOf("any", "all"), Gen.OneOf("eq", "ne", "lt"), Gen.OneOf("A", "B", "C"), (kind, op, outcome) => new Term<bool?>(
                $"decisions/{kind}(d: d/outcome {op} '{outcome}')", (record, _) => Quantify(kind, record["decisions"]!.AsArray(), one => Compare(op, (string?)one!["outcome"], outcome)))));
            leaves.Add(Gen.Select(Gen.OneOf("any", "all"), Gen.OneOf("short", "calm"), Gen.OneOf("true", "false", "null"), (kind, rule, held) => new Term<bool?>(
                $"decisions/{kind}(d: d/rules/any(r: r/rule eq '{rule}' and r/held eq {held}))", (record, _) => Quantify(kind, record["decisions"]!.AsArray(),
                    one => one!["rules"]!.AsArray().Any(each => (string?)each!["rule"] == rule && (each["held"]?.ToJsonString() ?? "null") == held)))));
            leaves.Add(Gen.Select(Gen.OneOf("eq", "ne"), Gen.OneOf("pump", "light", "sandbag").Array[0, 2].Select(codes => codes.Distinct().ToArray()), (op, codes) => new Term<bool?>(
                $"goods {op} [{string.Join(',', codes.Select(code => $"'{code}'"))}]",
                (record, _) => record["goods"]!.AsArray().Select(one => (string)one!).SequenceEqual(codes) == (op == "eq"))));
        }
        if (depth == 0)
            return Any(leaves);
        if (!inRow)
        {
            leaves.Add(Gen.Select(Gen.OneOf("any", "all"), Gen.OneOf("gt", "eq"), Number(0, false), (kind, op, bound) => new Term<bool?>(
                $"visit_earlier/{kind}(v: v/count {op} {bound.Text})", (record, row) =>
                    Quantify(kind, record["visit_earlier"]!.AsArray(), visit => Compare(op, (decimal?)visit!["count"], bound.Of(record, row))))));
            leaves.Add(Gen.Select(Gen.OneOf("any", "all"), Boolean(1, true), (kind, body) => new Term<bool?>(
                $"supplies/{kind}(s: {body.Text})", (record, _) => Quantify(kind, record["supplies"]!.AsArray(), row => body.Of(record, row) is true))));
        }
        var deeper = Boolean(depth - 1, inRow);
        return Weighted(
            (3, Any(leaves)),
            (2, Gen.Select(deeper, deeper, (left, right) => new Term<bool?>($"({left.Text}) and ({right.Text})",
                (record, row) => And(left.Of(record, row), right.Of(record, row))))),
            (2, Gen.Select(deeper, deeper, (left, right) => new Term<bool?>($"({left.Text}) or ({right.Text})",
                (record, row) => !And(!left.Of(record, row), !right.Of(record, row))))),
            (2, deeper.Select(inner => new Term<bool?>($"not ({inner.Text})", (record, row) => !inner.Of(record, row)))));
    }

    public static Gen<Term<decimal?>> Number(int depth, bool inRow)
    {
        var leaves = new List<Gen<Term<decimal?>>>
        {
            Gen.Const(new Term<decimal?>("count", (record, _) => (decimal?)record["count"])),
            Gen.Const(new Term<decimal?>("amount", (record, _) => (decimal?)record["amount"])),
            Gen.Const(new Term<decimal?>("supplies/$count", (record, _) => record["supplies"]!.AsArray().Count)),
            Gen.Const(new Term<decimal?>("month(day)", (record, _) => (string?)record["day"] is { } day ? day[6] - '0' : null)),
            Gen.Int[-3, 5].Select(number => new Term<decimal?>(number.ToString(CultureInfo.InvariantCulture), (_, _) => number)),
            Gen.Int[-500, 500].Select(number => (decimal)number / 100).Select(number => new Term<decimal?>(number.ToString("0.00", CultureInfo.InvariantCulture), (_, _) => number)),
            Text(1).Select(text => new Term<decimal?>($"length({text.Text})", (record, row) => text.Of(record, row)?.Length)),
        };
        if (inRow)
            leaves.Add(Gen.Const(new Term<decimal?>("s/needed", (_, row) => (decimal?)row!["needed"])));
        if (depth == 0)
            return Any(leaves);
        var deeper = Number(depth - 1, inRow);
        if (!inRow)
        {
            leaves.Add(Gen.Int[0, 3].Select(bound => new Term<decimal?>($"supplies/$count($filter=needed ge {bound})",
                (record, _) => record["supplies"]!.AsArray().Count(row => (int?)row!["needed"] >= bound))));
            leaves.Add(Gen.Int[0, 3].Select(bound => new Term<decimal?>($"visit_earlier/$count($filter=count ge {bound})",
                (record, _) => record["visit_earlier"]!.AsArray().Count(visit => (int?)visit!["count"] >= bound))));
            leaves.Add(Gen.OneOf("al", "BET", "ph").Select(word => new Term<decimal?>($"supplies/$count($search={word})",
                (record, _) => record["supplies"]!.AsArray().Count(row => Labels(row!).Any(text => Has(text, word))))));
            leaves.Add(Gen.OneOf("al", "BET", "ph", "z").Select(word => new Term<decimal?>($"visit_earlier/$count($search={word})",
                (record, _) => record["visit_earlier"]!.AsArray().Count(visit => Texts(visit!).Any(text => Has(text, word))))));
            leaves.Add(Gen.Const(new Term<decimal?>("visit_earlier/$count", (record, _) => record["visit_earlier"]!.AsArray().Count)));
        }
        var divided = Gen.Select(deeper, Gen.OneOf(2, 4, -8), (left, right) =>
            new Term<decimal?>($"({left.Text} divby {right})", (record, row) => left.Of(record, row) / right));
        var choice = Gen.Select(Gen.OneOf("gt", "lt", "eq"), deeper, deeper, deeper, (op, tested, then, otherwise) => new Term<decimal?>(
            $"case({tested.Text} {op} 1:{then.Text},true:{otherwise.Text})",
            (record, row) => Compare(op, tested.Of(record, row), 1m) ? then.Of(record, row) : otherwise.Of(record, row)));
        return Weighted((3, Any(leaves)), (1, divided), (1, choice), (1, Gen.Select(Gen.OneOf("add", "sub", "mul"), deeper, deeper, (op, left, right) =>
            new Term<decimal?>($"({left.Text} {op} {right.Text})", (record, row) => op switch
            {
                "add" => left.Of(record, row) + right.Of(record, row),
                "sub" => left.Of(record, row) - right.Of(record, row),
                _ => left.Of(record, row) * right.Of(record, row),
            }))));
    }

    static Gen<Term<string?>> Text(int depth)
    {
        var leaf = Any<Term<string?>>([
            Gen.OneOf("title", "contact/name", "place/name").Select(path => new Term<string?>(path, (record, _) => (string?)At(record, path))),
            Gen.OneOf("alpha", "al", "B", "e", "place").Select(text => new Term<string?>($"'{text}'", (_, _) => text))]);
        if (depth == 0)
            return leaf;
        var deeper = Text(depth - 1);
        return Weighted(
            (4, leaf),
            (1, deeper.Select(inner => new Term<string?>($"toupper({inner.Text})", (record, row) => inner.Of(record, row)?.ToUpperInvariant()))),
            (1, Gen.Select(deeper, leaf, (left, right) => new Term<string?>($"concat({left.Text},{right.Text})",
                (record, row) => left.Of(record, row) is { } first && right.Of(record, row) is { } second ? first + second : null))),
            (1, Gen.OneOf("count", "placeId").Select(path => new Term<string?>($"cast({path},Edm.String)", (record, _) => record[path]?.ToString()))),
            (1, Gen.Select(deeper, Gen.Int[-6, 3], (inner, start) => new Term<string?>($"substring({inner.Text},{start})",
                (record, row) => inner.Of(record, row) is { } text && text[Math.Clamp(start < 0 ? text.Length + start : start, 0, text.Length)..] is { Length: > 0 } part ? part : null))));
    }

    public static Gen<T> Any<T>(IEnumerable<Gen<T>> gens) => Gen.OneOf(gens.ToArray<IGen<T>>());

    public static Gen<T> Weighted<T>(params (int, IGen<T>)[] gens) => Gen.Frequency(gens);

    static DateOnly? DayOf(string? day) => day is null ? null : DateOnly.Parse(day, CultureInfo.InvariantCulture);

    // Hours from the beginning of a day, and the day that they end in.
    static string? Later(string? day, int hours) =>
        DayOf(day)?.ToDateTime(TimeOnly.MinValue).AddHours(hours).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static IEnumerable<JsonNode?> Labels(JsonNode row) => row["parts"]!.AsArray().Select(part => part!["label"]);

    static IEnumerable<JsonNode?> Texts(JsonNode visit) =>
        visit["supplies"]!.AsArray().SelectMany(row => Labels(row!)).Concat([visit["title"], visit["contact"]!["name"]]);

    static bool Has(JsonNode? text, string word) => ((string?)text)?.Contains(word, StringComparison.OrdinalIgnoreCase) is true;

    static JsonNode? At(JsonNode record, string path) =>
        path.Split('/').Aggregate((JsonNode?)record, (node, name) => node?[name]);

    static bool? And(bool? left, bool? right) => left is false || right is false ? false : left is null || right is null ? null : true;

    static bool Compare<T>(string op, T? left, T? right)
        where T : struct => Compare(op, (object?)left, right);

    static bool Compare(string op, object? left, object? right)
    {
        if (left is null || right is null)
            return op switch { "eq" => left is null && right is null, "ne" => left is not null || right is not null, _ => false };
        var order = left is string text ? string.CompareOrdinal(text, (string)right) : ((IComparable)left).CompareTo(right);
        return op switch { "eq" => order == 0, "ne" => order != 0, "gt" => order > 0, "ge" => order >= 0, "lt" => order < 0, _ => order <= 0 };
    }

    static bool? Inside(string name, string? text, string? part) => text is null || part is null ? null : name switch
    {
        "contains" => text.Contains(part, StringComparison.Ordinal),
        "startswith" => text.StartsWith(part, StringComparison.Ordinal),
        _ => text.EndsWith(part, StringComparison.Ordinal),
    };

    static bool Quantify(string kind, JsonArray items, Func<JsonNode?, bool> holds) => kind == "any" ? items.Any(holds) : items.All(holds);
}
