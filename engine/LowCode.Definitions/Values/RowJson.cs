using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace LowCode.Definitions.Values;

/// <summary>
/// The canonical JSON of a row: what stores keep and what changes are hashed over. One property a filled slot, in slot
/// order, under its dotted path; empty slots are left out; table rows carry their key as <c>@key</c>.
/// Dates and times are ISO 8601, ids lower-case hexadecimal with dashes. Reading finds slots by their present or former
/// paths, so rows of older versions can be read. This is trusted, internal data: what a person sends is read with
/// checks and error messages elsewhere. Thread-safe.
/// </summary>
public static class RowJson
{
    /// <summary>Name of the property that holds a table row's key.</summary>
    public const string KeyProperty = "@key";

    /// <summary>Writes the row as one JSON object.</summary>
    public static void Write(Utf8JsonWriter json, Row row)
    {
        json.WriteStartObject();
        if (row.Key != Guid.Empty)
            json.WriteString(KeyProperty, row.Key);
        foreach (var slot in row.Shape.Slots)
        {
            var value = row[slot.Index];
            if (value.IsEmpty)
                continue;
            json.WritePropertyName(slot.Path);
            WriteValue(json, value);
        }
        json.WriteEndObject();
    }

    /// <summary>Writes one value; empty becomes null.</summary>
    public static void WriteValue(Utf8JsonWriter json, in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Empty: json.WriteNullValue(); break;
            case ValueKind.Boolean: json.WriteBooleanValue(value.AsBoolean()); break;
            case ValueKind.Integer: json.WriteNumberValue(value.AsInteger()); break;
            case ValueKind.Decimal: json.WriteNumberValue(value.AsDecimal()); break;
            case ValueKind.Text: json.WriteStringValue(value.AsText()); break;
            case ValueKind.Id: json.WriteStringValue(value.AsId()); break;
            case ValueKind.Date or ValueKind.Time or ValueKind.Instant: json.WriteStringValue(value.ToString()); break;
            case ValueKind.Codes:
                json.WriteStartArray();
                foreach (var code in value.AsCodes())
                    json.WriteStringValue(code);
                json.WriteEndArray();
                break;
            case ValueKind.Location:
                WriteLocation(json, value.AsLocation());
                break;
            case ValueKind.Files:
                json.WriteStartArray();
                foreach (var file in value.AsFiles())
                    WriteAttachment(json, file);
                json.WriteEndArray();
                break;
            case ValueKind.Rows:
                json.WriteStartArray();
                foreach (var row in value.AsRows())
                    Write(json, row);
                json.WriteEndArray();
                break;
            default: throw new InvalidOperationException($"No JSON for {value.Kind}.");
        }
    }

    /// <summary>
    /// Reads what <see cref="Write"/> wrote. The reader stands on the start of the object and is left on its end.
    /// Unknown properties throw <see cref="FormatException"/>: a store that lost a field must not go unnoticed.
    /// </summary>
    public static Row Read(ref Utf8JsonReader json, Shape shape)
    {
        var key = Guid.Empty;
        var row = new Row(shape);
        var next = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals(KeyProperty))
            {
                json.Read();
                key = json.GetGuid();
                row = new Row(shape, key);
                continue;
            }
            var slot = FindSlot(ref json, shape, ref next);
            json.Read();
            row[slot.Index] = ReadValue(ref json, slot);
        }
        return row;
    }

    // Properties stand in slot order, so the next one is found by looking ahead a little, without making a string.
    private static Slot FindSlot(ref Utf8JsonReader json, Shape shape, ref int next)
    {
        for (var i = next; i < Math.Min(next + 8, shape.Slots.Length); i++)
        {
            if (json.ValueTextEquals(shape.Slots[i].Path))
            {
                next = i + 1;
                return shape.Slots[i];
            }
        }
        var name = json.GetString()!;
        return shape.Find(name) ?? throw new FormatException($"The shape '{shape.Name}' has no field '{name}'.");
    }

    private static Value ReadValue(ref Utf8JsonReader json, Slot slot)
    {
        switch (slot.Kind)
        {
            case ValueKind.Boolean: return Value.Of(json.GetBoolean());
            case ValueKind.Integer: return Value.Of(json.GetInt64());
            case ValueKind.Decimal: return Value.Of(json.GetDecimal());
            case ValueKind.Text: return Value.Of(json.GetString());
            case ValueKind.Id: return Value.Of(json.GetGuid());
            case ValueKind.Date:
                return Value.Of(IsoDate.Parse(json.ValueSpan));
            case ValueKind.Time:
                return Value.Of(TimeOnly.ParseExact(json.GetString()!, "HH:mm:ss", CultureInfo.InvariantCulture));
            case ValueKind.Instant: return Value.Of(json.GetDateTimeOffset());
            case ValueKind.Codes:
                var codes = ImmutableArray.CreateBuilder<string>();
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                    codes.Add(json.GetString()!);
                return Value.Of(codes.ToImmutable());
            case ValueKind.Location: return Value.Of(ReadLocation(ref json));
            case ValueKind.Files:
                var files = new List<Attachment>();
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                    files.Add(ReadAttachment(ref json));
                return Value.Of(files.ToArray());
            case ValueKind.Rows:
                var rows = new List<Row>();
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                    rows.Add(Read(ref json, slot.Rows!));
                return Value.Of(rows.ToArray());
            default: throw new FormatException($"No JSON for {slot.Kind}.");
        }
    }

    private static void WriteLocation(Utf8JsonWriter json, Location location)
    {
        json.WriteStartObject();
        json.WriteNumber("latitude", location.Latitude);
        json.WriteNumber("longitude", location.Longitude);
        if (location.Accuracy is { } accuracy)
            json.WriteNumber("accuracy", accuracy);
        json.WriteEndObject();
    }

    private static Location ReadLocation(ref Utf8JsonReader json)
    {
        double latitude = 0, longitude = 0;
        double? accuracy = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            switch (name)
            {
                case "latitude": latitude = json.GetDouble(); break;
                case "longitude": longitude = json.GetDouble(); break;
                case "accuracy": accuracy = json.GetDouble(); break;
                default: throw new FormatException($"A location has no '{name}'.");
            }
        }
        return new Location(latitude, longitude, accuracy);
    }

    private static void WriteAttachment(Utf8JsonWriter json, Attachment file)
    {
        json.WriteStartObject();
        json.WriteString("hash", file.Hash);
        json.WriteString("name", file.Name);
        json.WriteString("mediaType", file.MediaType);
        json.WriteNumber("size", file.Size);
        json.WriteEndObject();
    }

    private static Attachment ReadAttachment(ref Utf8JsonReader json)
    {
        string hash = "", fileName = "", mediaType = "";
        long size = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            switch (name)
            {
                case "hash": hash = json.GetString()!; break;
                case "name": fileName = json.GetString()!; break;
                case "mediaType": mediaType = json.GetString()!; break;
                case "size": size = json.GetInt64(); break;
                default: throw new FormatException($"An attachment has no '{name}'.");
            }
        }
        return new Attachment(hash, fileName, mediaType, size);
    }
}
