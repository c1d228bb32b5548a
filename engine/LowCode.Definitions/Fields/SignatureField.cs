using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>A drawn signature: one picture.</summary>
internal sealed class SignatureField : FieldType
{
    public override string Name => "signature";

    public override string Summary => "A drawn signature";

    public override ValueKind Kind => ValueKind.Files;

    public override ImmutableArray<string> Properties { get; } = ["maxSize"];

    public override ImmutableArray<string> Refuses { get; } = ["default", "value"];

    internal override bool BoundsAreCounts => true;

    internal override int? DefaultMaxCount => 1;

    internal override ImmutableArray<string> DefaultAccept { get; } = ["image/png", "image/svg+xml"];

    internal override void Check(FieldConstraints constraints, in Value value, string path, ICollection<Finding> findings) =>
        FileConstraints.Check(constraints, value, path, findings);
}
