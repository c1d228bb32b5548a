using LowCode.Definitions.Fields;
using LowCode.Definitions.Values;

namespace LowCode.Runtime.SystemSets;

/// <summary>The id of a record of whatever form: only the engine's own sets have such fields, authors use references.</summary>
internal sealed class RecordIdType : FieldType
{
    public static readonly RecordIdType Instance = new();

    public override string Name => "recordId";

    public override string Summary => "The id of a record of any form";

    public override ValueKind Kind => ValueKind.Id;

    public override string EdmType => "Edm.Guid";
}
