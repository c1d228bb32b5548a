using System.Collections.Immutable;
using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>An exact decimal number.</summary>
internal sealed class DecimalField : FieldType
{
    public override string Name => "decimal";

    public override string Summary => "An exact decimal number";

    public override ValueKind Kind => ValueKind.Decimal;

    public override string EdmType => "Edm.Decimal";

    public override ImmutableArray<string> Properties { get; } = ["min", "max", "scale", "unit"];

    /// <summary>Decimal places that are kept unless the field says otherwise.</summary>
    public const int DefaultScale = 2;

    /// <summary>Most decimal places that a field may ask for.</summary>
    public const int LargestScale = 10;

    internal override string BoundExample => "0.5";

    internal override Value ReadBound(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            ? Value.Of(number)
            : Value.Empty;

    internal override void Check(FieldConstraints constraints, in Value value, string path, ICollection<Finding> findings)
    {
        var number = value.AsDecimal();
        var scale = constraints.Field.Scale ?? DefaultScale;
        if (Places(number) > scale)
            findings.Add(Finding.Of(FormMessages.TooManyDecimals, path, ("scale", scale)));
        BoundConstraints.CheckNumber(constraints, number, path, findings);
    }

    /// <summary>Decimal places that are needed to write the number: 1 for 2.50.</summary>
    private static int Places(decimal number)
    {
        var places = 0;
        for (var rest = number; places < 28 && decimal.Truncate(rest) != rest; places++)
            rest = decimal.Remainder(rest, 1) * 10;
        return places;
    }
}
