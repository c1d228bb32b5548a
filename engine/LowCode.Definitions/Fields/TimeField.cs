using System.Collections.Immutable;
using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>A time of day without a time zone, to the second.</summary>
internal sealed class TimeField : FieldType
{
    public override string Name => "time";

    public override string Summary => "A time of day";

    public override ValueKind Kind => ValueKind.Time;

    public override string EdmType => "Edm.TimeOfDay";

    public override ImmutableArray<string> Properties { get; } = ["min", "max"];

    internal override string BoundExample => "08:30";

    internal override Value ReadBound(string text) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? Value.Of(time)
            : Value.Empty;

    internal override void Check(FieldConstraints constraints, in Value value, string path, ICollection<Finding> findings) =>
        BoundConstraints.CheckMoment(constraints, value.AsTime().Ticks, bound => bound.AsTime().Ticks, path, findings);
}
