using System.Collections.Immutable;
using LowCode.Workflows.Planning;
using LowCode.Workflows.Roles;
using LowCode.Workflows.Signing;

namespace LowCode.Workflows.Tasks;

/// <summary>Which tasks there are for a record in a state.</summary>
public static class WorkflowTasks
{
    /// <summary>
    /// The tasks of a record in a state: one for each role and division that may take a transition from there. When a
    /// transition may be taken by the same role on several levels, the level nearest to the record gets the task: those
    /// above may act too, and are told when it escalates. A signed transition gives a task to each role that has not
    /// been signed for. A final state has none. In a fixed order: by division, then by role.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="division">Code of the record's division.</param>
    /// <param name="divisions">The division tree.</param>
    /// <param name="due">When the state's time is over, see <see cref="DeadlinePlan.DueAt"/>.</param>
    /// <param name="signatures">What was signed since the record entered the state.</param>
    public static ImmutableArray<WorkflowTask> Of(
        StatePlan state, string division, IDivisions divisions, DateTimeOffset? due, Signatures signatures) =>
        Ordered(state.Leaving.SelectMany(transition => Places(transition, division, divisions, signatures))
            .Select(place => new WorkflowTask(place.Role, place.Division, due)));

    /// <summary>
    /// The tasks that are added when the time is over: for the state's addressee of escalations, or for the role of each
    /// task at the division above its own. None when there is nobody above, or when they have the task already.
    /// </summary>
    /// <param name="state">The state, whose deadline escalates.</param>
    /// <param name="tasks">The record's tasks now.</param>
    /// <param name="division">Code of the record's division.</param>
    /// <param name="divisions">The division tree.</param>
    public static ImmutableArray<WorkflowTask> Escalate(
        StatePlan state, ImmutableArray<WorkflowTask> tasks, string division, IDivisions divisions)
    {
        if (state.Deadline is not { Escalates: true } deadline || tasks.IsEmpty)
            return [];
        var places = deadline.To is { } to
            ? [(to.Role, Division: to.Place(division, divisions))]
            : tasks.Select(task => (task.Role, Division: divisions.Parent(task.Division)));
        return Ordered(places.Where(place => !string.IsNullOrEmpty(place.Division))
            .Where(place => !tasks.Any(task => (task.Role, task.Division) == place))
            .Select(place => new WorkflowTask(place.Role, place.Division!, tasks[0].Due, Escalated: true)));
    }

    private static IEnumerable<(string Role, string Division)> Places(
        TransitionPlan transition, string division, IDivisions divisions, Signatures signatures)
    {
        if (transition.Signers is { } signers)
        {
            var open = signers.Open([.. signatures.Of(transition.Name)]);
            return open.Select(address => (address.Role, Division: address.Place(division, divisions)))
                .Where(place => place.Division is not null).Select(place => (place.Role, place.Division!));
        }
        return transition.By
            .Select(address => (Address: address, Division: address.Place(division, divisions)))
            .Where(place => place.Division is not null)
            .GroupBy(place => place.Address.Role)
            .Select(role => role.MaxBy(place => Nearness(place.Address)))
            .Select(place => (place.Address.Role, place.Division!));
    }

    // A plain role is looked for at the record's own division, or where the app says that it is held.
    private static int Nearness(RoleAddress address) => (int?)(address.Level ?? address.Home) ?? int.MaxValue;

    private static ImmutableArray<WorkflowTask> Ordered(IEnumerable<WorkflowTask> tasks) =>
        [.. tasks.Distinct().OrderBy(task => task.Division, StringComparer.Ordinal).ThenBy(task => task.Role, StringComparer.Ordinal)];
}
