using System.Collections.Immutable;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>A value that only the engine sets: from a rule, or from a decision that a transition takes.</summary>
internal sealed class ComputedField : FieldType
{
    public override string Name => "computed";

    public override string Summary => "A value that only the engine sets, from a rule (value) or a decision";

    public override ValueKind Kind => ValueKind.Empty;

    public override ImmutableArray<string> Properties { get; } = ["as", "decision", "scale", "unit", "options"];

    public override ImmutableArray<string> Needs { get; } = ["as"];

    public override ImmutableArray<string> Refuses { get; } = ["required", "readonly", "default", "check"];

    /// <summary>What a computed field may hold.</summary>
    public static ImmutableArray<string> Holds { get; } = ["text", "integer", "decimal", "boolean", "date", "datetime", "choice"];

    public override bool IsEntered => false;
}
