using System.Globalization;
using System.Text.Json;
using LowCode.Definitions.Values;

namespace LowCode.OData.Writing;

/// <summary>Primitive values in OData's JSON.</summary>
internal static class ValueWriter
{
    /// <summary>Writes a property with a primitive value; empty is null.</summary>
    public static void Write(Utf8JsonWriter json, JsonEncodedText name, in Value value, bool numbersAsText)
    {
        switch (value.Kind)
        {
            case ValueKind.Empty: json.WriteNull(name); break;
            case ValueKind.Text: json.WriteString(name, value.AsText()); break;
            case ValueKind.Boolean: json.WriteBoolean(name, value.AsBoolean()); break;
            case ValueKind.Id: json.WriteString(name, value.AsId()); break;
            case ValueKind.Instant: json.WriteString(name, value.AsInstant().UtcDateTime); break;
            case ValueKind.Integer when !numbersAsText: json.WriteNumber(name, value.AsInteger()); break;
            case ValueKind.Decimal when !numbersAsText: json.WriteNumber(name, value.AsDecimal()); break;
            default:
                json.WritePropertyName(name);
                WriteRare(json, value);
                break;
        }
    }

    // Dates, times, and numbers as texts.
    private static void WriteRare(Utf8JsonWriter json, in Value value)
    {
        Span<byte> text = stackalloc byte[64];
        var culture = CultureInfo.InvariantCulture;
        int length;
        switch (value.Kind)
        {
            case ValueKind.Date: value.AsDate().TryFormat(text, out length, "yyyy-MM-dd", culture); break;
            case ValueKind.Time: value.AsTime().TryFormat(text, out length, "HH:mm:ss", culture); break;
            case ValueKind.Integer: value.AsInteger().TryFormat(text, out length, default, culture); break;
            case ValueKind.Decimal: value.AsDecimal().TryFormat(text, out length, default, culture); break;
            default: throw new InvalidOperationException($"{value.Kind} is no primitive.");
        }
        json.WriteStringValue(text[..length]);
    }

    /// <summary>The bare text of a primitive value, for <c>$value</c>.</summary>
    public static string Text(in Value value) => value.Kind switch
    {
        ValueKind.Instant => value.AsInstant().UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
