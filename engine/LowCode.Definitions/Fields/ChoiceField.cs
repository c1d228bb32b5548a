using System.Collections.Immutable;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>One option of a list; that the option is in the list is the form's question.</summary>
internal sealed class ChoiceField : FieldType
{
    public override string Name => "choice";

    public override string Summary => "One option of an option list";

    public override ValueKind Kind => ValueKind.Text;

    public override string EdmType => "Edm.String";

    public override ImmutableArray<string> Properties { get; } = ["options", "filter"];

    public override ImmutableArray<string> Needs { get; } = ["options"];
}
