using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>
/// Stands for a type that was missing or misspelt, in definitions that have errors and are read on to find all of them.
/// </summary>
internal sealed class UnknownFieldType : FieldType
{
    public static readonly FieldType Instance = new UnknownFieldType();

    public override string Name => "";

    public override string Summary => "";

    public override ValueKind Kind => ValueKind.Empty;
}
