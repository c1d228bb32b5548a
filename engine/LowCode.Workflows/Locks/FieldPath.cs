using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;

namespace LowCode.Workflows.Locks;

/// <summary>
/// What a path in a workflow names: a field (<c>site</c>, <c>contact.phone</c>), a group (<c>contact</c>), a table
/// (<c>supplies</c>), or a column of one (<c>supplies.needed</c>).
/// </summary>
/// <param name="Field">The field, group, table or column.</param>
/// <param name="Slots">The tables on the way, from the outermost, and at the end the field's own slot; a group has none of its own at the end.</param>
/// <param name="Shape">The shape in which it lies.</param>
/// <param name="LocalPath">Its path within that shape.</param>
public sealed record FieldPath(FieldDefinition Field, ImmutableArray<Slot> Slots, Shape Shape, string LocalPath)
{
    /// <summary>Its own slot; null for a group.</summary>
    public Slot? Slot => Field.Type.IsGroup ? null : Slots[^1];

    /// <summary>The table slots around it.</summary>
    public ImmutableArray<Slot> Tables => Field.Type.IsGroup ? Slots : Slots[..^1];

    /// <summary>True when it lies in a table.</summary>
    public bool IsColumn => !Tables.IsEmpty;

    /// <summary>Finds what a path names in a form; false when there is nothing of that name.</summary>
    public static bool TryFind(FormDefinition form, Shape shape, string path, [NotNullWhen(true)] out FieldPath? found) =>
        TryFind(form.Fields, shape, "", [], path.Split('.'), out found);

    private static bool TryFind(
        ImmutableArray<FieldDefinition> fields, Shape shape, string prefix, ImmutableArray<Slot> tables, ReadOnlySpan<string> names,
        [NotNullWhen(true)] out FieldPath? found)
    {
        found = null;
        var name = names[0];
        if (fields.FirstOrDefault(candidate => candidate.Name == name) is not { } field)
            return false;
        var local = prefix + name;
        if (field.Type.IsGroup)
        {
            if (names.Length > 1)
                return TryFind(field.Fields, shape, local + ".", tables, names[1..], out found);
            found = new FieldPath(field, tables, shape, local);
            return true;
        }
        if (shape.Find(local) is not { } slot)
            return false;
        if (names.Length > 1)
            return field.Type.IsTable && TryFind(field.Fields, slot.Rows!, "", tables.Add(slot), names[1..], out found);
        found = new FieldPath(field, tables.Add(slot), shape, local);
        return true;
    }
}
