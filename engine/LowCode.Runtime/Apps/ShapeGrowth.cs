using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;

namespace LowCode.Runtime.Apps;

/// <summary>Grows the shapes of an app's forms from one version to the next, and says what cannot grow.</summary>
internal static class ShapeGrowth
{
    /// <summary>
    /// The shapes of the next version by form name, those of forms that it no longer has too. A field that would change
    /// its kind is an error in <paramref name="diagnostics"/>; the form then keeps its shape of before.
    /// </summary>
    public static ImmutableDictionary<string, Shape> Grow(
        ImmutableDictionary<string, Shape> before, AppDefinition app, Diagnostics diagnostics)
    {
        var shapes = before.ToBuilder();
        foreach (var form in app.Forms)
        {
            var earlier = before.GetValueOrDefault(form.Name);
            var errors = diagnostics.Count;
            if (earlier is not null)
                CheckKinds(earlier, form.Fields, "", "", diagnostics);
            if (diagnostics.Count == errors)
                shapes[form.Name] = Shapes.Extend(earlier, form);
        }
        return shapes.ToImmutable();
    }

    private static void CheckKinds(
        Shape earlier, ImmutableArray<FieldDefinition> fields, string prefix, string earlierPrefix, Diagnostics diagnostics)
    {
        foreach (var field in fields)
        {
            var path = prefix + field.Name;
            var earlierPath = earlierPrefix + (field.RenamedFrom ?? field.Name);
            if (field.Type.IsGroup)
            {
                CheckKinds(earlier, field.Fields, path + ".", earlierPath + ".", diagnostics);
                continue;
            }
            if ((earlier.Find(earlierPath) ?? earlier.Find(path)) is not { } slot)
                continue;
            if (slot.Kind != field.StoredKind)
            {
                diagnostics.Error(RuntimeMessages.KindChanged, field.At, ("field", path), ("before", slot.Kind), ("now", field.StoredKind));
            }
            else if (slot.Rows is { } rows)
            {
                CheckKinds(rows, field.Fields, "", "", diagnostics);
            }
        }
    }
}
