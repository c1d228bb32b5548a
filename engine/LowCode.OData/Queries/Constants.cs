using System.Globalization;
using LowCode.Definitions.Values;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace LowCode.OData.Queries;

/// <summary>Literals as values. A text that is empty means the same as null here: nothing was entered.</summary>
internal static class Constants
{
    public static Value Of(ConstantNode node, OptionText option) => Of(node.Value, node.LiteralText, option);

    /// <summary>A literal that the library converts to another type.</summary>
    public static Value Of(ConstantNode node, IEdmTypeReference? type, OptionText option)
    {
        var value = Of(node.Value, node.LiteralText, option);
        if (type is null || value.IsEmpty)
            return value;
        return type.PrimitiveKind() switch
        {
            EdmPrimitiveTypeKind.DateTimeOffset when value.Kind == ValueKind.Date =>
                Value.Of(new DateTimeOffset(value.AsDate(), TimeOnly.MinValue, TimeSpan.Zero)),
            EdmPrimitiveTypeKind.Guid or EdmPrimitiveTypeKind.Date or EdmPrimitiveTypeKind.DateTimeOffset or EdmPrimitiveTypeKind.TimeOfDay
                or EdmPrimitiveTypeKind.Int64 or EdmPrimitiveTypeKind.Decimal or EdmPrimitiveTypeKind.Double or EdmPrimitiveTypeKind.Boolean
                when value.Kind == ValueKind.Text => Cast(value.AsText(), type.PrimitiveKind()) ?? throw option.Literal(value.AsText()),
            _ => value,
        };
    }

    /// <summary>A text as a value of a primitive type (OData 4.01 casts strings); null when it is none.</summary>
    public static Value? Cast(string text, EdmPrimitiveTypeKind kind)
    {
        var culture = CultureInfo.InvariantCulture;
        return kind switch
        {
            EdmPrimitiveTypeKind.String => Value.Of(text),
            EdmPrimitiveTypeKind.Guid when Guid.TryParse(text, out var id) => Value.Of(id),
            EdmPrimitiveTypeKind.Boolean when bool.TryParse(text, out var truth) => Value.Of(truth),
            EdmPrimitiveTypeKind.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out var date) => Value.Of(date),
            EdmPrimitiveTypeKind.TimeOfDay when TimeOnly.TryParse(text, culture, out var time) => Value.Of(time),
            EdmPrimitiveTypeKind.DateTimeOffset when DateTimeOffset.TryParse(text, culture, DateTimeStyles.RoundtripKind, out var instant) => Value.Of(instant),
            EdmPrimitiveTypeKind.Byte or EdmPrimitiveTypeKind.Int16 or EdmPrimitiveTypeKind.Int32 or EdmPrimitiveTypeKind.Int64
                when long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var whole) => Value.Of(whole),
            EdmPrimitiveTypeKind.Decimal or EdmPrimitiveTypeKind.Double or EdmPrimitiveTypeKind.Single
                when decimal.TryParse(text, NumberStyles.Float, culture, out var number) => Value.Of(number),
            _ => null,
        };
    }

    public static Value Of(object? value, string? literal, OptionText option)
    {
        try
        {
            return value switch
            {
                null => default,
                bool truth => Value.Of(truth),
                byte or sbyte or short or int or long => Value.Of(System.Convert.ToInt64(value, CultureInfo.InvariantCulture)),
                decimal number => Value.Of(number),
                float single => Value.Of(Exact(literal) ?? (decimal)single),
                double number => Value.Of(Exact(literal) ?? (decimal)number),
                string text => Value.Of(text),
                Guid id => Value.Of(id),
                DateOnly date => Value.Of(date),
                TimeOnly time => Value.Of(time),
#pragma warning disable CS0618 // The library's own literals still come in these types.
                Date date => Value.Of(new DateOnly(date.Year, date.Month, date.Day)),
                TimeOfDay time => Value.Of(new TimeOnly(time.Ticks)),
#pragma warning restore CS0618
                DateTimeOffset instant => Value.Of(instant),
                TimeSpan => throw option.NotSupported("duration"),
                _ => throw option.NotSupported(literal ?? value.GetType().Name),
            };
        }
        catch (OverflowException)
        {
            throw option.Literal(literal ?? System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        }
    }

    // As it was written: a literal with a fraction means that fraction, not the nearest binary one.
    private static decimal? Exact(string? literal) =>
        decimal.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
