using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using LowCode.Definitions.Values;

namespace LowCode.Runtime.Apps;

/// <summary>
/// Shapes as JSON: kept with a published version, so that a start needs the files of the newest version only. Internal,
/// trusted data.
/// </summary>
internal static class ShapeJson
{
    /// <summary>The shapes of an app's forms, those of forms that were removed too, by form name.</summary>
    public static string Write(ImmutableDictionary<string, Shape> shapes)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (form, shape) in shapes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WritePropertyName(form);
                WriteSlots(json, shape);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static ImmutableDictionary<string, Shape> Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.EnumerateObject().ToImmutableDictionary(form => form.Name, form => ReadShape(form.Name, form.Value));
    }

    private static void WriteSlots(Utf8JsonWriter json, Shape shape)
    {
        json.WriteStartArray();
        foreach (var slot in shape.Slots)
        {
            json.WriteStartObject();
            json.WriteString("path", slot.Path);
            json.WriteString("kind", slot.Kind.ToString());
            if (slot.IsRemoved)
                json.WriteBoolean("removed", true);
            if (slot.FormerPaths.Length > 0)
            {
                json.WriteStartArray("former");
                foreach (var path in slot.FormerPaths)
                    json.WriteStringValue(path);
                json.WriteEndArray();
            }
            if (slot.Rows is { } rows)
            {
                json.WritePropertyName("rows");
                WriteSlots(json, rows);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static Shape ReadShape(string name, JsonElement json)
    {
        var slots = ImmutableArray.CreateBuilder<Slot>(json.GetArrayLength());
        foreach (var slot in json.EnumerateArray())
        {
            var path = slot.GetProperty("path").GetString()!;
            var rows = slot.TryGetProperty("rows", out var nested) ? ReadShape($"{name}/{path}", nested) : null;
            slots.Add(new Slot(slots.Count, path, Enum.Parse<ValueKind>(slot.GetProperty("kind").GetString()!), rows)
            {
                FormerPaths = slot.TryGetProperty("former", out var former)
                    ? [.. former.EnumerateArray().Select(before => before.GetString()!)] : [],
                IsRemoved = slot.TryGetProperty("removed", out _),
            });
        }
        return new Shape(name, slots.MoveToImmutable());
    }
}
