using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;

namespace LowCode.Runtime.Access;

/// <summary>
/// The fields of a form that a caller does not see. A field is seen when every record that some grant hides it in is
/// also reached by a grant that shows it: holding one more role never takes anything away. Immutable.
/// </summary>
internal sealed class HiddenFields
{
    private readonly ImmutableHashSet<(Shape Shape, int Slot)> _slots;

    private HiddenFields(ImmutableHashSet<(Shape, int)> slots) => _slots = slots;

    /// <summary>Nothing is hidden.</summary>
    public static HiddenFields None { get; } = new(ImmutableHashSet<(Shape, int)>.Empty);

    /// <summary>True when the caller sees every field.</summary>
    public bool IsEmpty => _slots.IsEmpty;

    /// <summary>Whether a slot of the form's shape, or of a table's in it, is hidden.</summary>
    public bool Contains(Shape shape, int slot) => _slots.Contains((shape, slot));

    /// <summary>Whether a slot is hidden, when only the slot itself is known.</summary>
    public bool Contains(Slot slot) =>
        _slots.Any(hidden => ReferenceEquals(hidden.Shape.Slots[hidden.Slot], slot));

    /// <summary>A row without what is hidden: the same row when nothing in it is.</summary>
    public Row Mask(Row row, Shape shape)
    {
        if (IsEmpty)
            return row;
        var masked = row.Thaw();
        Empty(masked, shape);
        return masked.Freeze();
    }

    /// <summary>Some slots of one shape.</summary>
    public static HiddenFields Of(Shape shape, params IEnumerable<Slot> slots) => new([.. slots.Select(slot => (shape, slot.Index))]);

    /// <summary>Some slots, each with its shape.</summary>
    public static HiddenFields Of(ImmutableArray<(Shape Shape, Slot Slot)> slots) => new([.. slots.Select(one => (one.Shape, one.Slot.Index))]);

    /// <summary>What the grants of a caller hide.</summary>
    public static HiddenFields Of(ImmutableArray<Grant> grants, FieldMap fields)
    {
        var readable = grants.Where(grant => grant.Entry.Can.Contains(AccessAction.Read)).ToArray();
        var hiding = readable.Where(grant => grant.Entry.Hides.Length > 0).ToArray();
        if (hiding.Length == 0)
            return None;
        var slots = ImmutableHashSet.CreateBuilder<(Shape, int)>();
        foreach (var path in hiding.SelectMany(grant => grant.Entry.Hides).Distinct())
        {
            var isSeen = hiding.Where(grant => grant.Entry.Hides.Contains(path))
                .All(hidden => readable.Any(other => !other.Entry.Hides.Contains(path) && other.Covers(hidden)));
            if (!isSeen)
                Add(fields, path, slots);
        }
        return new HiddenFields(slots.ToImmutable());
    }

    private static void Add(FieldMap fields, string path, ImmutableHashSet<(Shape, int)>.Builder slots)
    {
        foreach (var slot in fields.Slots)
        {
            var here = fields.Prefix + slot.Path;
            if (here == path || here.StartsWith(path + ".", StringComparison.Ordinal))
                slots.Add((fields.Shape, slot.Index));
            else if (slot.Rows is not null && path.StartsWith(here + ".", StringComparison.Ordinal))
                Add(fields.Rows(slot.Index), path, slots);
        }
    }

    private void Empty(Row row, Shape shape)
    {
        for (var slot = 0; slot < Math.Min(row.Shape.Slots.Length, shape.Slots.Length); slot++)
        {
            if (Contains(shape, slot))
            {
                row[slot] = default;
            }
            else if (shape.Slots[slot].Rows is { } rows)
            {
                foreach (var nested in row[slot].AsRows())
                    Empty(nested, rows);
            }
        }
    }
}
