using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LowCode.Definitions.Values;

namespace LowCode.Storage.Postgres.Values;

/// <summary>Reads what <see cref="NestedJson"/> wrote. A slot that the shape does not have yet is passed over.</summary>
internal static class NestedJsonReader
{
    public static Value Read(ReadOnlySpan<byte> bytes, Slot slot)
    {
        var json = new Utf8JsonReader(bytes);
        json.Read();
        return Read(ref json, slot);
    }

    private static Value Read(ref Utf8JsonReader json, Slot slot)
    {
        switch (slot.Kind)
        {
            case ValueKind.Boolean: return Value.Of(json.GetBoolean());
            case ValueKind.Integer: return Value.Of(json.GetInt64());
            case ValueKind.Decimal: return Value.Of(json.GetDecimal());
            case ValueKind.Text: return Value.Of(Text(ref json));
            case ValueKind.Date: return Value.Of(DateOnly.ParseExact(json.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture));
            case ValueKind.Time: return Value.Of(TimeOnly.ParseExact(json.GetString()!, "HH:mm:ss", CultureInfo.InvariantCulture));
            case ValueKind.Instant: return Value.Of(json.GetDateTimeOffset());
            case ValueKind.Id: return Value.Of(json.GetGuid());
            case ValueKind.Codes:
                var codes = ImmutableArray.CreateBuilder<string>();
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                    codes.Add(Text(ref json));
                return Value.Of(codes.ToImmutable());
            case ValueKind.Location: return Value.Of(ReadLocation(ref json));
            case ValueKind.Files:
                var files = new List<Attachment>();
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                    files.Add(ReadFile(ref json));
                return Value.Of(files.ToArray());
            case ValueKind.Rows:
                var rows = new List<Row>();
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                    rows.Add(ReadRow(ref json, slot.Rows!));
                return Value.Of(rows.ToArray());
            default: throw new FormatException($"No JSON for {slot.Kind}.");
        }
    }

    private static string Text(ref Utf8JsonReader json) => TextCode.Decode(json.GetString()!);

    private static Row ReadRow(ref Utf8JsonReader json, Shape shape)
    {
        // The key sorts before longer names but not before one-digit slots, so it is found at any place.
        var key = Guid.Empty;
        var values = new Value[shape.Slots.Length];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals(NestedJson.RowKey))
            {
                json.Read();
                key = json.GetGuid();
                continue;
            }
            var index = int.Parse(json.GetString()!, CultureInfo.InvariantCulture);
            json.Read();
            if (index < values.Length)
                values[index] = Read(ref json, shape.Slots[index]);
            else
                json.Skip();
        }
        var row = new Row(shape, key);
        for (var i = 0; i < values.Length; i++)
            row[i] = values[i];
        return row;
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
                case "a": latitude = json.GetDouble(); break;
                case "o": longitude = json.GetDouble(); break;
                case "m": accuracy = json.GetDouble(); break;
                default: break;
            }
        }
        return new Location(latitude, longitude, accuracy);
    }

    private static Attachment ReadFile(ref Utf8JsonReader json)
    {
        string hash = "", fileName = "", mediaType = "";
        long size = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            switch (name)
            {
                case "h": hash = Text(ref json); break;
                case "n": fileName = Text(ref json); break;
                case "t": mediaType = Text(ref json); break;
                case "s": size = json.GetInt64(); break;
                default: throw new FormatException($"An attachment has no '{name}'.");
            }
        }
        return new Attachment(hash, fileName, mediaType, size);
    }
}
