using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Runtime.Commands;

namespace LowCode.Packs.Testing;

/// <summary>
/// Reads what a case gives: a record as JSON with groups nested and <c>"@name"</c> for records that exist already. A case
/// is written by an author, so what cannot be read is a <see cref="CaseProblem"/>, not a record's finding.
/// </summary>
sealed class CaseJson(IReadOnlyDictionary<string, Guid> names)
{
    /// <summary>Reads what is entered.</summary>
    /// <param name="shape">The form's shape.</param>
    /// <param name="given">The JSON; undefined for nothing.</param>
    /// <param name="before">The record as it is: the rows of its tables are met by their position, and keep what is not named.</param>
    public RecordInput Read(Shape shape, JsonElement given, Row? before = null)
    {
        var row = new Row(shape);
        var present = ImmutableHashSet.CreateBuilder<int>();
        if (given.ValueKind == JsonValueKind.Object)
            Fill(row, given, "", present, before);
        return new RecordInput(row, present.ToImmutable());
    }

    private void Fill(Row row, JsonElement json, string prefix, ISet<int> present, Row? before)
    {
        foreach (var property in json.EnumerateObject())
        {
            var path = prefix + property.Name;
            if (row.Shape.Find(path) is { } slot)
            {
                row[slot.Index] = ReadValue(slot, property.Value, before);
                present.Add(slot.Index);
            }
            else if (property.Value.ValueKind == JsonValueKind.Object && IsGroup(row.Shape, path))
            {
                Fill(row, property.Value, path + ".", present, before);
            }
            else
            {
                throw new CaseProblem(PackMessages.NoSuchField, ("field", $"{row.Shape.Name}.{path}"));
            }
        }
    }

    private static bool IsGroup(Shape shape, string path) =>
        shape.Slots.Any(slot => slot.Path.StartsWith(path + ".", StringComparison.Ordinal));

    private Value ReadValue(Slot slot, JsonElement json, Row? before)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return Value.Empty;
        try
        {
            return slot.Kind switch
            {
                ValueKind.Boolean => Value.Of(json.GetBoolean()),
                ValueKind.Integer => Value.Of(json.GetInt64()),
                ValueKind.Decimal => Value.Of(json.GetDecimal()),
                ValueKind.Text => Value.Of(json.GetString()),
                ValueKind.Date => Value.Of(DateOnly.ParseExact(json.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ValueKind.Time => Value.Of(TimeOnly.Parse(json.GetString()!, CultureInfo.InvariantCulture)),
                ValueKind.Instant => Value.Of(json.GetDateTimeOffset()),
                ValueKind.Id => Value.Of(ReadId(json.GetString()!)),
                ValueKind.Codes => Value.Of([.. json.EnumerateArray().Select(code => code.GetString()!)]),
                ValueKind.Location => Value.Of(new Location(json.GetProperty("latitude").GetDouble(), json.GetProperty("longitude").GetDouble())),
                ValueKind.Files => Value.Of(json.EnumerateArray().Select(ReadFile).ToArray()),
                ValueKind.Rows => Value.Of(json.EnumerateArray().Select((row, index) => ReadRow(slot, index, row, before)).ToArray()),
                _ => throw new FormatException(),
            };
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CaseProblem(PackMessages.WrongValue, ("field", slot.Path), ("value", json.GetRawText()));
        }
    }

    private Row ReadRow(Slot table, int index, JsonElement json, Row? before)
    {
        var known = before is null ? [] : before[table].AsRows();
        var old = index < known.Length ? known[index] : null;
        var row = old?.Thaw(table.Rows) ?? new Row(table.Rows!);
        Fill(row, json, "", new HashSet<int>(), old);
        return row;
    }

    private Guid ReadId(string text)
    {
        if (!text.StartsWith('@'))
            return Guid.Parse(text);
        return names.TryGetValue(text[1..], out var id) ? id : throw new CaseProblem(PackMessages.NoSuchRecord, ("name", text[1..]));
    }

    private static Attachment ReadFile(JsonElement json) => new(
        json.GetProperty("hash").GetString()!, json.GetProperty("name").GetString()!,
        json.GetProperty("mediaType").GetString()!, json.GetProperty("size").GetInt64());
}
