using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>A division of the tree, by its code; that it exists is the runtime's question.</summary>
internal sealed class DivisionField : FieldType
{
    public override string Name => "division";

    public override string Summary => "A division, by its code";

    public override ValueKind Kind => ValueKind.Text;

    public override string EdmType => "Edm.String";

    public override ImmutableArray<string> Properties { get; } = ["level"];

    internal override int? DefaultMaxLength => 100;

    internal override void Check(FieldConstraints constraints, in Value value, string path, ICollection<Finding> findings) =>
        TextConstraints.Check(constraints, value.AsText(), lines: false, path, findings);
}
