using System.Collections.Frozen;
using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Rules;

namespace LowCode.Forms.Planning;

/// <summary>A field, group or table with its rules, ready to be evaluated.</summary>
/// <param name="Index">Its position in its scope.</param>
/// <param name="Definition">As its author wrote it.</param>
/// <param name="Path">Its dotted path in its scope.</param>
/// <param name="Slot">Its slot; null for a group.</param>
/// <param name="Group">The group that it stands in, or null.</param>
sealed record PlannedField(int Index, FieldDefinition Definition, string Path, Slot? Slot, PlannedField? Group)
{
    public Rule? Visible { get; init; }

    public Rule? Required { get; init; }

    public Rule? Readonly { get; init; }

    public Rule? Default { get; init; }

    public Rule? Value { get; init; }

    public Rule? Filter { get; init; }

    public ImmutableArray<(Rule Rule, CheckDefinition Definition)> Checks { get; init; } = [];

    /// <summary>By code, in the list's order in <see cref="OptionList"/>; null when it is no choice.</summary>
    public FrozenDictionary<string, OptionDefinition>? OptionsByCode { get; init; }

    public OptionListDefinition? OptionList { get; init; }

    /// <summary>The rows of a table; null for everything else.</summary>
    public PlannedScope? Rows { get; init; }

    /// <summary>What stands beside it, for messages.</summary>
    public LocalizedText Label { get; } = Definition.Label ?? new LocalizedText(Definition.Name);

    /// <summary>True when evaluating it does something: it can hide, start with something, or be calculated.</summary>
    public bool HasStep => Visible is not null || Default is not null || Value is not null || Group is not null;
}

/// <summary>The fields of a form, or of the rows of one of its tables.</summary>
/// <param name="Index">Its position among the form's scopes; the form itself is 0, a table comes after what surrounds it.</param>
/// <param name="Shape">The shape of its rows.</param>
/// <param name="Fields">Its fields and groups, a group before what stands in it.</param>
sealed record PlannedScope(int Index, Shape Shape, ImmutableArray<PlannedField> Fields);
