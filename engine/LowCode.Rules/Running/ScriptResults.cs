using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Jint;
using Jint.Native;
using Jint.Runtime;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Rules.Functions;

namespace LowCode.Rules.Running;

/// <summary>From what a rule gives to what it is used for. What does not fit exactly is refused, never bent.</summary>
internal static class ScriptResults
{
    /// <summary>JavaScript's truthiness.</summary>
    public static bool Truth(JsValue result) => TypeConverter.ToBoolean(result);

    /// <summary>A number; 0 when empty.</summary>
    public static decimal Number(Rule rule, JsValue result)
    {
        if (ScriptValues.IsNothing(result) || (result.IsNumber() && double.IsNaN(result.AsNumber())))
            return 0;
        return result.IsNumber() ? Decimal(rule, result.AsNumber()) : throw Wrong(rule, result, RuleTerms.Number);
    }

    /// <summary>A value of a kind; null, undefined, NaN, '' and [] are empty.</summary>
    public static Value ValueOf(Rule rule, JsValue result, ValueKind kind, int scale)
    {
        if (ScriptLists.IsEmpty(result))
            return Value.Empty;
        return kind switch
        {
            ValueKind.Boolean when result.IsBoolean() => Value.Of(result.AsBoolean()),
            ValueKind.Integer when result.IsNumber() => Value.Of(Integer(rule, result.AsNumber())),
            ValueKind.Decimal when result.IsNumber() =>
                Value.Of(Math.Round(Decimal(rule, result.AsNumber()), scale, MidpointRounding.AwayFromZero)),
            ValueKind.Text when result.IsString() || result.IsNumber() || result.IsBoolean() => Value.Of(WellFormed(TypeConverter.ToString(result))),
            ValueKind.Date when result.IsString() && Dates.TryRead(result.AsString(), out var date) => Value.Of(date),
            ValueKind.Time when result.IsString() && Dates.TryReadTime(result.AsString(), out var time) => Value.Of(time),
            ValueKind.Instant when result.IsString() && Dates.TryReadInstant(result.AsString(), out var instant) => Value.Of(instant),
            ValueKind.Id when result.IsString() && Guid.TryParse(result.AsString(), out var id) => Value.Of(id),
            ValueKind.Codes when result is JsArray list => Codes(rule, list),
            ValueKind.Location when result is FixedCells { Source: Location location } => Value.Of(location),
            _ => throw Wrong(rule, result, Title(kind)),
        };
    }

    /// <summary>
    /// The result as JSON; what JSON cannot say is an object with one property <c>$</c>: <c>undefined, NaN, Infinity,
    /// -Infinity, -0</c>, and <c>object</c> for a row, location or file.
    /// </summary>
    public static JsonNode? Json(JsValue result)
    {
        if (result.IsNull())
            return null;
        if (result.IsBoolean())
            return JsonValue.Create(result.AsBoolean());
        if (result.IsString())
            return JsonValue.Create(result.AsString());
        if (result is JsArray list)
            return new JsonArray([.. ScriptValues.Items(list).Select(Json)]);
        if (!result.IsNumber())
            return Special(result.IsUndefined() ? "undefined" : "object");
        var number = result.AsNumber();
        return !double.IsFinite(number) ? Special(Shown(number))
            : number == 0 && double.IsNegative(number) ? Special("-0")
            : JsonValue.Create(number);
    }

    private static JsonObject Special(string name) => new() { ["$"] = name };

    private static long Integer(Rule rule, double number)
    {
        if (!double.IsFinite(number) || Math.Abs(number) > Numbers.LargestInteger)
            throw new RuleException(rule, RuleFailureMessages.OutOfRange, [("value", Shown(number))]);
        return Math.Truncate(number) == number
            ? (long)number
            : throw new RuleException(rule, RuleFailureMessages.NotIntegral, [("value", Shown(number))]);
    }

    private static decimal Decimal(Rule rule, double number) => Numbers.TryToDecimal(number, out var value)
        ? value
        : throw new RuleException(rule, RuleFailureMessages.OutOfRange, [("value", Shown(number))]);

    private static Value Codes(Rule rule, JsArray list)
    {
        var codes = ImmutableArray.CreateBuilder<string>();
        foreach (var item in ScriptValues.Items(list))
        {
            if (!item.IsString())
                throw Wrong(rule, item, RuleTerms.Choice);
            if (!codes.Contains(item.AsString()))
                codes.Add(item.AsString());
        }
        return Value.Of(codes.ToImmutable());
    }

    // A text cut in the middle of a character outside the basic plane cannot be stored as UTF-8.
    private static string WellFormed(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
            return text;
        return string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
    }

    private static string Shown(double number) => TypeConverter.ToString(JsNumber.Create(number));

    private static RuleException Wrong(Rule rule, JsValue result, LocalizedText expected)
    {
        var shown = result.IsObject() ? (object)RuleTerms.Object : TypeConverter.ToString(result);
        return new RuleException(rule, RuleFailureMessages.WrongKind, [("value", shown), ("expected", expected)]);
    }

    private static LocalizedText Title(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => RuleTerms.Boolean,
        ValueKind.Integer or ValueKind.Decimal => RuleTerms.Number,
        ValueKind.Date => RuleTerms.Date,
        ValueKind.Time => RuleTerms.Time,
        ValueKind.Instant => RuleTerms.Instant,
        ValueKind.Id => RuleTerms.Reference,
        ValueKind.Codes or ValueKind.Rows => RuleTerms.List,
        ValueKind.Files => RuleTerms.Files,
        ValueKind.Location => RuleTerms.Location,
        _ => RuleTerms.Text,
    };
}
