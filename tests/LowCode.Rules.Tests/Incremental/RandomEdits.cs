using System.Text.Json.Nodes;
using LowCode.Definitions.Values;

namespace LowCode.Rules.Tests.Incremental;

/// <summary>
/// A person's change of one cell. For a table <see cref="Value"/> lists the keys of its rows from now on; those that are
/// not there yet begin empty.
/// </summary>
sealed record Edit(string At, string Path, JsonNode? Value)
{
    public override string ToString() => $"{At}{(At.Length > 0 ? "." : "")}{Path} = {Value?.ToJsonString() ?? "null"}";
}

/// <summary>Random changes of a record, one after the other.</summary>
sealed class RandomEdits(Random random, int firstKey)
{
    int _keys = firstKey;

    /// <summary>A change that a person could make now.</summary>
    public Edit Next(Row root, Func<Row, Slot, bool> isEntered)
    {
        var rows = RowsOf(root, "").ToList();
        while (true)
        {
            // The record's own row as often as any other, however many rows there are.
            var (at, row) = rows[random.Next(3) == 0 ? 0 : random.Next(rows.Count)];
            var slot = row.Shape.Slots[random.Next(row.Shape.Slots.Length)];
            if (isEntered(row, slot))
                return new Edit(at, slot.Path, slot.Rows is null ? Value(slot) : Rows(row[slot].AsRows()));
        }
    }

    JsonNode? Value(Slot slot) => random.Next(6) == 0 ? null : slot.Kind switch
    {
        ValueKind.Integer => random.Next(10),
        ValueKind.Boolean => random.Next(2) == 0,
        ValueKind.Codes => new JsonArray([.. new[] { "a", "b", "c", "gone", "none" }.Where(_ => random.Next(3) == 0).Select(code => (JsonNode)code)]),
        ValueKind.Text => new[] { "a", "b", "1", "gone" }[random.Next(4)],
        _ => throw new InvalidOperationException($"No values for {slot.Kind}."),
    };

    JsonArray Rows(ReadOnlySpan<Row> rows)
    {
        var keys = new List<Guid>();
        foreach (var row in rows)
            keys.Add(row.Key);
        switch (random.Next(6))
        {
            case 0 when keys.Count > 0: keys.RemoveAt(random.Next(keys.Count)); break;
            case 1 when keys.Count > 1: keys.Reverse(); break;
            case 2 when keys.Count > 1: keys.Clear(); break;
            default:
                for (var i = random.Next(1, 3); i > 0 && keys.Count < 5; i--)
                    keys.Insert(random.Next(keys.Count + 1), new Guid(++_keys, 0, 0, new byte[8]));
                break;
        }
        return [.. keys.Select(key => (JsonNode)key.ToString())];
    }

    static IEnumerable<(string At, Row Row)> RowsOf(Row row, string at)
    {
        yield return (at, row);
        foreach (var slot in row.Shape.Slots.Where(slot => slot.Rows is not null))
        {
            var rows = row[slot].AsRows().ToArray();
            for (var i = 0; i < rows.Length; i++)
            {
                foreach (var inner in RowsOf(rows[i], $"{(at.Length > 0 ? $"{at}." : "")}{slot.Path}[{i}]"))
                    yield return inner;
            }
        }
    }
}
