using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>A person, by user name; that the person exists is the runtime's question.</summary>
internal sealed class UserField : FieldType
{
    public override string Name => "user";

    public override string Summary => "A person, by user name";

    public override ValueKind Kind => ValueKind.Text;

    public override string EdmType => "Edm.String";

    public override ImmutableArray<string> Properties { get; } = ["role"];

    internal override int? DefaultMaxLength => 100;

    internal override void Check(FieldConstraints constraints, in Value value, string path, ICollection<Finding> findings) =>
        TextConstraints.Check(constraints, value.AsText(), lines: false, path, findings);
}
