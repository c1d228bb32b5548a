using System.Buffers;
using System.Text.Json;
using LowCode.Definitions.Values;
using LowCode.Storage.Records;

namespace LowCode.Storage.Postgres.Values;

/// <summary>
/// How nested values lie in jsonb columns. Slots go by number, because numbers outlive renames; text lies as everywhere
/// (<see cref="TextCode"/>), so SQL compares it as it does columns. A location also has its coordinates as the decimals
/// that the reference evaluator reads.
/// </summary>
internal static class NestedJson
{
    public const string RowKey = "k";
    public const string Latitude = "x";
    public const string Longitude = "y";
    public const string FileHash = "h";
    public const string FileName = "n";
    public const string FileMediaType = "t";
    public const string FileSize = "s";

    public static byte[] ToBytes(in Value value)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, RecordJson.Canonical))
            Write(json, value);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Boolean: json.WriteBooleanValue(value.AsBoolean()); break;
            case ValueKind.Integer: json.WriteNumberValue(value.AsInteger()); break;
            case ValueKind.Decimal: json.WriteNumberValue(value.AsDecimal()); break;
            case ValueKind.Text: json.WriteStringValue(TextCode.Encode(value.AsText())); break;
            case ValueKind.Codes:
                json.WriteStartArray();
                foreach (var code in value.AsCodes())
                    json.WriteStringValue(TextCode.Encode(code));
                json.WriteEndArray();
                break;
            case ValueKind.Location: WriteLocation(json, value.AsLocation()); break;
            case ValueKind.Files:
                json.WriteStartArray();
                foreach (var file in value.AsFiles())
                    WriteFile(json, file);
                json.WriteEndArray();
                break;
            case ValueKind.Rows:
                json.WriteStartArray();
                foreach (var row in value.AsRows())
                    WriteRow(json, row);
                json.WriteEndArray();
                break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }

    private static void WriteRow(Utf8JsonWriter json, Row row)
    {
        json.WriteStartObject();
        if (row.Key != Guid.Empty)
            json.WriteString(RowKey, row.Key);
        foreach (var slot in row.Shape.Slots)
        {
            if (row[slot.Index].IsEmpty)
                continue;
            json.WritePropertyName(ColumnNames.Slot(slot.Index));
            Write(json, row[slot.Index]);
        }
        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, Location location)
    {
        json.WriteStartObject();
        json.WriteNumber("a", location.Latitude);
        json.WriteNumber("o", location.Longitude);
        if (location.Accuracy is { } accuracy)
            json.WriteNumber("m", accuracy);
        WriteExact(json, Latitude, location.Latitude);
        WriteExact(json, Longitude, location.Longitude);
        json.WriteEndObject();
    }

    // What no decimal holds is no place anywhere, and is left out.
    private static void WriteExact(Utf8JsonWriter json, string name, double coordinate)
    {
        if (Math.Abs(coordinate) < 1e28)
            json.WriteNumber(name, (decimal)coordinate);
    }

    private static void WriteFile(Utf8JsonWriter json, Attachment file)
    {
        json.WriteStartObject();
        json.WriteString(FileHash, TextCode.Encode(file.Hash));
        json.WriteString(FileName, TextCode.Encode(file.Name));
        json.WriteString(FileMediaType, TextCode.Encode(file.MediaType));
        json.WriteNumber(FileSize, file.Size);
        json.WriteEndObject();
    }
}
