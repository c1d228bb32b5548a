using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Workflows.Deadlines;

namespace LowCode.Workflows.Planning;

/// <summary>Compiles the deadline of a state.</summary>
internal sealed class DeadlineCompiler(AddressReader addresses, Diagnostics found)
{
    private const string Escalate = "escalate";

    public DeadlinePlan? Compile(StateDefinition state)
    {
        if (state.Due is not { } due || !IsoDuration.TryParse(due.After, out var after))
            return null;
        if (after.IsZero)
            found.Error(WorkflowMessages.NoTime, due.AtMember("after"), ("duration", due.After));
        if (due.Workdays && after.Weeks > 0)
            found.Error(WorkflowMessages.WorkdaysOnlyDays, due.AtMember("after"), ("duration", due.After));
        var escalates = due.Then == Escalate;
        return new DeadlinePlan(after, due.Workdays)
        {
            Escalates = escalates,
            To = due.To is { } to ? addresses.Read(to) : null,
            Transition = escalates ? null : due.Then,
        };
    }
}
