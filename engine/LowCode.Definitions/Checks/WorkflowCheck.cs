using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Checks;

/// <summary>A workflow: what its states and transitions name.</summary>
internal static class WorkflowCheck
{
    public static void Check(CheckScope scope, WorkflowDefinition workflow)
    {
        scope.Name(workflow.Name, workflow.AtMember("workflow"));
        var form = scope.Form(workflow.FormName, workflow.Form is null ? workflow.AtMember("workflow") : workflow.AtMember("form"));
        if (scope.App.WorkflowOf(workflow.FormName) is { } first && !ReferenceEquals(first, workflow) && workflow.FormName.Length > 0)
            scope.Error(WorkflowDefinitionMessages.SecondWorkflow, workflow.AtMember("form"), ("form", workflow.FormName), ("other", first.Name));
        scope.NotEmpty(workflow, "states");
        scope.Unique(workflow.States.Select(state => (state.Name, state.AtMember("name"))));
        scope.Unique(workflow.Transitions.Select(transition => (transition.Name, transition.AtMember("name"))));
        foreach (var state in workflow.States)
            State(scope, workflow, form, state);
        foreach (var transition in workflow.Transitions)
            Transition(scope, workflow, form, transition);
        StateGraphCheck.Check(scope, workflow);
    }

    private static void State(CheckScope scope, WorkflowDefinition workflow, FormDefinition? form, StateDefinition state)
    {
        scope.Name(state.Name, state.AtMember("name"));
        for (var i = 0; i < state.Open.Length; i++)
            scope.Field(form, state.Open[i], state.AtMember($"open[{i}]"));
        for (var i = 0; i < state.Lock.Length; i++)
            scope.Field(form, state.Lock[i], state.AtMember($"lock[{i}]"));
        if (!state.Locked && !state.Open.IsEmpty)
            scope.Warning(WorkflowDefinitionMessages.OpenWithoutLocked, state.AtName("open"));
        if (state.Locked && !state.Lock.IsEmpty)
            scope.Warning(WorkflowDefinitionMessages.LockInLocked, state.AtName("lock"));
        if (state.Due is { } due)
            DeadlineCheck.Check(scope, workflow, state, due);
    }

    private static void Transition(CheckScope scope, WorkflowDefinition workflow, FormDefinition? form, TransitionDefinition transition)
    {
        scope.Name(transition.Name, transition.AtMember("name"));
        if (transition.Name == WorkflowWords.Escalate)
            scope.Error(NameMessages.ReservedName, transition.AtMember("name"), ("name", transition.Name));
        scope.NotEmpty(transition, "from");
        for (var i = 0; i < transition.From.Length; i++)
            scope.State(workflow, transition.From[i], transition.AtMember($"from[{i}]"));
        scope.State(workflow, transition.To, transition.AtMember("to"));
        scope.NotEmpty(transition, "by");
        for (var i = 0; i < transition.By.Length; i++)
        {
            if (transition.By[i] != WorkflowWords.System)
                RoleCheck.RolePlace(scope, transition.By[i], transition.AtMember($"by[{i}]"));
        }
        if (transition.Message is not null && !transition.Positions.Has("when"))
            scope.Warning(WorkflowDefinitionMessages.MessageWithoutWhen, transition.AtName("message"));
        for (var i = 0; i < transition.Needs.Length; i++)
            Need(scope, form, transition.Needs[i], transition.AtMember($"needs[{i}]"));
        for (var i = 0; i < transition.Decide.Length; i++)
            scope.Decision(transition.Decide[i], form, transition.AtMember($"decide[{i}]"));
        foreach (var path in transition.Set.Keys.Order(StringComparer.Ordinal))
            Target(scope, form, path, transition.AtName($"set.{path}"));
        Signers(scope, transition);
    }

    private static void Need(CheckScope scope, FormDefinition? form, string path, SourceLocation at)
    {
        if (scope.Field(form, path, at) is { } needed && (needed.Field.Type.IsGroup || !needed.Field.IsEntered))
            scope.Error(WorkflowDefinitionMessages.NeedsUnfillable, at, ("field", path));
    }

    private static void Target(CheckScope scope, FormDefinition? form, string path, SourceLocation at)
    {
        if (scope.Field(form, path, at) is not { } target)
            return;
        if (target.InTable || !target.Field.IsEntered || target.Field.Type.IsGroup
            || target.Field.StoredKind is ValueKind.Rows or ValueKind.Files or ValueKind.Location)
        {
            scope.Error(WorkflowDefinitionMessages.CannotSet, at, ("field", path));
        }
    }

    private static void Signers(CheckScope scope, TransitionDefinition transition)
    {
        if (transition.Signers is not { } signers)
            return;
        scope.NotEmpty(signers, "roles");
        for (var i = 0; i < signers.Roles.Length; i++)
        {
            var at = signers.AtMember($"roles[{i}]");
            RoleCheck.RolePlace(scope, signers.Roles[i], at);
            if (signers.Roles.IndexOf(signers.Roles[i]) < i)
                scope.Error(WorkflowDefinitionMessages.SignersTwice, at, ("role", signers.Roles[i]));
        }
    }
}
