using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Rules.Functions;
using LowCode.Rules.Types;

namespace LowCode.Rules.Results;

/// <summary>From what a rule gives to what it is used for. What does not fit exactly is refused, never bent.</summary>
internal static class RuleResults
{
    /// <summary>A number; 0 when empty.</summary>
    public static decimal Number(Rule rule, RuleValue result)
    {
        if (result.IsNothing || (result.IsNumber && double.IsNaN(result.Number)))
            return 0;
        return result.IsNumber ? Decimal(rule, result.Number) : throw Wrong(rule, result, RuleTerms.Number);
    }

    /// <summary>A number; 0 when NaN.</summary>
    public static decimal Number(Rule rule, double result) => double.IsNaN(result) ? 0 : Decimal(rule, result);

    /// <summary>A value of a kind; null, undefined, NaN, '' and [] are empty.</summary>
    public static Value ValueOf(Rule rule, RuleValue result, ValueKind kind, int scale)
    {
        if (result.IsEmpty)
            return Value.Empty;
        return kind switch
        {
            ValueKind.Boolean when result.IsBoolean => Value.Of(result.Boolean),
            ValueKind.Integer when result.IsNumber => Value.Of(Integer(rule, result.Number)),
            ValueKind.Decimal when result.IsNumber => Value.Of(Math.Round(Decimal(rule, result.Number), scale, MidpointRounding.AwayFromZero)),
            ValueKind.Text when result.IsText || result.IsNumber || result.IsBoolean => Value.Of(WellFormed(Conversions.ToText(result))),
            ValueKind.Date when result.IsText && Dates.TryRead(result.Text, out var date) => Value.Of(date),
            ValueKind.Time when result.IsText && Dates.TryReadTime(result.Text, out var time) => Value.Of(time),
            ValueKind.Instant when result.IsText && Dates.TryReadInstant(result.Text, out var instant) => Value.Of(instant),
            ValueKind.Id when result.IsText && Guid.TryParse(result.Text, out var id) => Value.Of(id),
            ValueKind.Codes when result.IsList => Codes(rule, result.List),
            ValueKind.Location when result.Reference is Parts { Source: Location location } => Value.Of(location),
            _ => throw Wrong(rule, result, Title(kind)),
        };
    }

    /// <summary>
    /// The result as JSON; what JSON cannot say is an object with one property <c>$</c>: <c>undefined, NaN, Infinity,
    /// -Infinity, -0</c>, and <c>object</c> for a row, location or file.
    /// </summary>
    public static JsonNode? Json(RuleValue result) => result.Kind switch
    {
        RuleKinds.Null => null,
        RuleKinds.Boolean => JsonValue.Create(result.Boolean),
        RuleKinds.Text => JsonValue.Create(result.Text),
        RuleKinds.List => new JsonArray([.. result.List.Select(Json)]),
        RuleKinds.Object => Special("object"),
        RuleKinds.None => Special("undefined"),
        _ when !double.IsFinite(result.Number) => Special(Conversions.ToText(result)),
        _ when result.Number == 0 && double.IsNegative(result.Number) => Special("-0"),
        _ => JsonValue.Create(result.Number),
    };

    private static JsonObject Special(string name) => new() { ["$"] = name };

    private static long Integer(Rule rule, double number)
    {
        if (!double.IsFinite(number) || Math.Abs(number) > Numbers.LargestInteger)
            throw new RuleException(rule, RuleFailureMessages.OutOfRange, [("value", Conversions.ToText(number))]);
        return Math.Truncate(number) == number
            ? (long)number
            : throw new RuleException(rule, RuleFailureMessages.NotIntegral, [("value", Conversions.ToText(number))]);
    }

    private static decimal Decimal(Rule rule, double number) => Numbers.TryToDecimal(number, out var value)
        ? value
        : throw new RuleException(rule, RuleFailureMessages.OutOfRange, [("value", Conversions.ToText(number))]);

    private static Value Codes(Rule rule, RuleValue[] list)
    {
        var codes = ImmutableArray.CreateBuilder<string>();
        foreach (var item in list)
        {
            if (!item.IsText)
                throw Wrong(rule, item, RuleTerms.Choice);
            if (!codes.Contains(item.Text))
                codes.Add(item.Text);
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

    private static RuleException Wrong(Rule rule, RuleValue result, LocalizedText expected)
    {
        var shown = result.Kind is RuleKinds.List or RuleKinds.Object ? (object)RuleTerms.Object : Conversions.ToText(result);
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
