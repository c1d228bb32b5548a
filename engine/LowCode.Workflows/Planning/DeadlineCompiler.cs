using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Workflows.Deadlines;

namespace LowCode.Workflows.Planning;

/// <summary>Compiles the deadline of a state.</summary>
internal sealed class DeadlineCompiler(WorkflowDefinition workflow, AddressReader addresses, Diagnostics found)
{
    /// <summary>What <c>then</c> says for an escalation.</summary>
    public const string Escalate = "escalate";

    public DeadlinePlan? Compile(StateDefinition state)
    {
        if (state.Due is not { } due)
            return null;
        var escalates = due.Then == Escalate;
        if (!escalates && due.Then is { } then)
            CheckThen(state, due, then);
        if (due.To is not null && !escalates)
            found.Error(WorkflowMessages.ToWithoutEscalate, due.At);
        var to = due.To is { } text ? addresses.Read(text, due.At) : null;
        if (to is { IsSystem: true })
            found.Error(WorkflowMessages.BadAddress, due.At, ("address", due.To), ("levels", string.Join(", ", Roles.RoleAddress.LevelNames)));

        if (!IsoDuration.TryParse(due.After, out var after))
        {
            found.Error(WorkflowMessages.BadDuration, due.At, ("duration", due.After));
            return null;
        }
        if (due.Workdays && after is not { Months: 0, Weeks: 0 })
            found.Error(WorkflowMessages.WorkdaysOnlyDays, due.At, ("duration", due.After));
        return new DeadlinePlan(after, due.Workdays) { Escalates = escalates, To = to, Transition = escalates ? null : due.Then };
    }

    private void CheckThen(StateDefinition state, DueDefinition due, string then)
    {
        if (workflow.Transitions.FirstOrDefault(transition => transition.Name == then) is not { } transition)
        {
            found.Error(WorkflowMessages.UnknownThen, due.At, ("then", then));
            return;
        }
        if (!transition.From.Contains(state.Name))
            found.Error(WorkflowMessages.ThenNotFromHere, due.At, ("state", state.Name), ("then", then));
        if (!transition.By.Contains(Roles.RoleAddress.SystemName))
            found.Error(WorkflowMessages.ThenNotBySystem, due.At, ("then", then));
    }
}
