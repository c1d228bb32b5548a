using System.Collections.Immutable;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>Another record, of this app or of one that it requires.</summary>
internal sealed class ReferenceField : FieldType
{
    public override string Name => "reference";

    public override string Summary => "Another record, of this app or of one that it requires";

    public override ValueKind Kind => ValueKind.Id;

    public override string EdmType => "Edm.Guid";

    public override ImmutableArray<string> Properties { get; } = ["to"];

    public override ImmutableArray<string> Needs { get; } = ["to"];
}
