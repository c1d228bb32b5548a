using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Model;

/// <summary>A form: the fields of one kind of record, and who may do what with its records.</summary>
[Description("A form (forms/*.json)")]
public sealed record FormDefinition : Node
{
    /// <summary>Stable name, also the name of its entity set: a letter, then letters and digits.</summary>
    [JsonPropertyName("form"), Description("Stable name: a letter, then letters and digits")]
    public required string Name { get; init; }

    /// <summary>What people call it.</summary>
    [Description("What people call it")]
    public required LocalizedText Title { get; init; }

    /// <summary>A hint for the person who fills it in.</summary>
    [Description("A hint for the person who fills it in")]
    public LocalizedText? Description { get; init; }

    /// <summary>The path of the text field that stands for a record in lists and pickers; the first text field when null.</summary>
    [Description("Field that stands for a record in lists and pickers")]
    public string? Display { get; init; }

    /// <summary>The fields, in the order in which they are filled in.</summary>
    [Description("The fields, in the order in which they are filled in")]
    public required ImmutableArray<FieldDefinition> Fields { get; init; }

    /// <summary>Who may do what; nobody but an administrator when empty.</summary>
    [Description("Who may do what with the records")]
    public ImmutableArray<AccessDefinition> Access { get; init; } = [];

    /// <summary>How long its records are kept; until somebody erases them when null.</summary>
    [Description("How long the records are kept")]
    public RetentionDefinition? Retention { get; init; }
}

/// <summary>What a role may do with a form's records.</summary>
public sealed record AccessDefinition : Node
{
    /// <summary>The role's name.</summary>
    [Description("The role")]
    public required string Role { get; init; }

    /// <summary>What it may do.</summary>
    [Description("What it may do")]
    public required ImmutableArray<AccessAction> Can { get; init; }

    /// <summary>Which records it reaches from the division at which the role is held.</summary>
    [Description("Which records it reaches from the division at which the role is held")]
    public Reach Reach { get; init; } = Reach.Subtree;

    /// <summary>
    /// With <see cref="Reach.Referenced"/>, the field that refers to the records: <c>form.field</c>, or
    /// <c>app/form.field</c> of another app.
    /// </summary>
    [Description("With reach referenced: the field that refers to the records, form.field or app/form.field")]
    public string? By { get; init; }

    /// <summary>The workflow states in which it holds; all of them when empty.</summary>
    [Description("Workflow states in which it holds; all of them when left out")]
    public ImmutableArray<string> States { get; init; } = [];

    /// <summary>Fields (paths) that the role neither sees nor sets.</summary>
    [Description("Fields that the role neither sees nor sets")]
    public ImmutableArray<string> Hides { get; init; } = [];

    /// <summary>Sensitive fields (paths), or groups and tables with such, that the role sees in the clear: all others are masked for it.</summary>
    [Description("Sensitive fields that the role sees in the clear; all others are masked for it")]
    public ImmutableArray<string> Reveals { get; init; } = [];
}

/// <summary>What may be done with a record. Transitions are permitted by their workflow.</summary>
public enum AccessAction
{
    /// <summary>Read it.</summary>
    Read,

    /// <summary>Create one.</summary>
    Create,

    /// <summary>Change its fields.</summary>
    Update,

    /// <summary>Delete it.</summary>
    Delete,
}

/// <summary>Which records a role reaches.</summary>
public enum Reach
{
    /// <summary>Records that the person created.</summary>
    Own,

    /// <summary>Records of exactly the division at which the role is held.</summary>
    Unit,

    /// <summary>Records of that division and all below it.</summary>
    Subtree,

    /// <summary>Records of every division.</summary>
    All,

    /// <summary>
    /// Records to which a record refers, by the field <see cref="AccessDefinition.By"/>, that the person may read through an
    /// entry of another reach: it goes one step and no further.
    /// </summary>
    Referenced,
}
