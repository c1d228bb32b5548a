using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;

namespace LowCode.Definitions.Checks;

/// <summary>Whether records come to every state, leave those that are no end, and transitions can happen.</summary>
internal static class StateGraphCheck
{
    public static void Check(CheckScope scope, WorkflowDefinition workflow)
    {
        if (workflow.States.IsEmpty)
            return;
        HashSet<string> reached = new(StringComparer.Ordinal) { workflow.States[0].Name };
        while (workflow.Transitions.Any(transition => transition.From.Any(reached.Contains) && reached.Add(transition.To)))
        {
        }
        foreach (var state in workflow.States)
        {
            if (state.Name.Length == 0)
                continue;
            if (!reached.Contains(state.Name))
                scope.Warning(WorkflowDefinitionMessages.StateUnreachable, state.AtMember("name"), ("state", state.Name));
            else if (!state.Locked && !workflow.Transitions.Any(transition => transition.From.Contains(state.Name) && transition.To != state.Name))
                scope.Warning(WorkflowDefinitionMessages.DeadEnd, state.AtMember("name"), ("state", state.Name));
        }
        foreach (var transition in workflow.Transitions)
        {
            if (transition.By is [WorkflowWords.System] && !workflow.States.Any(state => state.Due?.Then == transition.Name))
                scope.Warning(WorkflowDefinitionMessages.SystemUnused, transition.AtMember("name"), ("transition", transition.Name));
        }
    }
}
