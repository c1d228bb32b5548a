using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>One line of text, up to 1,000 characters unless it says otherwise.</summary>
internal sealed class TextField : FieldType
{
    public override string Name => "text";

    public override string Summary => "One line of text, up to 1,000 characters unless maxLength says otherwise";

    public override ValueKind Kind => ValueKind.Text;

    public override string EdmType => "Edm.String";

    public override ImmutableArray<string> Properties { get; } = ["minLength", "maxLength", "pattern"];

    internal override int? DefaultMaxLength => 1_000;

    internal override void Check(FieldConstraints constraints, in Value value, string path, ICollection<Finding> findings) =>
        TextConstraints.Check(constraints, value.AsText(), lines: false, path, findings);
}
