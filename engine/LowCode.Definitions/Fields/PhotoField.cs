using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>Attached photos, up to 20 unless it says otherwise; images only unless it says otherwise.</summary>
internal sealed class PhotoField : FieldType
{
    public override string Name => "photo";

    public override string Summary => "Attached photos, up to 20 unless max says otherwise";

    public override ValueKind Kind => ValueKind.Files;

    public override ImmutableArray<string> Properties { get; } = ["accept", "maxSize", "min", "max"];

    public override ImmutableArray<string> Refuses { get; } = ["default", "value"];

    internal override bool BoundsAreCounts => true;

    internal override int? DefaultMaxCount => FileConstraints.DefaultMaxCount;

    internal override ImmutableArray<string> DefaultAccept { get; } = ["image/*"];

    internal override void Check(FieldConstraints constraints, in Value value, string path, ICollection<Finding> findings) =>
        FileConstraints.Check(constraints, value, path, findings);
}
