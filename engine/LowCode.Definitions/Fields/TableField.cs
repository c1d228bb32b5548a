using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>Rows with fields of their own, up to 1,000 unless it says otherwise.</summary>
internal sealed class TableField : FieldType
{
    public override string Name => "table";

    public override string Summary => "Rows with fields of their own, up to 1,000 unless max says otherwise";

    public override ValueKind Kind => ValueKind.Rows;

    public override ImmutableArray<string> Properties { get; } = ["fields", "min", "max"];

    public override ImmutableArray<string> Needs { get; } = ["fields"];

    public override ImmutableArray<string> Refuses { get; } = ["default", "value"];

    /// <summary>Most rows unless the field says otherwise.</summary>
    public const int DefaultMaxRows = 1_000;

    public override bool IsTable => true;

    internal override bool BoundsAreCounts => true;

    internal override int? DefaultMaxCount => DefaultMaxRows;

    internal override void Check(FieldConstraints constraints, in Value value, string path, ICollection<Finding> findings) =>
        BoundConstraints.CheckCount(value.AsRows().Length, constraints.MinCount, constraints.MaxCount,
            (FormMessages.TooFewRows, FormMessages.TooManyRows), path, findings);
}
