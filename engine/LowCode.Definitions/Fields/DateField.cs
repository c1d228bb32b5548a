using System.Collections.Immutable;
using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>A calendar date without a time zone.</summary>
internal sealed class DateField : FieldType
{
    public override string Name => "date";

    public override string Summary => "A calendar date";

    public override ValueKind Kind => ValueKind.Date;

    public override string EdmType => "Edm.Date";

    public override ImmutableArray<string> Properties { get; } = ["min", "max"];

    internal override string BoundExample => "2026-06-01";

    internal override Value ReadBound(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? Value.Of(date)
            : Value.Empty;

    internal override void Check(FieldConstraints constraints, in Value value, string path, ICollection<Finding> findings) =>
        BoundConstraints.CheckMoment(constraints, value.AsDate().DayNumber, bound => bound.AsDate().DayNumber, path, findings);
}
