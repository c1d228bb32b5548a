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

    private static readonly PropertyName Key = new(KeyProperty);

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

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">It is not a row of this shape. Unknown properties count: a store that lost a field must not go unnoticed.</exception>
    public static Row Read(ReadOnlySpan<byte> utf8, Shape shape)
    {
        var json = new CanonicalReader(utf8);
        return Read(ref json, shape);
    }

    /// <summary>Reads a row; the reader stands before it and is left behind it.</summary>
    /// <exception cref="FormatException">It is not a row of this shape.</exception>
    public static Row Read(ref CanonicalReader json, Shape shape)
    {
        var values = new Value[shape.Slots.Length];
        var key = Guid.Empty;
        var next = 0;
        json.StartObject();
        while (json.NextProperty())
        {
            if (next == 0 && json.TryName(Key))
            {
                key = json.ReadId();
                continue;
            }
            var slot = shape.Pass(ref json, ref next) ?? Named(json.ReadName(), shape);
            if (!json.TryNull())
                values[slot.Index] = ReadValue(ref json, shape, slot);
        }
        return new Row(shape, key, values);
    }

    private static Slot Named(ReadOnlySpan<byte> utf8, Shape shape)
    {
        var name = System.Text.Encoding.UTF8.GetString(utf8);
        return shape.Find(name) ?? throw new FormatException($"The shape '{shape.Name}' has no field '{name}'.");
    }

    private static Value ReadValue(ref CanonicalReader json, Shape shape, Slot slot)
    {
        switch (slot.Kind)
        {
            case ValueKind.Boolean: return Value.Of(json.ReadBoolean());
            case ValueKind.Integer: return Value.Of(json.ReadInteger());
            case ValueKind.Decimal: return json.ReadDecimal();
            case ValueKind.Text: return Value.Of(json.ReadText(shape.TextsOf(slot)!));
            case ValueKind.Id: return Value.Of(json.ReadId());
            case ValueKind.Date: return Value.Of(json.ReadDate());
            case ValueKind.Time: return Value.Of(json.ReadTime());
            case ValueKind.Instant: return Value.Of(json.ReadInstant());
            case ValueKind.Codes: return json.ReadCodes(shape.CodeListsOf(slot)!, shape.TextsOf(slot)!);
            case ValueKind.Location: return Value.Of(ReadLocation(ref json));
            case ValueKind.Files:
                var files = new List<Attachment>();
                for (json.StartArray(); json.NextItem();)
                    files.Add(ReadAttachment(ref json));
                return Value.Of(files.ToArray());
            case ValueKind.Rows:
                var rows = new List<Row>();
                for (json.StartArray(); json.NextItem();)
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

    private static Location ReadLocation(ref CanonicalReader json)
    {
        double latitude = 0, longitude = 0;
        double? accuracy = null;
        json.StartObject();
        while (json.NextProperty(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("latitude"u8): latitude = json.ReadDouble(); break;
                case var _ when name.SequenceEqual("longitude"u8): longitude = json.ReadDouble(); break;
                case var _ when name.SequenceEqual("accuracy"u8): accuracy = json.ReadDouble(); break;
                default: throw new FormatException("A location has no such property.");
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

    private static Attachment ReadAttachment(ref CanonicalReader json)
    {
        string hash = "", fileName = "", mediaType = "";
        long size = 0;
        json.StartObject();
        while (json.NextProperty(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("hash"u8): hash = json.ReadText(); break;
                case var _ when name.SequenceEqual("name"u8): fileName = json.ReadText(); break;
                case var _ when name.SequenceEqual("mediaType"u8): mediaType = json.ReadText(); break;
                case var _ when name.SequenceEqual("size"u8): size = json.ReadInteger(); break;
                default: throw new FormatException("An attachment has no such property.");
            }
        }
        return new Attachment(hash, fileName, mediaType, size);
    }
}
