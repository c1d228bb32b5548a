using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>Text of several lines, up to 20,000 characters unless it says otherwise.</summary>
internal sealed class LongTextField : FieldType
{
    public override string Name => "longText";

    public override string Summary => "Text of several lines, up to 20,000 characters unless maxLength says otherwise";

    public override ValueKind Kind => ValueKind.Text;

    public override string EdmType => "Edm.String";

    public override ImmutableArray<string> Properties { get; } = ["minLength", "maxLength", "pattern"];

    internal override int? DefaultMaxLength => 20_000;

    internal override void Check(FieldConstraints constraints, in Value value, string path, ICollection<Finding> findings) =>
        TextConstraints.Check(constraints, value.AsText(), lines: true, path, findings);
}
