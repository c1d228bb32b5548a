using System.Globalization;
using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.OData.Payloads;

/// <summary>
/// Reads one primitive JSON value strictly. Only whole numbers and decimals may be texts: some clients keep more digits in
/// them than JavaScript's numbers have, and do not all say so with IEEE754Compatible.
/// </summary>
internal static class PrimitiveReader
{
    private const long LargestInteger = (1L << 53) - 1;

    /// <summary>The value, or null with the finding that says what is wrong. The reader stands on the value.</summary>
    public static Value? Read(ref Utf8JsonReader json, ValueKind kind, string path, out Finding? wrong)
    {
        wrong = null;
        if (json.TokenType == JsonTokenType.Null)
            return default(Value);
        var expected = Expected(kind);
        var isText = json.TokenType == JsonTokenType.String;
        var fits = kind switch
        {
            ValueKind.Boolean => json.TokenType is JsonTokenType.True or JsonTokenType.False,
            ValueKind.Integer or ValueKind.Decimal => json.TokenType == JsonTokenType.Number || isText,
            _ => isText,
        };
        if (!fits)
        {
            wrong = WrongType(ref json, expected, path);
            return null;
        }
        var value = kind switch
        {
            ValueKind.Boolean => Value.Of(json.GetBoolean()),
            ValueKind.Text => Value.Of(json.GetString()),
            ValueKind.Integer => Integer(ref json),
            ValueKind.Decimal => Decimal(ref json),
            _ => Parse(json.GetString()!, kind),
        };
        if (value is null)
            wrong = Finding.Of(ODataMessages.WrongValue, path, ("value", Shown(ref json)), ("expected", new Phrase(expected)));
        return value;
    }

    /// <summary>"The value must be …, not …".</summary>
    public static Finding WrongType(ref Utf8JsonReader json, Message expected, string path) =>
        Finding.Of(ODataMessages.WrongType, path, ("expected", new Phrase(expected)), ("found", new Phrase(Found(json.TokenType))));

    private static Value? Integer(ref Utf8JsonReader json)
    {
        long number;
        if (json.TokenType == JsonTokenType.String
            ? !long.TryParse(json.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
            : !json.TryGetInt64(out number))
            return null;
        return number is >= -LargestInteger and <= LargestInteger ? Value.Of(number) : null;
    }

    private static Value? Decimal(ref Utf8JsonReader json)
    {
        decimal number;
        return (json.TokenType == JsonTokenType.String
            ? decimal.TryParse(json.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            : json.TryGetDecimal(out number)) ? Value.Of(number) : null;
    }

    private static Value? Parse(string text, ValueKind kind)
    {
        var culture = CultureInfo.InvariantCulture;
        switch (kind)
        {
            case ValueKind.Id:
                return Guid.TryParseExact(text, "D", out var id) ? Value.Of(id) : null;
            case ValueKind.Date:
                return DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out var date) ? Value.Of(date) : null;
            case ValueKind.Time:
                return TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"], culture, DateTimeStyles.None, out var time)
                    ? Value.Of(time) : null;
            case ValueKind.Instant:
                return HasOffset(text) && DateTimeOffset.TryParse(text, culture, DateTimeStyles.RoundtripKind, out var instant)
                    ? Value.Of(instant) : null;
            default: throw new InvalidOperationException($"{kind} is no primitive.");
        }
    }

    // Without an offset nobody knows which instant is meant.
    private static bool HasOffset(string text) => text.Length > 16 && text[4] == '-' && text[10] is 'T' or 't'
        && (text[^1] is 'Z' or 'z' || (text[^3] == ':' && text[^6] is '+' or '-'));

    private static string Shown(ref Utf8JsonReader json)
    {
        var text = json.TokenType == JsonTokenType.String ? json.GetString()! : System.Text.Encoding.UTF8.GetString(json.ValueSpan);
        return text.Length <= 60 ? text : text[..60] + "…";
    }

    private static Message Expected(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => Words.Boolean,
        ValueKind.Integer => Words.WholeNumber,
        ValueKind.Decimal => Words.Number,
        ValueKind.Text => Words.Text,
        ValueKind.Id => ODataMessages.ExpectId,
        ValueKind.Date => ODataMessages.ExpectDate,
        ValueKind.Time => ODataMessages.ExpectTime,
        ValueKind.Instant => ODataMessages.ExpectInstant,
        _ => throw new InvalidOperationException($"{kind} is no primitive."),
    };

    private static Message Found(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => Words.Object,
        JsonTokenType.StartArray => Words.List,
        JsonTokenType.String => Words.Text,
        JsonTokenType.Number => Words.Number,
        JsonTokenType.Null => Words.Null,
        _ => Words.Boolean,
    };
}
