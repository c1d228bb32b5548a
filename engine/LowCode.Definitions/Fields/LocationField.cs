using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>A point on the earth in WGS 84.</summary>
internal sealed class LocationField : FieldType
{
    public override string Name => "location";

    public override string Summary => "A point on the earth (WGS 84)";

    public override ValueKind Kind => ValueKind.Location;

    public override ImmutableArray<string> Refuses { get; } = ["default", "value"];

    internal override void Check(FieldConstraints constraints, in Value value, string path, ICollection<Finding> findings)
    {
        var location = value.AsLocation();
        if (!(location.Latitude is >= -90 and <= 90) || !(location.Longitude is >= -180 and <= 180) || location.Accuracy is < 0 or double.NaN)
            findings.Add(Finding.Of(FormMessages.LocationOutOfRange, path,
                ("latitude", location.Latitude), ("longitude", location.Longitude)));
    }
}
