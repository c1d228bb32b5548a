using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;

namespace LowCode.Definitions.Checks;

/// <summary>Who may do what with a form's records.</summary>
internal static class AccessCheck
{
    public static void Check(CheckScope scope, FormDefinition form)
    {
        foreach (var access in form.Access)
        {
            RoleCheck.Role(scope, access.Role, access.AtMember("role"));
            scope.NotEmpty(access, "can");
            for (var i = 0; i < access.Hides.Length; i++)
                scope.Field(form, access.Hides[i], access.AtMember($"hides[{i}]"));
            States(scope, form, access);
        }
    }

    private static void States(CheckScope scope, FormDefinition form, AccessDefinition access)
    {
        scope.NotEmpty(access, "states");
        if (access.States.IsEmpty)
            return;
        if (scope.App.WorkflowOf(form.Name) is not { } workflow)
        {
            if (!scope.MayHaveUnreadWorkflow)
                scope.Error(NameMessages.NoWorkflow, access.AtMember("states"), ("form", form.Name));
            return;
        }
        for (var i = 0; i < access.States.Length; i++)
            scope.State(workflow, access.States[i], access.AtMember($"states[{i}]"));
        if (access.Can.Contains(AccessAction.Create) && workflow.States is [var first, ..] && !access.States.Contains(first.Name))
            scope.Error(NameMessages.CreatesElsewhere, access.AtMember("states"), ("state", first.Name));
    }
}
