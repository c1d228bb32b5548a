using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;

namespace LowCode.OData.Queries;

/// <summary>
/// Where the next page begins: behind the last entity of this one, told by what it was ordered by, so that records that
/// come or go meanwhile neither repeat nor skip others. It holds no secret and needs no signature: all it can do is to
/// start a query elsewhere that the caller may ask anyhow.
/// </summary>
/// <param name="Order">Values of the order terms for the last entity.</param>
/// <param name="Id">Its record's id.</param>
/// <param name="Row">For rows: the row's key.</param>
/// <param name="Position">For rows: the row's position in its record, for when the row itself is gone.</param>
/// <param name="Remaining">How many the client still wants; null for all.</param>
internal sealed record SkipToken(ImmutableArray<Value> Order, Guid Id, Guid Row, int Position, long? Remaining)
{
    public string Encode()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue(Id);
            json.WriteStringValue(Row);
            json.WriteNumberValue(Position);
            json.WriteNumberValue(Remaining ?? -1);
            foreach (var value in Order)
            {
                json.WriteNumberValue((int)value.Kind);
                RowJson.WriteValue(json, value);
            }
            json.WriteEndArray();
        }
        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    public static SkipToken Decode(string text, int terms)
    {
        try
        {
            var json = new Utf8JsonReader(Base64Url.DecodeFromChars(text));
            json.Read();
            json.Read();
            var id = json.GetGuid();
            json.Read();
            var row = json.GetGuid();
            json.Read();
            var position = json.GetInt32();
            json.Read();
            var remaining = json.GetInt64();
            var order = ImmutableArray.CreateBuilder<Value>();
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                var kind = (ValueKind)json.GetByte();
                json.Read();
                order.Add(Read(ref json, kind));
            }
            if (order.Count == terms && position >= 0)
                return new SkipToken(order.ToImmutable(), id, row, position, remaining < 0 ? null : remaining);
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or InvalidOperationException or ArgumentException)
        {
            // Falls through: whatever is wrong with it, it is no token of ours.
        }
        throw Refusal.BadRequest(ODataMessages.WrongSkipToken, "$skiptoken");
    }

    private static Value Read(ref Utf8JsonReader json, ValueKind kind)
    {
        if (kind == ValueKind.Empty)
            return json.TokenType == JsonTokenType.Null ? default : throw new FormatException();
        return kind switch
        {
            ValueKind.Boolean => Value.Of(json.GetBoolean()),
            ValueKind.Integer => Value.Of(json.GetInt64()),
            ValueKind.Decimal => Value.Of(json.GetDecimal()),
            ValueKind.Text => Value.Of(json.GetString()),
            ValueKind.Id => Value.Of(json.GetGuid()),
            ValueKind.Instant => Value.Of(json.GetDateTimeOffset()),
            ValueKind.Date => Value.Of(DateOnly.Parse(json.GetString()!, CultureInfo.InvariantCulture)),
            ValueKind.Time => Value.Of(TimeOnly.Parse(json.GetString()!, CultureInfo.InvariantCulture)),
            _ => throw new FormatException(),
        };
    }
}
