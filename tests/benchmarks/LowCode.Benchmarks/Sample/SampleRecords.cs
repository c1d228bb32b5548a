using System.Collections.Immutable;
using System.Text.Json;
using LowCode.Definitions.Values;
using LowCode.Rules;
using LowCode.Storage.Records;

namespace LowCode.Benchmarks.Sample;

/// <summary>Records of the sample form, about 3 kB of canonical JSON each; the same for the same number.</summary>
static class SampleRecords
{
    private static readonly string[] Words = ["防汛物资", "值班表", "沙袋", "抽水泵", "居委会", "地下车库", "责任人已通知", "已整改", "台账"];

    /// <summary>A record filled in to about four fifths, its calculated fields by the rules.</summary>
    public static byte[] Of(int number, SampleForm form, ImmutableArray<Rule> rules, RuleProgram program)
    {
        var random = new Random(number);
        var row = new Row(form.Shape);
        foreach (var slot in form.Shape.Slots)
        {
            // Checks are asked of filled fields.
            if (slot.Path[0] != 'v' && (slot.Path is "d3" or "d4" or "n7" || random.Next(5) > 0))
                row[slot.Index] = ValueOf(slot.Path, slot.Kind, slot.Rows, random);
        }
        using (var session = program.Open(row, SampleForm.Context))
        {
            for (var i = 0; i < rules.Length; i++)
            {
                if (rules[i].Site.Use == RuleUse.Value)
                    row[rules[i].Site.Target!.Index] = session.Calculate(rules[i], row);
                else if (rules[i].Site.Use == RuleUse.Number)
                    row[form.Shape[$"v{i}"].Index] = Value.Of(session.Number(rules[i], row));
            }
        }
        return BytesOf(row);
    }

    public static byte[] BytesOf(Row row)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, RecordJson.Canonical))
            RowJson.Write(json, row);
        return bytes.ToArray();
    }

    public static Row Read(ReadOnlySpan<byte> bytes, Shape shape) => RowJson.Read(bytes, shape);

    private static Value ValueOf(string path, ValueKind kind, Shape? rows, Random random) => kind switch
    {
        ValueKind.Boolean => Value.Of(random.Next(2) == 0),
        ValueKind.Integer => Value.Of((long)(path is "n4" && random.Next(2) == 0 ? 100 : random.Next(400))),
        ValueKind.Decimal => Value.Of(random.Next(1, 50_000) / 100m),
        ValueKind.Date => Value.Of(new DateOnly(2026, 1, 1).AddDays(random.Next(300))),
        ValueKind.Codes => Value.Of([.. random.GetItems(["roster", "duty", "report", "supplies", "shelter", "other"], 1 + random.Next(4)).Distinct()]),
        ValueKind.Rows => Value.Of(Enumerable.Range(0, 1 + random.Next(4)).Select(i => RowOf(rows!, random)).ToArray()),
        _ => Value.Of(TextOf(path, random)),
    };

    private static Row RowOf(Shape shape, Random random)
    {
        Span<byte> key = stackalloc byte[16];
        random.NextBytes(key);
        var row = new Row(shape, new Guid(key));
        foreach (var slot in shape.Slots)
        {
            if (random.Next(8) > 0)
                row[slot.Index] = ValueOf(slot.Path, slot.Kind, null, random);
        }
        return row;
    }

    private static string TextOf(string path, Random random) => path switch
    {
        "c22" or "c24" => Pick(random, "estate", "garage", "basement", "dike", "carShed", "other"),
        "c40" => Pick(random, "typhoonBlue", "typhoonYellow", "typhoonOrange", "rainRed"),
        "item" => Pick(random, "sandbag", "pump", "raincoat", "lamp"),
        "group" => Pick(random, "elderly", "children", "disabled"),
        "paired" => Pick(random, "yes", "yes", "yes", "no"),
        "t1" => random.Next(2) == 0 ? $"138{random.Next(10_000_000, 99_999_999)}" : "62550000",
        _ when path[0] == 'c' => Pick(random, "yes", "no", "na"),
        _ => string.Concat(random.GetItems(Words, path[0] == 'l' ? 4 : 1)),
    };

    private static string Pick(Random random, params ReadOnlySpan<string> texts) => texts[random.Next(texts.Length)];
}
