using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;

namespace LowCode.Runtime.Access;

/// <summary>
/// The fields of a form that a caller does not see in the clear: hidden ones, and sensitive ones of which a mask is shown.
/// Both are the same for everything but the answer. A field is seen when every record in which some grant does not show it
/// is also reached by a grant that does: holding one more role over the same records never takes anything away. Immutable.
/// </summary>
internal sealed class HiddenFields
{
    private readonly Dictionary<(Shape Shape, int Slot), Sight> _slots;

    private HiddenFields(IEnumerable<((Shape, int) Slot, Sight Sight)> slots) =>
        _slots = slots.ToDictionary(one => one.Slot, one => one.Sight);

    private enum Sight
    {
        Nothing,
        Masked,
        MaskedText,
        Clear,
    }

    /// <summary>Nothing is hidden.</summary>
    public static HiddenFields None { get; } = new([]);

    /// <summary>True when the caller sees every field in the clear.</summary>
    public bool IsEmpty => _slots.Count == 0;

    /// <summary>Stands for all of it.</summary>
    public string Signature => string.Join(',', _slots.Select(one => $"{one.Key.Shape.Name}.{one.Key.Slot}{(one.Value > Sight.Nothing ? "*" : "")}")
        .Order(StringComparer.Ordinal));

    /// <summary>Whether a slot of the form's shape, or of a table's in it, is not seen in the clear.</summary>
    public bool Contains(Shape shape, int slot) => _slots.ContainsKey((shape, slot));

    /// <summary>Whether a slot is not seen in the clear, when only the slot itself is known.</summary>
    public bool Contains(Slot slot) => _slots.Keys.Any(hidden => ReferenceEquals(hidden.Shape.Slots[hidden.Slot], slot));

    /// <summary>Whether a slot is shown masked.</summary>
    public bool Masks(Slot slot) =>
        _slots.Any(one => one.Value > Sight.Nothing && ReferenceEquals(one.Key.Shape.Slots[one.Key.Slot], slot));

    /// <summary>Whether the field at a place within a record, <c>supplies[2].item</c>, is shown, in the clear or masked.</summary>
    public bool Shows(Shape shape, string place)
    {
        var bracket = place.IndexOf('[', StringComparison.Ordinal);
        if (IsEmpty || shape.Find(bracket < 0 ? place : place[..bracket]) is not { } slot)
            return true;
        if (_slots.TryGetValue((shape, slot.Index), out var sight))
            return sight > Sight.Nothing;
        var dot = bracket < 0 ? -1 : place.IndexOf('.', bracket);
        return dot < 0 || slot.Rows is null || Shows(slot.Rows, place[(dot + 1)..]);
    }

    /// <summary>What is shown of a slot's value.</summary>
    public Value Shown(Shape shape, int slot, in Value value) => !_slots.TryGetValue((shape, slot), out var sight) ? value
        : sight == Sight.MaskedText && value.Kind == ValueKind.Text ? Value.Of(TextMask.Of(value.AsText())) : default;

    /// <summary>A row as it is answered: what is hidden is empty, what is masked masked. The same row when nothing is.</summary>
    public Row Mask(Row row, Shape shape) => Over(row, shape, Shown);

    /// <summary>A row for whatever reckons with it for the caller: what is masked is empty too.</summary>
    public Row Clear(Row row, Shape shape) => Over(row, shape, (Shape _, int _, in Value _) => default);

    /// <summary>Some slots of one shape.</summary>
    public static HiddenFields Of(Shape shape, params IEnumerable<Slot> slots) =>
        new(slots.Select(slot => ((shape, slot.Index), Sight.Nothing)));

    /// <summary>Some slots, each with its shape.</summary>
    public static HiddenFields Of(ImmutableArray<(Shape Shape, Slot Slot)> slots) =>
        new(slots.Select(one => ((one.Shape, one.Slot.Index), Sight.Nothing)));

    /// <summary>What the grants of a caller leave out of what they read; of one who only writes, of what they write.</summary>
    public static HiddenFields Of(ImmutableArray<Grant> grants, FieldMap fields)
    {
        var reading = grants.Where(grant => grant.Entry.Can.Contains(AccessAction.Read)).ToArray();
        if (reading.Length == 0)
            reading = [.. grants];
        return fields.Sensitive.IsEmpty && Array.TrueForAll(reading, grant => grant.Entry.Hides.IsEmpty) ? None : new(Left(reading, fields, isHidden: false));
    }

    /// <summary>What the grants for one action leave out, though it may be seen.</summary>
    public static HiddenFields Of(ImmutableArray<Grant> grants, AccessAction action, FieldMap fields)
    {
        var acting = grants.Where(grant => grant.Entry.Can.Contains(action)).ToArray();
        return Array.TrueForAll(acting, grant => grant.Entry.Hides.IsEmpty)
            ? None : new(Left(acting, fields, isHidden: false).Where(one => one.Sight == Sight.Nothing));
    }

    private static IEnumerable<((Shape, int) Slot, Sight Sight)> Left(Grant[] grants, FieldMap fields, bool isHidden)
    {
        foreach (var slot in fields.Slots)
        {
            var sight = isHidden ? Sight.Nothing : SightOf(grants, fields, slot);
            if (sight < Sight.Clear)
                yield return ((fields.Shape, slot.Index), sight);
            if (slot.Rows is null)
                continue;
            foreach (var inner in Left(grants, fields.Rows(slot.Index), sight == Sight.Nothing))
                yield return inner;
        }
    }

    private static Sight SightOf(Grant[] grants, FieldMap fields, Slot slot)
    {
        var path = fields.Prefix + slot.Path;
        var masked = !fields.IsSensitive(slot.Index) ? Sight.Clear : IsText(fields[slot.Index]!) ? Sight.MaskedText : Sight.Masked;
        var each = Array.ConvertAll(grants, grant => grant.Entry.Hides.Any(hidden => FieldPaths.IsWithin(path, hidden)) ? Sight.Nothing
            : grant.Entry.Reveals.Any(revealed => FieldPaths.IsWithin(path, revealed)) ? Sight.Clear : masked);
        if (IsSeen(grants, each, Sight.Clear))
            return Sight.Clear;
        return masked < Sight.Clear && IsSeen(grants, each, masked) ? masked : Sight.Nothing;
    }

    private static bool IsSeen(Grant[] grants, Sight[] each, Sight wanted)
    {
        for (var i = 0; i < grants.Length; i++)
        {
            if (each[i] < wanted && !grants.Where((_, other) => each[other] >= wanted).Any(other => other.Covers(grants[i])))
                return false;
        }
        return true;
    }

    // A code or a name that is known elsewhere would be told by its first letter.
    private static bool IsText(FieldDefinition field) => field.Type.Name is "text" or "longText" or "barcode";

    private delegate Value Showing(Shape shape, int slot, in Value value);

    private Row Over(Row row, Shape shape, Showing show)
    {
        if (IsEmpty)
            return row;
        var shown = row.Thaw();
        Show(shown, shape, show);
        return shown.Freeze();
    }

    private void Show(Row row, Shape shape, Showing show)
    {
        for (var slot = 0; slot < Math.Min(row.Shape.Slots.Length, shape.Slots.Length); slot++)
        {
            if (Contains(shape, slot))
            {
                row[slot] = show(shape, slot, row[slot]);
            }
            else if (shape.Slots[slot].Rows is { } rows)
            {
                foreach (var nested in row[slot].AsRows())
                    Show(nested, rows, show);
            }
        }
    }
}
