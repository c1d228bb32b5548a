using LowCode.Definitions.Values;

namespace LowCode.Storage.Tests.Conformance;

/// <summary>Records with few different values, many of them empty, so that conditions meet and ties are common.</summary>
internal static class RandomRecords
{
    public static string[] Texts { get; } = ["a", "ab", "abc", "b", "Ab", "甲", "甲乙", " x ", "\uffff", "a\uffff", "310106", "3101"];

    public static string[] Divisions { get; } = ["", "31", "310106", "310106001", "310106002", "310107", "3102"];

    public static string[] Codes { get; } = ["yes", "no", "na"];

    public static long[] Integers { get; } = [-3, -1, 0, 1, 2, 5, 9007199254740991];

    public static decimal[] Decimals { get; } = [-2.5m, -1m, 0m, 0.5m, 1m, 1.5m, 2m, 79228162514264337593543950335m];

    public static List<Record> Make(Random random, int sites, int visits)
    {
        var records = new List<Record>();
        for (var i = 0; i < sites; i++)
        {
            var code = $"S{i}";
            records.Add(Samples.Of(Samples.Site, NewId(random), row =>
            {
                row[0] = Maybe(random, () => Value.Of(random.Pick(Texts)));
                row[1] = Value.Of(code);
                row[2] = Maybe(random, () => Value.Of(random.Pick(Integers)));
            }, division: random.Pick(Divisions)));
        }
        for (var i = 0; i < visits; i++)
            records.Add(Visit(random, records[..sites]));
        return records;
    }

    public static T Pick<T>(this Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public static Value Of(Random random, ValueKind kind) => kind switch
    {
        ValueKind.Text => Value.Of(random.Pick(Texts)),
        ValueKind.Integer => Value.Of(random.Pick(Integers)),
        ValueKind.Decimal => Value.Of(random.Pick(Decimals)),
        ValueKind.Boolean => Value.Of(random.Next(2) == 0),
        ValueKind.Date => Value.Of(new DateOnly(2026, 5, 30).AddDays(random.Next(4))),
        ValueKind.Time => Value.Of(new TimeOnly(8 + random.Next(3), 30 * random.Next(2), random.Next(2) * 59)),
        ValueKind.Instant => Value.Of(Samples.Now.AddHours(random.Next(-8, 8)).AddMilliseconds(random.Next(2) * 123)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static Record Visit(Random random, List<Record> sites)
    {
        var record = Samples.Of(Samples.Visit, NewId(random), row =>
        {
            for (var slot = 0; slot < 7; slot++)
            {
                var kind = Samples.VisitShape.Slots[slot].Kind;
                row[slot] = Maybe(random, () => Of(random, kind));
            }
            row[7] = Maybe(random, () => Value.Of(random.Next(6) == 0 ? Guid.NewGuid() : random.Pick(sites).Id));
            row[8] = Maybe(random, () => Value.Of([.. Codes.Where(_ => random.Next(2) == 0)]));
            row[9] = Maybe(random, () => Value.Of(new Location(random.Next(-90, 90), random.Next(-180, 180) + 0.25, random.Next(2) == 0 ? null : random.Next(4) + 0.5)));
            row[10] = Maybe(random, () => Value.Of(Enumerable.Range(0, random.Next(3)).Select(i => new Attachment($"{i}", "f", "t", i)).ToArray()));
            row[11] = Maybe(random, () => Value.Of(Enumerable.Range(0, random.Next(4)).Select(_ => Line(random)).ToArray()));
        }, division: random.Pick(Divisions));
        return record with { State = random.Next(4) == 0 ? null : random.Pick(["draft", "submitted", "closed"]), AppVersion = random.Next(3), Annex = random.Next(4) == 0 ? default : Samples.AnnexOf(new[] { "a", "b", "甲" }.Where(_ => random.Next(2) == 0)) };
    }

    private static Row Line(Random random)
    {
        var row = new Row(Samples.LineShape, Guid.NewGuid());
        row[0] = Maybe(random, () => Of(random, ValueKind.Text));
        row[1] = Maybe(random, () => Of(random, ValueKind.Integer));
        row[2] = Maybe(random, () => Value.Of(Enumerable.Range(0, random.Next(3)).Select(_ =>
        {
            var part = new Row(Samples.PartShape, Guid.NewGuid());
            part[0] = Maybe(random, () => Of(random, ValueKind.Text));
            part[1] = Maybe(random, () => Of(random, ValueKind.Decimal));
            return part;
        }).ToArray()));
        return row;
    }

    private static Value Maybe(Random random, Func<Value> value) => random.Next(5) == 0 ? default : value();

    private static Guid NewId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
