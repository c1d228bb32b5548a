using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Checks;

/// <summary>What a new version of an app would break of data that exists. Thread-safe.</summary>
public static class Compatibility
{
    /// <summary>
    /// Adds an error for what cannot be published over the version before (a field that would store something else, a
    /// <c>renamedFrom</c> that names nothing) and a warning for what leaves records with a value, state or form that is no
    /// longer defined. Positions lie in the new version.
    /// </summary>
    /// <param name="before">The version that is published now.</param>
    /// <param name="after">The version that is to follow it.</param>
    /// <param name="diagnostics">Where problems are added.</param>
    /// <param name="shapes">
    /// The shapes that the forms' records have by now, by form: they also know the fields of still earlier versions. Null
    /// when only the version before counts.
    /// </param>
    public static void Check(
        AppDefinition before, AppDefinition after, Diagnostics diagnostics, IReadOnlyDictionary<string, Shape>? shapes = null)
    {
        foreach (var form in before.Forms)
        {
            if (after.Form(form.Name) is null)
                diagnostics.Warning(CompatibilityMessages.FormRemoved, after.At, ("form", form.Name));
        }
        foreach (var form in after.Forms)
        {
            var shape = shapes?.GetValueOrDefault(form.Name) ?? (before.Form(form.Name) is { } earlier ? Shapes.Of(earlier) : null);
            if (shape is not null)
                Fields(shape, form.Fields, "", "", diagnostics);
        }
        foreach (var list in before.OptionLists)
            Options(list, after.OptionList(list.Name), after, diagnostics);
        foreach (var workflow in before.Workflows)
            States(workflow, after.WorkflowOf(workflow.FormName), after, diagnostics);
    }

    /// <summary>Follows <see cref="Shapes"/>: the same paths lead to the same slots.</summary>
    private static void Fields(
        Shape earlier, ImmutableArray<FieldDefinition> fields, string prefix, string earlierPrefix, Diagnostics diagnostics)
    {
        foreach (var field in fields)
        {
            var path = prefix + field.Name;
            var earlierPath = earlierPrefix + (field.RenamedFrom ?? field.Name);
            if (field.Type.IsGroup)
            {
                if (field.RenamedFrom is not null && !HasGroup(earlier, earlierPath) && !HasGroup(earlier, path))
                    RenamedFromNothing(earlier, field, diagnostics);
                Fields(earlier, field.Fields, path + ".", earlierPath + ".", diagnostics);
                continue;
            }
            if ((earlier.Find(earlierPath) ?? earlier.Find(path)) is not { } slot)
            {
                if (field.RenamedFrom is not null)
                    RenamedFromNothing(earlier, field, diagnostics);
            }
            else if (slot.Kind != field.StoredKind)
            {
                diagnostics.Error(CompatibilityMessages.KindChanged, field.AtMember(field.As is null ? "type" : "as"),
                    ("field", path), ("before", slot.Kind), ("after", field.StoredKind));
            }
            else if (slot.Rows is { } rows)
            {
                Fields(rows, field.Fields, "", "", diagnostics);
            }
        }
    }

    private static bool HasGroup(Shape shape, string path) => shape.Slots.Any(slot =>
        slot.FormerPaths.Append(slot.Path).Any(known => known.StartsWith(path + ".", StringComparison.Ordinal)));

    private static void RenamedFromNothing(Shape earlier, FieldDefinition field, Diagnostics diagnostics) =>
        diagnostics.Error(CompatibilityMessages.RenamedFromNothing, field.AtMember("renamedFrom"), ("name", field.RenamedFrom),
            ("suggestion", Suggestion.For(field.RenamedFrom!, earlier.Slots.Select(slot => slot.Path))));

    private static void Options(OptionListDefinition before, OptionListDefinition? list, AppDefinition after, Diagnostics diagnostics)
    {
        foreach (var option in before.Items)
        {
            if (list?.Find(option.Code) is null)
                diagnostics.Warning(CompatibilityMessages.OptionRemoved, list?.AtMember("items") ?? after.At, ("code", option.Code));
        }
    }

    private static void States(WorkflowDefinition before, WorkflowDefinition? workflow, AppDefinition after, Diagnostics diagnostics)
    {
        foreach (var state in before.States)
        {
            if (workflow?.States.Any(known => known.Name == state.Name) != true)
                diagnostics.Warning(CompatibilityMessages.StateRemoved, workflow?.AtMember("states") ?? after.At, ("state", state.Name));
        }
    }
}
