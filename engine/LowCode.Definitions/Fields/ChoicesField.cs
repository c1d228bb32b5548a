using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>Several options of a list.</summary>
internal sealed class ChoicesField : FieldType
{
    public override string Name => "choices";

    public override string Summary => "Several options of an option list";

    public override ValueKind Kind => ValueKind.Codes;

    public override ImmutableArray<string> Properties { get; } = ["options", "filter", "min", "max"];

    public override ImmutableArray<string> Needs { get; } = ["options"];

    internal override bool BoundsAreCounts => true;

    internal override void Check(FieldConstraints constraints, in Value value, string path, ICollection<Finding> findings) =>
        BoundConstraints.CheckCount(value.AsCodes().Length, constraints.MinCount, constraints.MaxCount,
            (FormMessages.TooFewChoices, FormMessages.TooManyChoices), path, findings);
}
