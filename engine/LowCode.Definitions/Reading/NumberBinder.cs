using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Parsing;

namespace LowCode.Definitions.Reading;

/// <summary>A number.</summary>
internal abstract class NumberBinder : ValueBinder
{
    /// <summary>True when it has no fraction.</summary>
    public abstract bool IsWhole { get; }
}

/// <summary>A number that a C# number type can hold exactly.</summary>
internal sealed class NumberBinder<T>(bool whole) : NumberBinder
    where T : struct, System.Numerics.INumber<T>
{
    public override bool IsWhole => whole;

    public override Phrase Expected { get; } = new(whole ? Words.WholeNumber : Words.Number);

    public override object Placeholder => T.Zero;

    public override object? Bind(JsonValue value, ReadScope scope, string path)
    {
        if (value.Kind != JsonKind.Number || (whole && value.Text.AsSpan().IndexOfAny('.', 'e', 'E') >= 0))
        {
            scope.WrongType(value, path, Expected);
            return null;
        }
        if (T.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        scope.Error(ReadingMessages.NumberOutOfRange, value.At, path, ("property", ReadScope.LastName(path)), ("value", value.Text));
        return null;
    }
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class BooleanBinder : ValueBinder
{
    public override Phrase Expected { get; } = new(Words.Boolean);

    public override object? Bind(JsonValue value, ReadScope scope, string path)
    {
        if (value.Kind is JsonKind.True or JsonKind.False)
            return value.Kind == JsonKind.True;
        scope.WrongType(value, path, Expected);
        return null;
    }
}
