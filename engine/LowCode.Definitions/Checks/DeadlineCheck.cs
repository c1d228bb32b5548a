using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;

namespace LowCode.Definitions.Checks;

/// <summary>A deadline: what happens when it has passed.</summary>
internal static class DeadlineCheck
{
    public static void Check(CheckScope scope, WorkflowDefinition workflow, StateDefinition state, DueDefinition due)
    {
        if (due.To is { } to)
        {
            RoleCheck.RolePlace(scope, to, due.AtMember("to"));
            if (due.Then != WorkflowWords.Escalate)
                scope.Error(WorkflowDefinitionMessages.DueToUnused, due.AtName("to"));
        }
        if (due.Then is not { } then || then == WorkflowWords.Escalate)
            return;
        var at = due.AtMember("then");
        if (scope.Transition(workflow, then, at, WorkflowWords.Escalate) is not { } transition)
            return;
        if (!transition.From.Contains(state.Name))
            scope.Error(WorkflowDefinitionMessages.DueTransitionElsewhere, at, ("transition", then), ("state", state.Name));
        if (!transition.By.Contains(WorkflowWords.System))
            scope.Error(WorkflowDefinitionMessages.DueNotBySystem, at, ("transition", then));
    }
}
