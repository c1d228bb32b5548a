using System.Collections.Immutable;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>Fields under a common heading that lie in the surrounding record.</summary>
internal sealed class GroupField : FieldType
{
    public override string Name => "group";

    public override string Summary => "Fields under a common heading";

    public override ValueKind Kind => ValueKind.Empty;

    public override ImmutableArray<string> Properties { get; } = ["fields"];

    public override ImmutableArray<string> Needs { get; } = ["fields"];

    public override ImmutableArray<string> Refuses { get; } = ["required", "default", "value", "check", "sensitive"];

    public override bool IsGroup => true;
}
