using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Checks;

/// <summary>A list: its columns, filters, order and states.</summary>
internal static class ViewCheck
{
    private static readonly string[] SystemFields =
        ["$id", "$state", "$division", "$createdAt", "$createdBy", "$modifiedAt", "$modifiedBy", "$revision", "$version"];

    public static void Check(CheckScope scope, ViewDefinition view)
    {
        scope.Name(view.Name, view.AtMember("view"));
        var form = scope.Form(view.Form, view.AtMember("form"));
        scope.NotEmpty(view, "columns");
        Paths(scope, form, view, "columns", view.Columns, kind => kind != ValueKind.Empty);
        Paths(scope, form, view, "filters", view.Filters, kind => IsOrdered(kind) || kind is ValueKind.Codes);
        Order(scope, form, view);
        States(scope, form, view);
    }

    private static void Paths(
        CheckScope scope, FormDefinition? form, ViewDefinition view, string property, ImmutableArray<string> paths, Func<ValueKind, bool> fits)
    {
        scope.Unique(paths.Select((path, i) => (path, view.AtMember($"{property}[{i}]"))));
        for (var i = 0; i < paths.Length; i++)
            Path(scope, form, paths[i], property, fits, view.AtMember($"{property}[{i}]"));
    }

    private static void Path(
        CheckScope scope, FormDefinition? form, string path, string property, Func<ValueKind, bool> fits, SourceLocation at)
    {
        if (path.StartsWith('$'))
        {
            if (!SystemFields.Contains(path))
                scope.Unknown(ContentMessages.UnknownSystemField, "field", path, SystemFields, at);
        }
        else if (scope.Field(form, path, at) is { } found && found.Field.Type != Fields.UnknownFieldType.Instance
            && (found.InTable || !fits(found.Field.StoredKind)))
        {
            scope.Error(ContentMessages.NotInView, at, ("property", property), ("field", path), ("type", found.Field.Type.Name));
        }
    }

    private static void Order(CheckScope scope, FormDefinition? form, ViewDefinition view)
    {
        List<(string, SourceLocation)> ordered = [];
        for (var i = 0; i < view.OrderBy.Length; i++)
        {
            var at = view.AtMember($"orderBy[{i}]");
            var parts = view.OrderBy[i].Split(' ');
            if (parts.Length > 2 || parts[0].Length == 0 || (parts.Length == 2 && parts[1] is not ("asc" or "desc")))
            {
                scope.Error(ContentMessages.BadOrder, at, ("text", view.OrderBy[i]));
                continue;
            }
            ordered.Add((parts[0], at));
            Path(scope, form, parts[0], "orderBy", IsOrdered, at);
        }
        scope.Unique(ordered);
    }

    private static void States(CheckScope scope, FormDefinition? form, ViewDefinition view)
    {
        if (form is null || view.States.IsEmpty)
            return;
        if (scope.App.WorkflowOf(form.Name) is not { } workflow)
        {
            if (!scope.MayHaveUnreadWorkflow)
                scope.Error(NameMessages.NoWorkflow, view.AtMember("states"), ("form", form.Name));
            return;
        }
        for (var i = 0; i < view.States.Length; i++)
            scope.State(workflow, view.States[i], view.AtMember($"states[{i}]"));
    }

    private static bool IsOrdered(ValueKind kind) => kind is ValueKind.Boolean or ValueKind.Integer or ValueKind.Decimal
        or ValueKind.Text or ValueKind.Date or ValueKind.Time or ValueKind.Instant or ValueKind.Id;
}
