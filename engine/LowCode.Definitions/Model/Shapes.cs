using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Values;

namespace LowCode.Definitions.Model;

/// <summary>Makes the shapes of forms: one a form, growing from version to version.</summary>
public static class Shapes
{
    /// <summary>The shape of a form's first version.</summary>
    public static Shape Of(FormDefinition form) => Extend(null, form);

    /// <summary>
    /// The shape of the next version of a form: all slots of <paramref name="earlier"/>, those that the new version
    /// still has with their new definition, then the new fields. A field whose kind changed throws
    /// <see cref="ArgumentException"/>: publishing checks that before.
    /// </summary>
    public static Shape Extend(Shape? earlier, FormDefinition form) => Extend(earlier, form.Name, form.Fields);

    private static Shape Extend(Shape? earlier, string name, ImmutableArray<FieldDefinition> fields)
    {
        var slots = earlier?.Slots.Select(slot => slot with { IsRemoved = true }).ToList() ?? [];
        Add(earlier, name, fields, "", "", slots);
        return new Shape(name, [.. slots]);
    }

    private static void Add(
        Shape? earlier, string name, ImmutableArray<FieldDefinition> fields, string prefix, string earlierPrefix, List<Slot> slots)
    {
        foreach (var field in fields)
        {
            var path = prefix + field.Name;
            var earlierPath = earlierPrefix + (field.RenamedFrom ?? field.Name);
            if (field.Type.IsGroup)
            {
                Add(earlier, name, field.Fields, path + ".", earlierPath + ".", slots);
                continue;
            }
            var before = earlier?.Find(earlierPath) ?? earlier?.Find(path);
            var kind = field.StoredKind;
            if (before is not null && before.Kind != kind)
                throw new ArgumentException($"The field '{path}' of '{name}' held {before.Kind} and would now hold {kind}.");
            var rows = field.Type.IsTable ? Extend(before?.Rows, $"{name}/{path}", field.Fields) : null;
            var slot = new Slot(before?.Index ?? slots.Count, path, kind, rows)
            {
                FormerPaths = before is null ? [] : before.Path == path ? before.FormerPaths : [.. before.FormerPaths, before.Path],
            };
            if (before is null)
                slots.Add(slot);
            else
                slots[before.Index] = slot;
        }
    }
}
