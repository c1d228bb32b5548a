using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using LowCode.Definitions.Values;
using LowCode.Storage.Records;

namespace LowCode.Storage.Changes;

/// <summary>
/// The canonical bytes of a change-log entry, record included, and their hash. A store keeps exactly these bytes: they
/// are never made again from a record, because shapes and names move on. Thread-safe.
/// </summary>
public static class ChangeEntryJson
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Head => "{\"number\":"u8;

    /// <summary>
    /// All of an entry but its number, which a store gives when it commits. Making it beforehand keeps the work out of
    /// the commit.
    /// </summary>
    /// <param name="batch">Who, when and why.</param>
    /// <param name="write">The change.</param>
    /// <param name="record">The new record's canonical bytes; empty for a deletion.</param>
    public static byte[] Tail(WriteBatch batch, RecordWrite write, ReadOnlySpan<byte> record)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + record.Length);
        using (var json = new Utf8JsonWriter(buffer, RecordJson.Canonical))
        {
            json.WriteStartObject();
            json.WriteString("set"u8, write.Set);
            json.WriteString("id"u8, write.Id);
            json.WriteNumber("revision"u8, write.ExpectedRevision + 1);
            json.WriteString("by"u8, batch.By);
            json.WriteString("at"u8, batch.At.UtcDateTime);
            json.WriteString("command"u8, write.Command ?? batch.Command);
            if (write.New is not null)
            {
                json.WritePropertyName("record"u8);
                json.WriteRawValue(record, skipInputValidation: true);
            }
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An entry's canonical bytes.</summary>
    public static byte[] WithNumber(long number, ReadOnlySpan<byte> tail)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var length);
        var bytes = new byte[Head.Length + length + tail.Length];
        Head.CopyTo(bytes);
        digits[..length].CopyTo(bytes.AsSpan(Head.Length));
        tail.CopyTo(bytes.AsSpan(Head.Length + length));
        bytes[Head.Length + length] = (byte)',';
        return bytes;
    }

    /// <summary>SHA-256 over the previous entry's hash (zeros before the first) and this entry's bytes.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> canonical)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        hash.AppendData(canonical);
        return hash.GetHashAndReset();
    }

    /// <summary>The new record's canonical bytes within an entry's; empty for a deletion.</summary>
    /// <exception cref="JsonException">The bytes are not an entry.</exception>
    public static ReadOnlySpan<byte> RecordOf(ReadOnlySpan<byte> canonical)
    {
        var json = new Utf8JsonReader(canonical);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isRecord = json.ValueTextEquals("record"u8);
            json.Read();
            if (isRecord)
                return canonical[(int)json.TokenStartIndex..^1];
            json.Skip();
        }
        return [];
    }

    /// <summary>Reads an entry.</summary>
    /// <param name="canonical">Its bytes.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="shapeOf">The newest shape of a set, or null when the set is not known: the entry then has no record.</param>
    /// <exception cref="FormatException">The bytes are not an entry.</exception>
    public static ChangeEntry Read(ReadOnlySpan<byte> canonical, ReadOnlySpan<byte> hash, Func<string, Shape?> shapeOf)
    {
        long number = 0, revision = 0;
        string set = "", by = "", command = "";
        Guid id = default;
        DateTimeOffset at = default;
        Record? record = null;
        var deletion = true;
        var json = new CanonicalReader(canonical);
        json.StartObject();
        while (json.NextProperty(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("number"u8): number = json.ReadInteger(); break;
                case var _ when name.SequenceEqual("set"u8): set = json.ReadText(); break;
                case var _ when name.SequenceEqual("id"u8): id = json.ReadId(); break;
                case var _ when name.SequenceEqual("revision"u8): revision = json.ReadInteger(); break;
                case var _ when name.SequenceEqual("by"u8): by = json.ReadText(); break;
                case var _ when name.SequenceEqual("at"u8): at = json.ReadInstant(); break;
                case var _ when name.SequenceEqual("command"u8): command = json.ReadText(); break;
                case var _ when name.SequenceEqual("record"u8):
                    deletion = false;
                    if (shapeOf(set) is { } shape)
                        record = RecordJson.Read(ref json, set, shape);
                    else
                        json.ReadAny();
                    break;
                default: throw new FormatException("A change has no such property.");
            }
        }
        return new ChangeEntry(number, set, id, revision, by, at, command, deletion, Convert.ToHexStringLower(hash))
        {
            Record = record,
        };
    }
}
