using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Model;

/// <summary>The states of a form's records and the transitions between them.</summary>
[Description("A workflow (workflows/*.json)")]
public sealed record WorkflowDefinition : Node
{
    /// <summary>Stable name.</summary>
    [JsonPropertyName("workflow"), Description("Stable name")]
    public required string Name { get; init; }

    /// <summary>The form whose records follow it; the form of the same name when null.</summary>
    [Description("The form whose records follow it (the form of the same name unless given)")]
    public string? Form { get; init; }

    /// <summary>What people call it.</summary>
    [Description("What people call it")]
    public LocalizedText? Title { get; init; }

    /// <summary>The states; a new record is in the first.</summary>
    [Description("The states; a new record is in the first")]
    public required ImmutableArray<StateDefinition> States { get; init; }

    /// <summary>The transitions.</summary>
    [Description("The transitions")]
    public required ImmutableArray<TransitionDefinition> Transitions { get; init; }

    /// <summary>The form whose records follow it.</summary>
    [JsonIgnore] public string FormName => Form ?? Name;
}

/// <summary>One state.</summary>
public sealed record StateDefinition : Node
{
    /// <summary>Stable name.</summary>
    [Description("Stable name")]
    public required string Name { get; init; }

    /// <summary>What people call it; its name when null.</summary>
    [Description("What people call it")]
    public LocalizedText? Title { get; init; }

    /// <summary>True when nobody may change fields in this state, apart from <see cref="Open"/>.</summary>
    [Description("Nobody may change fields in this state, apart from 'open'")]
    public bool Locked { get; init; }

    /// <summary>Fields (paths) that stay open in a locked state.</summary>
    [Description("Fields that stay open in a locked state")]
    public ImmutableArray<string> Open { get; init; } = [];

    /// <summary>Fields (paths) that are locked in an open state.</summary>
    [Description("Fields that are locked in an open state")]
    public ImmutableArray<string> Lock { get; init; } = [];

    /// <summary>How long a record may stay here.</summary>
    [Description("How long a record may stay here")]
    public DueDefinition? Due { get; init; }
}

/// <summary>A deadline.</summary>
public sealed record DueDefinition : Node
{
    /// <summary>ISO 8601 duration, <c>P3D</c> or <c>PT4H</c>.</summary>
    [Duration, Description("ISO 8601 duration, P3D or PT4H")]
    public required string After { get; init; }

    /// <summary>True when days are working days (of the calendar with 调休); hours always run.</summary>
    [Description("Days are working days")]
    public bool Workdays { get; init; }

    /// <summary>
    /// What happens when it has passed: <c>escalate</c> (the task is also given to the same role one level up, or to
    /// <see cref="To"/>), or the name of a transition that the system takes. Null: the task is only shown as overdue.
    /// </summary>
    [Description("'escalate', or the name of a transition that the system takes")]
    public string? Then { get; init; }

    /// <summary>Who gets the escalated task, <c>reviewer@district</c>.</summary>
    [Description("Who gets the escalated task, role@level")]
    public string? To { get; init; }
}

/// <summary>One transition.</summary>
public sealed record TransitionDefinition : Node
{
    /// <summary>Stable name, unique in the workflow; the name of its OData action.</summary>
    [Description("Stable name")]
    public required string Name { get; init; }

    /// <summary>What stands on its button; its name when null.</summary>
    [Description("What stands on its button")]
    public LocalizedText? Title { get; init; }

    /// <summary>States it leaves; in JSON one name or a list.</summary>
    [Description("States it leaves: one name or a list")]
    public required ImmutableArray<string> From { get; init; }

    /// <summary>State it leads to; may be the state it leaves.</summary>
    [Description("State it leads to")]
    public required string To { get; init; }

    /// <summary>
    /// Who may take it: <c>role</c> (held at the record's division or above it) or <c>role@level</c> (held at the
    /// division of that level that contains the record); <c>system</c> for deadlines only. In JSON one or a list.
    /// </summary>
    [Description("Who may take it: role or role@level, one or a list")]
    public required ImmutableArray<string> By { get; init; }

    /// <summary>Guard: must be true.</summary>
    [Description("Rule that must be true")]
    public RuleText? When { get; init; }

    /// <summary>What a person is told when the guard is false.</summary>
    [Description("What a person is told when the rule is false")]
    public LocalizedText? Message { get; init; }

    /// <summary>Fields (paths) that must be filled in, whatever the form says.</summary>
    [Description("Fields that must be filled in")]
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>True when the record is submitted: hidden values are pruned and every required field is checked. Default true unless it leads back to the first state.</summary>
    [Description("The record must be complete (default: yes, unless it leads back to the first state)")]
    public bool? Submits { get; init; }

    /// <summary>Decisions that are taken; in JSON one name or a list.</summary>
    [Description("Decisions that are taken: one name or a list")]
    public ImmutableArray<string> Decide { get; init; } = [];

    /// <summary>Fields that are set, by path, to the value of a rule.</summary>
    [Description("Fields that are set, to the value of a rule")]
    public ImmutableDictionary<string, RuleText> Set { get; init; } = ImmutableDictionary<string, RuleText>.Empty;

    /// <summary>Several signers; one person is enough when null.</summary>
    [Description("Several signers")]
    public SignersDefinition? Signers { get; init; }
}

/// <summary>Several people must take a transition before it happens.</summary>
public sealed record SignersDefinition : Node
{
    /// <summary>How many of them.</summary>
    [Description("all, any or majority")]
    public required SignerMode Mode { get; init; }

    /// <summary>The roles that sign, <c>role@level</c>; each is one signature.</summary>
    [Description("The roles that sign, role@level; each is one signature")]
    public required ImmutableArray<string> Roles { get; init; }
}

/// <summary>How many signers must sign.</summary>
public enum SignerMode
{
    /// <summary>Every one.</summary>
    All,

    /// <summary>Any one.</summary>
    Any,

    /// <summary>More than half.</summary>
    Majority,
}
