using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Rules.Functions;
using LowCode.Rules.Running;
using LowCode.Rules.Types;

namespace LowCode.Rules.Results;

/// <summary>From what a rule gives to what it is used for. What does not fit exactly is refused (<see cref="RuleFailure"/>), never bent.</summary>
internal static class RuleResults
{
    /// <summary>A number; 0 when empty.</summary>
    public static decimal Number(RuleValue result)
    {
        if (result.IsNothing)
            return 0;
        return result.IsNumber ? Number(result.Number) : throw Wrong(result, RuleTerms.Number);
    }

    /// <summary>A number; 0 when NaN.</summary>
    public static decimal Number(double result) => Numbers.TryToWhole(result, out var whole) ? whole : double.IsNaN(result) ? 0 : Decimal(result);

    /// <summary>A value of a kind; null, undefined, NaN, '' and [] are empty.</summary>
    public static Value ValueOf(RuleValue result, ValueKind kind, int scale)
    {
        if (result.IsEmpty)
            return Value.Empty;
        return kind switch
        {
            ValueKind.Boolean when result.IsBoolean => Value.Of(result.Boolean),
            ValueKind.Integer when result.IsNumber => IntegerOf(result.Number),
            ValueKind.Decimal when result.IsNumber => DecimalOf(result.Number, scale),
            ValueKind.Text when result.IsText || result.IsNumber || result.IsBoolean => TextOf(Conversions.ToText(result)),
            ValueKind.Date when result.IsText && Dates.TryRead(result.Text, out var date) => Value.Of(date),
            ValueKind.Time when result.IsText && Dates.TryReadTime(result.Text, out var time) => Value.Of(time),
            ValueKind.Instant when result.IsText && Dates.TryReadInstant(result.Text, out var instant) => Value.Of(instant),
            ValueKind.Id when result.IsText && Guid.TryParse(result.Text, out var id) => Value.Of(id),
            ValueKind.Codes when result.IsList => Codes(result.List),
            ValueKind.Location when result.Reference is Parts { Source: Location location } => Value.Of(location),
            _ => throw Wrong(result, Title(kind)),
        };
    }

    /// <summary>A whole number; empty when NaN.</summary>
    public static Value IntegerOf(double number)
    {
        if (Numbers.TryToWhole(number, out var whole))
            return Value.Of(whole);
        if (double.IsNaN(number))
            return Value.Empty;
        throw new RuleFailure(
            Math.Abs(number) > Numbers.LargestInteger ? RuleFailureMessages.OutOfRange : RuleFailureMessages.NotIntegral, ("value", Conversions.ToText(number)));
    }

    /// <summary>A decimal with at most <paramref name="scale"/> places; empty when NaN.</summary>
    public static Value DecimalOf(double number, int scale)
    {
        if (double.IsNaN(number))
            return Value.Empty;
        return Numbers.TryRound(number, scale, out var value)
            ? Value.Of(value == 0 ? 0 : value)
            : throw new RuleFailure(RuleFailureMessages.OutOfRange, ("value", Conversions.ToText(number)));
    }

    /// <summary>A text; empty when null or ''. One cut in the middle of a character outside the basic plane cannot be stored as UTF-8.</summary>
    public static Value TextOf(string? text) => text is null || !text.AsSpan().ContainsAnyInRange('\ud800', '\udfff')
        ? Value.Of(text)
        : Value.Of(string.Concat(text.EnumerateRunes().Select(rune => rune.ToString())));

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

    private static decimal Decimal(double number) => Numbers.TryToDecimal(number, out var value)
        ? value
        : throw new RuleFailure(RuleFailureMessages.OutOfRange, ("value", Conversions.ToText(number)));

    private static Value Codes(RuleValue[] list)
    {
        var codes = ImmutableArray.CreateBuilder<string>();
        foreach (var item in list)
        {
            if (!item.IsText)
                throw Wrong(item, RuleTerms.Choice);
            if (!codes.Contains(item.Text))
                codes.Add(item.Text);
        }
        return Value.Of(codes.ToImmutable());
    }

    private static RuleFailure Wrong(RuleValue result, LocalizedText expected)
    {
        var shown = result.Kind is RuleKinds.List or RuleKinds.Object ? (object)RuleTerms.Object : Conversions.ToText(result);
        return new RuleFailure(RuleFailureMessages.WrongKind, ("value", shown), ("expected", expected));
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
