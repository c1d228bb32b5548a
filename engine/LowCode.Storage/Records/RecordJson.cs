using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using LowCode.Definitions.Values;

namespace LowCode.Storage.Records;

/// <summary>
/// The canonical JSON of a record: what stores keep and what the change log is hashed over. System properties in a
/// fixed order, those at rest left out, then <c>data</c> (<see cref="RowJson"/>) and the annex byte for byte. The set's
/// name is not part of it. Reading goes through a shape that may be newer than the one it was written under.
/// Thread-safe.
/// </summary>
public static class RecordJson
{
    /// <summary>Settings of every canonical writer: text as it is, no indentation.</summary>
    public static JsonWriterOptions Canonical { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The record's canonical bytes.</summary>
    public static byte[] ToBytes(Record record)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Canonical))
            Write(json, record);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the record as one JSON object. An annex that is not JSON throws.</summary>
    public static void Write(Utf8JsonWriter json, Record record)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, record.Id);
        json.WriteNumber("revision"u8, record.Revision);
        if (record.AppVersion != 0)
            json.WriteNumber("appVersion"u8, record.AppVersion);
        if (record.Division.Length > 0)
            json.WriteString("division"u8, record.Division);
        if (record.State is { } state)
            json.WriteString("state"u8, state);
        json.WriteString("createdBy"u8, record.CreatedBy);
        json.WriteString("createdAt"u8, record.CreatedAt.UtcDateTime);
        json.WriteString("modifiedBy"u8, record.ModifiedBy);
        json.WriteString("modifiedAt"u8, record.ModifiedAt.UtcDateTime);
        json.WritePropertyName("data"u8);
        RowJson.Write(json, record.Data);
        if (!record.Annex.IsEmpty)
        {
            json.WritePropertyName("annex"u8);
            json.WriteRawValue(record.Annex.Span);
        }
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="ToBytes"/> made.</summary>
    /// <exception cref="FormatException">The bytes are not a record of this shape.</exception>
    public static Record Read(ReadOnlySpan<byte> bytes, string set, Shape shape)
    {
        var json = new CanonicalReader(bytes);
        return Read(ref json, set, shape);
    }

    /// <summary>Reads a record; the reader stands before it and is left behind it.</summary>
    internal static Record Read(ref CanonicalReader json, string set, Shape shape)
    {
        Guid id = default;
        long revision = 0, appVersion = 0;
        string division = "", createdBy = "", modifiedBy = "";
        string? state = null;
        DateTimeOffset createdAt = default, modifiedAt = default;
        Row? data = null;
        ReadOnlyMemory<byte> annex = default;
        json.StartObject();
        while (json.NextProperty(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("id"u8): id = json.ReadId(); break;
                case var _ when name.SequenceEqual("revision"u8): revision = json.ReadInteger(); break;
                case var _ when name.SequenceEqual("appVersion"u8): appVersion = json.ReadInteger(); break;
                case var _ when name.SequenceEqual("division"u8): division = json.ReadText(shape.Texts); break;
                case var _ when name.SequenceEqual("state"u8): state = json.ReadText(shape.Texts); break;
                case var _ when name.SequenceEqual("createdBy"u8): createdBy = json.ReadText(shape.Texts); break;
                case var _ when name.SequenceEqual("createdAt"u8): createdAt = json.ReadInstant(); break;
                case var _ when name.SequenceEqual("modifiedBy"u8): modifiedBy = json.ReadText(shape.Texts); break;
                case var _ when name.SequenceEqual("modifiedAt"u8): modifiedAt = json.ReadInstant(); break;
                case var _ when name.SequenceEqual("data"u8): data = RowJson.Read(ref json, shape).Freeze(); break;
                case var _ when name.SequenceEqual("annex"u8): annex = json.ReadAny().ToArray(); break;
                default: throw new FormatException("A record has no such property.");
            }
        }
        return new Record
        {
            Id = id,
            Set = set,
            Revision = revision,
            AppVersion = appVersion is >= 0 and <= int.MaxValue ? (int)appVersion : throw new FormatException("A record has no such version."),
            Division = division,
            State = state,
            CreatedBy = createdBy,
            CreatedAt = createdAt,
            ModifiedBy = modifiedBy,
            ModifiedAt = modifiedAt,
            Data = data ?? throw new FormatException("A record has data."),
            Annex = annex,
        };
    }
}
