using System.Globalization;
using LowCode.Definitions.Values;
using LowCode.OData.Syntax;
using LowCode.Storage.Queries;

namespace LowCode.OData.Queries.Binding;

/// <summary>Literals as values. A text that is empty means the same as null here: nothing was entered.</summary>
internal static class Literals
{
    public static BoundValue Of(LiteralNode node, Clause clause) => node.Kind switch
    {
        LiteralKind.Null => BoundValue.Of(default, BoundKind.Null),
        LiteralKind.Boolean => BoundValue.Of(Value.Of(node.Text == "true"), BoundKind.Boolean),
        LiteralKind.Text => BoundValue.Of(Value.Of(node.Text), BoundKind.Text) with { Literal = node.Text },
        LiteralKind.Number => Number(node, clause),
        LiteralKind.Guid => Typed(node, BoundKind.Id, clause),
        LiteralKind.Date => Typed(node, BoundKind.Date, clause),
        LiteralKind.Time => Typed(node, BoundKind.Time, clause),
        LiteralKind.Instant => Typed(node, BoundKind.Instant, clause),
        LiteralKind.Duration => Typed(node, BoundKind.Duration, clause),
        _ => throw clause.NotSupported(clause.Text[node.Position..clause.Text.IndexOf('\'', node.Position)]),
    };

    /// <summary>
    /// A literal as one of the other operand's type: OData 4.01 casts texts, and a date is the beginning of its day.
    /// Anything else stays what it is.
    /// </summary>
    public static BoundValue Fit(BoundValue value, BoundKind kind, Clause clause, int position)
    {
        if (kind is BoundKind.Instant && value is { Kind: BoundKind.Date, Expression: Constant { Value.IsEmpty: false } day })
            return BoundValue.Of(Value.Of(new DateTimeOffset(day.Value.AsDate(), TimeOnly.MinValue, TimeSpan.Zero)), kind);
        if (value.Literal is not { } text || kind is BoundKind.Text or BoundKind.Null)
            return value;
        if (Cast(text, kind) is { } cast)
            return BoundValue.Of(cast, kind);
        // A text where a date is meant is a wrong date; where a number is meant it is a text.
        return kind is BoundKind.Id or BoundKind.Date or BoundKind.Time or BoundKind.Instant or BoundKind.Duration
            ? throw clause.WrongLiteral(position, text) : value;
    }

    /// <summary>A text as a value of a type; null when it is none.</summary>
    public static Value? Cast(string text, BoundKind kind)
    {
        var culture = CultureInfo.InvariantCulture;
        return kind switch
        {
            BoundKind.Text => Value.Of(text),
            BoundKind.Duration => Durations.Seconds(text) is { } seconds ? Value.Of(seconds) : null,
            BoundKind.Id when Guid.TryParseExact(text, "D", out var id) => Value.Of(id),
            BoundKind.Boolean when text is "true" or "false" => Value.Of(text == "true"),
            BoundKind.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out var date) => Value.Of(date),
            BoundKind.Time when TimeOnly.TryParse(text, culture, out var time) => Value.Of(time),
            BoundKind.Instant when DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeUniversal, out var instant) => Value.Of(instant),
            BoundKind.Integer when long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var whole) => Value.Of(whole),
            BoundKind.Decimal when decimal.TryParse(text, NumberStyles.Float, culture, out var number) => Value.Of(number),
            _ => null,
        };
    }

    /// <summary>A comparison with a code that no version of the list has is a mistake, not an empty result.</summary>
    public static void CheckCode(BoundValue property, BoundValue other, Clause clause)
    {
        if (property.Codes is not { } known || other.Expression is not Constant { Value.Kind: ValueKind.Text } constant)
            return;
        var code = constant.Value.AsText();
        if (!known.Codes.Contains(code))
            throw clause.UnknownCode(known.Property, code, known.Codes);
    }

    /// <summary>Codes that a list never had are a mistake among others as well.</summary>
    public static void CheckCodes(BoundValue property, BoundValue other, Clause clause)
    {
        if (property is not { Kind: BoundKind.Codes, Codes: not null } || other.Expression is not Constant { Value.Kind: ValueKind.Codes } list)
            return;
        foreach (var code in list.Value.AsCodes())
            CheckCode(property, BoundValue.Of(Value.Of(code), BoundKind.Text), clause);
    }

    private static BoundValue Typed(LiteralNode node, BoundKind kind, Clause clause) =>
        BoundValue.Of(Cast(node.Text, kind) ?? throw clause.WrongLiteral(node.Position, node.Text), kind);

    // As it was written: a literal with a fraction means that fraction, not the nearest binary one.
    private static BoundValue Number(LiteralNode node, Clause clause)
    {
        if (Cast(node.Text, BoundKind.Integer) is { } whole)
            return BoundValue.Of(whole, BoundKind.Integer);
        return BoundValue.Of(Cast(node.Text, BoundKind.Decimal) ?? throw clause.WrongLiteral(node.Position, node.Text), BoundKind.Decimal);
    }
}
