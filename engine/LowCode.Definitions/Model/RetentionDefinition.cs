using System.Collections.Immutable;
using System.ComponentModel;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Model;

/// <summary>How long a form's records are kept: when it is over, personal data is erased from them and from all their past.</summary>
public sealed record RetentionDefinition : Node
{
    /// <summary>The longest time, 100 years.</summary>
    public const int MostDays = 36_500;

    /// <summary>Days (of 24 hours) since the record's last change, from 1 to <see cref="MostDays"/>.</summary>
    [Description("Days since the record's last change")]
    public required int Days { get; init; }

    /// <summary>What is erased then.</summary>
    [Description("What is erased then: the sensitive fields, or the whole record")]
    public required RetentionErases Erase { get; init; }

    /// <summary>The workflow states in which a record's time runs; when empty, those in which the workflow ends.</summary>
    [Description("Workflow states in which the time runs; those in which the workflow ends when left out")]
    public ImmutableArray<string> States { get; init; } = [];

    /// <summary>The names of the states in which a record's time runs.</summary>
    public IEnumerable<string> StatesIn(WorkflowDefinition workflow) => States.IsEmpty
        ? workflow.States.Select(state => state.Name).Where(state => !workflow.Transitions.Any(transition => transition.From.Contains(state)))
        : States;
}

/// <summary>What is erased of a record whose time is over.</summary>
public enum RetentionErases
{
    /// <summary>The whole record.</summary>
    Record,

    /// <summary>The sensitive fields, and those that the form has no longer.</summary>
    Sensitive,
}
