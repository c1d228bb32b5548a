using System.Collections.Immutable;
using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>A whole number that is the same number in JavaScript.</summary>
internal sealed class IntegerField : FieldType
{
    public override string Name => "integer";

    public override string Summary => "A whole number";

    public override ValueKind Kind => ValueKind.Integer;

    public override string EdmType => "Edm.Int64";

    public override ImmutableArray<string> Properties { get; } = ["min", "max", "unit"];

    /// <summary>2^53−1, the largest whole number that every double below it can hold too.</summary>
    public const long Largest = 9_007_199_254_740_991;

    internal override string BoundExample => "10";

    internal override Value ReadBound(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number is >= -Largest and <= Largest
            ? Value.Of(number)
            : Value.Empty;

    internal override void Check(FieldConstraints constraints, in Value value, string path, ICollection<Finding> findings)
    {
        var number = value.AsInteger();
        if (number is < -Largest or > Largest)
            findings.Add(Finding.Of(FormMessages.IntegerOutOfRange, path, ("max", Largest)));
        else
            BoundConstraints.CheckNumber(constraints, number, path, findings);
    }
}
