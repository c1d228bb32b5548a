using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;

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
            for (var i = 0; i < access.Reveals.Length; i++)
                Reveals(scope, form, access, access.Reveals[i], access.AtMember($"reveals[{i}]"));
            States(scope, form, access);
            if (access.Reach == Reach.Referenced && access.By is { Length: > 0 } by)
                Referenced(scope, form, access, by);
            else if (access.Reach == Reach.Referenced || access.By is not null)
                scope.Error(AccessMessages.ReferencedAndBy, access.AtMember(access.By is null ? "reach" : "by"));
        }
    }

    private static void Referenced(CheckScope scope, FormDefinition form, AccessDefinition access, string by)
    {
        var at = access.AtMember("by");
        for (var i = 0; i < access.Can.Length; i++)
        {
            if (access.Can[i] is AccessAction.Create or AccessAction.Delete)
                scope.Error(AccessMessages.ReferencedOnly, access.AtMember($"can[{i}]"));
        }
        var (app, name, path) = ReferringField.Of(scope.App.Name, by);
        if (app != scope.App.Name && scope.Installed is null)
            return;
        var owner = app == scope.App.Name ? scope.App : scope.Installed?.Find(app);
        if (owner is null)
        {
            scope.Warning(AccessMessages.ReferringAppMissing, at, ("app", app));
            return;
        }
        var from = owner.Form(name);
        if (from is null && owner == scope.App)
            scope.Form(name, at);
        else if (from is null)
            scope.Unknown(NameMessages.UnknownForm, "form", $"{app}/{name}", owner.Forms.Select(known => $"{app}/{known.Name}"), at);
        if (scope.Field(from, path, at) is { } placed && !Refers(placed, app, $"{scope.App.Name}/{form.Name}"))
            scope.Error(AccessMessages.NotReferring, at, ("field", by), ("form", form.Name));
        else if (path.Length == 0 && from is not null)
            scope.Error(AccessMessages.NotReferring, at, ("field", by), ("form", form.Name));
    }

    private static bool Refers(PlacedField placed, string app, string form) => !placed.InTable
        && placed.Field is { To: { } to, Type.Kind: ValueKind.Id } && (to.Contains('/', StringComparison.Ordinal) ? to : $"{app}/{to}") == form;

    private static void Reveals(CheckScope scope, FormDefinition form, AccessDefinition access, string path, SourceLocation at)
    {
        if (scope.Field(form, path, at) is null)
            return;
        var isSensitive = scope.FieldsOf(form).Paths.Any(other =>
            (FieldPaths.IsWithin(other, path) || FieldPaths.IsWithin(path, other)) && scope.FieldsOf(form).Find(other)!.Field.Sensitive);
        if (!isSensitive)
            scope.Error(AccessMessages.RevealsNothing, at, ("field", path));
        else if (access.Hides.Any(hidden => FieldPaths.IsWithin(path, hidden)))
            scope.Error(AccessMessages.RevealsHidden, at, ("field", path));
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
            scope.Error(AccessMessages.CreatesElsewhere, access.AtMember("states"), ("state", first.Name));
    }
}
