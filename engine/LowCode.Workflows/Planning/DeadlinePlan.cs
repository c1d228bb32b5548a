using LowCode.Workflows.Deadlines;
using LowCode.Workflows.Roles;

namespace LowCode.Workflows.Planning;

/// <summary>How long a record may stay in a state, and what happens then. Immutable.</summary>
/// <param name="After">How long.</param>
/// <param name="Workdays">Whether days are working days.</param>
public sealed record DeadlinePlan(IsoDuration After, bool Workdays)
{
    /// <summary>True when the tasks are then also given to a higher level.</summary>
    public bool Escalates { get; init; }

    /// <summary>Who gets the escalated task; the same role one level up when null.</summary>
    public RoleAddress? To { get; init; }

    /// <summary>The transition that the engine then takes, or null.</summary>
    public string? Transition { get; init; }

    /// <summary>When the time is over for a record that entered the state at an instant.</summary>
    public DateTimeOffset DueAt(DateTimeOffset entered, WorkTime time) => time.After(entered, After, Workdays);
}
