using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>Yes or no.</summary>
internal sealed class BooleanField : FieldType
{
    public override string Name => "boolean";

    public override string Summary => "Yes or no";

    public override ValueKind Kind => ValueKind.Boolean;

    public override string EdmType => "Edm.Boolean";
}
