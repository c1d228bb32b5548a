using System.Collections.Immutable;
using System.Numerics;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Tests.Conformance;

/// <summary>What pipelines mean, over lists: every step makes the next list.</summary>
internal sealed partial class Oracle
{
    /// <summary>A result: the record and row it is, if it is one, and the columns that it has.</summary>
    public sealed record Answered(Guid? Id, Guid? Row, List<(string Name, object? Value)> Columns);

    public (List<Answered> Rows, long Count) AnswerPipeline(Query query)
    {
        var rows = new List<Line>();
        foreach (var record in records.Where(record => record.Set == query.Set).OrderBy(record => record.Id))
        {
            rows.AddRange(Places(record, query).Where(found => query.Filter is null || Evaluate(query.Filter, found.Place) is true)
                .Select(found => new Line(found.Hit, found.Place, [])));
        }
        var result = Apply(query.Pipeline, new Lines(rows, []));
        var all = Sorted(query.OrderBy, result.Rows);
        var page = all.Skip((int)query.Skip).Take(query.Top is { } top ? (int)top : int.MaxValue);
        return ([.. page.Select(line => new Answered(line.Hit?.Record.Id, line.Hit?.Row?.Key, [.. line.Cells.OfType<Cell>().Select(cell => (cell.Name, cell.Value))]))], all.Count);
    }

    private Lines Apply(IEnumerable<PipelineStep> steps, Lines lines) => steps.Aggregate(lines, (before, step) => Apply(step, before));

    private Lines Apply(PipelineStep step, Lines lines)
    {
        switch (step)
        {
            case FilterStep filter: return lines with { Rows = [.. lines.Rows.Where(row => Evaluate(filter.Condition, At(row)) is true)] };
            case ComputeStep compute:
                return new([.. lines.Rows.Select(row => row with { Cells = [.. row.Cells, .. compute.Columns.Select(column => new Cell(column.Name, Evaluate(column.Of, At(row))))] })],
                    [.. lines.Names, .. compute.Columns.Select(column => column.Name)]);
            case JoinStep join:
                return new([.. lines.Rows.SelectMany(row => Joined(join, row).Select(member => row with { Cells = [.. row.Cells, new Cell(join.Name, member is null ? null : new[] { member })] }))],
                    [.. lines.Names, join.Name]);
            case OrderByStep order: return lines with { Rows = Sorted(order.Terms, lines.Rows) };
            case TopStep top: return lines with { Rows = [.. lines.Rows.Take((int)top.Rows)] };
            case SkipStep skip: return lines with { Rows = [.. lines.Rows.Skip((int)skip.Rows)] };
            case RankStep rank: return lines with { Rows = Ranked(rank, lines.Rows) };
            case AggregateStep aggregate: return new([Aggregated(aggregate, lines.Rows)], [.. aggregate.Columns.Select(column => column.Name)]);
            case GroupByStep group: return Grouped(group, lines);
            case ConcatStep concat:
                var parts = concat.Parts.Select(part => Apply(part, lines)).ToList();
                List<string> names = [.. parts.SelectMany(part => part.Names).Distinct()];
                return new([.. parts.SelectMany(part => part.Rows).Select(row => row with { Cells = [.. names.Select(name => row.Cells.Find(cell => cell?.Name == name))] })], names);
            default: throw new InvalidOperationException(step.ToString());
        }
    }

    private List<Row?> Joined(JoinStep step, Line row)
    {
        List<Row?> members = [.. Members(Evaluate(step.Collection, At(row))).Cast<Row>().Where(member => step.Where is null || Evaluate(step.Where, At(row) with { Variables = new() { [1] = member } }) is true)];
        return members.Count == 0 && step.IsOuter ? [null] : members;
    }

    // Each with the entity that it belongs to, and the time that it was met.
    private IEnumerable<(object? Value, Guid? Entity, object? Time)> ValuesOf(Expression of, Place place, (Guid? Entity, object? Time) per) => of switch
    {
        MemberValues members => Members(Evaluate(members.Collection, place))
            .SelectMany(member => ValuesOf(members.Of, place with { Variables = new(place.Variables) { [members.Scope] = member } }, per)),
        PerEntity entity => Evaluate(entity.Entity, place) is Guid id ? ValuesOf(entity.Of, place, (id, new object())) : [],
        _ => [(Evaluate(of, place), per.Entity, per.Time)],
    };

    private List<object?> ValuesOf(Expression of, List<Line> rows)
    {
        var met = new Dictionary<Guid, object?>();
        return [.. rows.SelectMany(row => ValuesOf(of, At(row), (null, null)))
            .Where(one => one.Entity is not { } entity || (met.TryAdd(entity, one.Time) || ReferenceEquals(met[entity], one.Time))).Select(one => one.Value)];
    }

    private Lines Grouped(GroupByStep step, Lines lines)
    {
        var names = step.Keys.Select(key => key.Name).ToList();
        var rows = new List<Line>();
        var inner = step.Then.IsEmpty ? [] : Apply(step.Then, lines with { Rows = [] }).Names;
        List<string> all = [.. names, .. inner.Except(names)];
        var by = Comparer<object?>.Create(Ordered);
        var groups = lines.Rows.Select(row => (Row: row, Key: step.Keys.Select(key => Shortest(Evaluate(key.Of, At(row)))).ToList()))
            .GroupBy(pair => string.Join("|", pair.Key.Select(Written))).OrderBy(group => 0);
        for (var i = 0; i < names.Count; i++)
        {
            var at = i;
            groups = groups.ThenBy(group => group.First().Key[at], by);
        }
        foreach (var group in groups)
        {
            var key = group.First().Key;
            List<Line> given = step.Then.IsEmpty
                ? [new Line(null, null, [])]
                : Apply(step.Then, lines with { Rows = [.. group.Select(pair => pair.Row)] }).Rows;
            rows.AddRange(given.Select(row => row with
            {
                Cells = [.. names.Select((name, i) => new Cell(name, key[i])), .. inner.Select((name, i) => (name, i)).Where(pair => !names.Contains(pair.name)).Select(pair => row.Cells[pair.i])],
            }));
        }
        return new(rows, all);
    }

    private Line Aggregated(AggregateStep step, List<Line> rows) => new(null, null, [.. step.Columns.Select(column =>
    {
        var all = column.Of is null ? [] : ValuesOf(column.Of, rows);
        var values = all.Where(value => value is not null).ToList();
        var by = Comparer<object?>.Create(Ordered);
        return new Cell(column.Name, Shortest(column.Method switch
        {
            AggregateMethod.Count => (long)(column.Of is null ? rows.Count : all.Count),
            AggregateMethod.CountDistinct => (long)values.Select(Written).Distinct().Count(),
            _ when values.Count == 0 => null,
            AggregateMethod.Min => values.Order(by).First(),
            AggregateMethod.Max => values.Order(by).Last(),
            AggregateMethod.Sum when values.TrueForAll(value => value is long) => values.Aggregate(BigInteger.Zero, (sum, value) => sum + (long)value!) is var whole && whole >= long.MinValue && whole <= long.MaxValue ? (long)whole : throw new OverflowException(),
            AggregateMethod.Sum => Nearest(SumOf(values), 1),
            _ => Nearest(SumOf(values), values.Count),
        }));
    })]);

    private List<Line> Ranked(RankStep step, List<Line> rows)
    {
        var by = Comparer<object?>.Create(Ordered);
        var keyed = rows.Select((row, at) => (Row: row, At: at, Value: Evaluate(step.By, At(row)))).ToList();
        keyed = [.. step.Highest ? keyed.OrderByDescending(one => one.Value, by) : keyed.OrderBy(one => one.Value, by)];
        var taken = new List<(Line Row, int At, object? Value)>();
        var all = step.Measure is RankMeasure.Count ? 0 : SumOf(keyed.ConvertAll(one => one.Value));
        foreach (var one in keyed)
        {
            var enough = step.Measure switch
            {
                RankMeasure.Count => taken.Count >= step.Limit,
                RankMeasure.Sum => SumOf(taken.ConvertAll(before => before.Value)) >= Scaled(step.Limit),
                _ => SumOf(taken.ConvertAll(before => before.Value)) * Scaled(100) >= all * Scaled(step.Limit),
            };
            if (enough)
                break;
            taken.Add(one);
        }
        return [.. taken.OrderBy(one => one.At).Select(one => one.Row)];
    }

    private List<Line> Sorted(ImmutableArray<OrderTerm> terms, List<Line> rows)
    {
        // Keys are made of every row, also of a single one.
        var keyed = rows.ConvertAll(row => (Row: row, Keys: terms.Select(term => Evaluate(term.By, At(row))).ToList()));
        var sorted = keyed.OrderBy(one => 0);
        var by = Comparer<object?>.Create(Ordered);
        for (var i = 0; i < terms.Length; i++)
        {
            var at = i;
            sorted = terms[i].Descending ? sorted.ThenByDescending(one => one.Keys[at], by) : sorted.ThenBy(one => one.Keys[at], by);
        }
        return [.. sorted.Select(one => one.Row)];
    }

    private static Place At(Line line) => (line.Place ?? new Place(null!, null, null!, [])) with
    {
        Computed = [.. line.Cells.Select(cell => cell?.Value)],
        Joined = line.Cells.OfType<Cell>().Where(cell => cell.Value is Row[]).ToDictionary(cell => cell.Name, cell => ((Row[])cell.Value!)[0]),
    };

    // Keys and aggregates are given without zeros at their end, which their text tells.
    private static object? Shortest(object? value) => value is decimal number ? number / 1.0000000000000000000000000000m : value;

    private static BigInteger SumOf(List<object?> numbers) => numbers.Aggregate(BigInteger.Zero, (sum, number) => sum + (number is null ? 0 : Scaled(Number(number))));

    // As a whole number of 10⁻²⁸.
    private static BigInteger Scaled(decimal number)
    {
        var text = number.ToString(System.Globalization.CultureInfo.InvariantCulture).Split('.');
        return BigInteger.Parse(text[0] + (text.Length > 1 ? text[1] : "").PadRight(28, '0'), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static decimal Nearest(BigInteger scaled, int divisor)
    {
        for (var dropped = 0; dropped <= 28; dropped++)
        {
            var unit = divisor * BigInteger.Pow(10, dropped);
            var nearest = (BigInteger.Abs(scaled) + (unit / 2)) / unit;
            if (unit % 2 != 0 && (BigInteger.Abs(scaled) % unit) * 2 >= unit)
                nearest = (BigInteger.Abs(scaled) / unit) + 1;
            if (nearest >= BigInteger.Pow(2, 96))
                continue;
            var value = (decimal)nearest;
            for (var i = dropped; i < 28; i++)
                value = new decimal(decimal.GetBits(value)[0], decimal.GetBits(value)[1], decimal.GetBits(value)[2], false, (byte)(value.Scale + 1));
            return scaled.Sign < 0 ? -value : value;
        }
        throw new OverflowException();
    }

    internal static string Written(object? value) => value switch
    {
        null => "-",
        decimal or long => "n" + Number(value).ToString("0.############################", System.Globalization.CultureInfo.InvariantCulture),
        string text => $"t{text.Length}:{text}",
        DateTime instant => "i" + instant.Ticks,
        TimeOnly time => "h" + time.Ticks,
        Row[] members => "r" + string.Join("|", members.Select(row => row.Key)),
        _ => value.GetType().Name + value,
    };

    private sealed record Cell(string Name, object? Value);

    private sealed record Line(Hit? Hit, Place? Place, List<Cell?> Cells);

    private sealed record Lines(List<Line> Rows, List<string> Names);
}
