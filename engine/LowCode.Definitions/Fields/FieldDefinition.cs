using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Fields;

/// <summary>One field. Which properties it may have depends on its type, see <see cref="FieldType.Properties"/>.</summary>
public sealed record FieldDefinition : Node
{
    private ConstraintCache _constraints;

    /// <summary>Stable name within its form, group or table: a letter, then letters and digits.</summary>
    [Description("Stable name: a letter, then letters and digits")]
    public required string Name { get; init; }

    /// <summary>What kind of field it is.</summary>
    [Description("What kind of field it is")]
    public required FieldType Type { get; init; }

    /// <summary>What stands beside it; its name when null.</summary>
    [Description("What stands beside it")]
    public LocalizedText? Label { get; init; }

    /// <summary>Help below it.</summary>
    [Description("Help below it")]
    public LocalizedText? Hint { get; init; }

    /// <summary>When it is relevant. A hidden field keeps its draft value, is empty in every rule, and is pruned at submit.</summary>
    [Description("Rule: when it is relevant")]
    public RuleText? Visible { get; init; }

    /// <summary>When it must be filled in.</summary>
    [Description("true, or a rule: when it must be filled in")]
    public RuleText? Required { get; init; }

    /// <summary>When it cannot be changed by a person.</summary>
    [Description("true, or a rule: when a person cannot change it")]
    public RuleText? Readonly { get; init; }

    /// <summary>What a new record (or row) starts with.</summary>
    [Description("Rule: what a new record starts with")]
    public RuleText? Default { get; init; }

    /// <summary>Calculation: the engine sets the field, nobody enters it.</summary>
    [Description("Rule: the engine calculates the field, nobody enters it")]
    public RuleText? Value { get; init; }

    /// <summary>Constraints on a value that was entered, checked in order, all of them.</summary>
    [OneOrMany, Description("Constraints on what was entered: one or a list")]
    public ImmutableArray<CheckDefinition> Check { get; init; } = [];

    /// <summary>Smallest number, date (ISO 8601), or number of codes, files or rows.</summary>
    [NumberOrText, Description("Smallest number, date, or number of codes, files or rows")]
    public string? Min { get; init; }

    /// <summary>Largest number, date (ISO 8601), or number of codes, files or rows.</summary>
    [NumberOrText, Description("Largest number, date, or number of codes, files or rows")]
    public string? Max { get; init; }

    /// <summary>Fewest characters (Unicode scalar values).</summary>
    [Description("Fewest characters")]
    public int? MinLength { get; init; }

    /// <summary>Most characters (Unicode scalar values).</summary>
    [Description("Most characters")]
    public int? MaxLength { get; init; }

    /// <summary>
    /// Regular expression that the whole text must match: JavaScript's with the <c>u</c> flag, without look-around,
    /// back-references and word boundaries, so that it takes linear time and means the same everywhere.
    /// </summary>
    [Description("Regular expression that the whole text must match")]
    public string? Pattern { get; init; }

    /// <summary>Decimal places that are kept, 0 to 10; 2 when null.</summary>
    [Description("Decimal places that are kept (2 unless given)")]
    public int? Scale { get; init; }

    /// <summary>Unit behind a number.</summary>
    [Description("Unit behind a number")]
    public LocalizedText? Unit { get; init; }

    /// <summary>Name of the option list of a choice; another app's list as <c>community-base/yesNo</c>.</summary>
    [Description("Option list of a choice")]
    public string? Options { get; init; }

    /// <summary>Which options are offered: a rule that may use <c>option.code</c>, <c>option.parent</c> and the other fields.</summary>
    [Description("Rule over 'option': which options are offered")]
    public RuleText? Filter { get; init; }

    /// <summary>The form a reference points to: <c>site</c>, or <c>community-base/site</c> in another app.</summary>
    [Description("The form that a reference points to")]
    public string? To { get; init; }

    /// <summary>The fields of a group or table.</summary>
    [Description("The fields of a group or table")]
    public ImmutableArray<FieldDefinition> Fields { get; init; } = [];

    /// <summary>What a computed field holds: <c>text, integer, decimal, boolean, date, datetime, choice</c>.</summary>
    [Description("What a computed field holds")]
    public FieldType? As { get; init; }

    /// <summary>
    /// Where a computed field comes from when not from <see cref="Value"/>: a decision's outcome (<c>grade</c>) or its
    /// points (<c>grade.points</c>). It is set when a transition decides.
    /// </summary>
    [Description("Decision that a computed field shows: its outcome (grade) or points (grade.points)")]
    public string? Decision { get; init; }

    /// <summary>Media types of files, <c>image/*</c>.</summary>
    [Description("Media types that are accepted")]
    public ImmutableArray<string> Accept { get; init; } = [];

    /// <summary>Largest file in bytes; 20 MiB when null.</summary>
    [Description("Largest file in bytes")]
    public long? MaxSize { get; init; }

    /// <summary>The level of a division field.</summary>
    [Description("Level of a division field")]
    public DivisionLevel? Level { get; init; }

    /// <summary>The role that the person in a user field must hold.</summary>
    [Description("Role that the person must hold")]
    public string? Role { get; init; }

    /// <summary>The name that the field had in earlier versions: its data comes along.</summary>
    [Description("Name that the field had in earlier versions")]
    public string? RenamedFrom { get; init; }

    /// <summary>Personal or otherwise protected: masked for every role whose access entry does not reveal it. Of a table: all that lies in it.</summary>
    [Description("Personal or otherwise protected")]
    public bool Sensitive { get; init; }

    /// <summary>The source of what is asked.</summary>
    [Description("Source of what is asked")]
    public Evidence? Evidence { get; init; }

    /// <summary>The type of the value that is stored: <see cref="Type"/>, or <see cref="As"/> for a computed field.</summary>
    [JsonIgnore]
    public FieldType StoredType => As ?? Type;

    /// <summary>What a value of the field is stored as: its type's kind, or that of <see cref="As"/> for a computed field.</summary>
    [JsonIgnore]
    public ValueKind StoredKind => StoredType.Kind;

    /// <summary>Its constant constraints, parsed once.</summary>
    [JsonIgnore]
    public FieldConstraints Constraints => _constraints.For(this);

    /// <summary>True when a person enters it: not calculated and not set by a decision.</summary>
    [JsonIgnore]
    public bool IsEntered => Type.IsEntered && Value is null && Decision is null;
}

/// <summary>A constraint on what was entered, with the words for the person who broke it.</summary>
public sealed record CheckDefinition : Node
{
    /// <summary>Must be true for the value to be accepted; not asked while the field is empty or hidden.</summary>
    [Description("Must be true for the value to be accepted")]
    public required RuleText Rule { get; init; }

    /// <summary>What is wrong and what to do.</summary>
    [Description("What is wrong and what to do")]
    public required LocalizedText Message { get; init; }

    /// <summary>A warning is shown and does not hold the record up.</summary>
    [Description("'warning' is shown and does not hold the record up")]
    public Severity Severity { get; init; } = Severity.Error;
}
