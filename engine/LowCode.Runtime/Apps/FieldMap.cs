using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Values;

namespace LowCode.Runtime.Apps;

/// <summary>Finds the definition of the field behind a slot of a form's shape, tables included. Immutable.</summary>
public sealed class FieldMap
{
    private readonly FieldDefinition?[] _fields;
    private readonly FieldMap?[] _rows;

    private readonly bool[] _sensitive;

    /// <summary>The fields of a form or table over its shape.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="prefix">Path of the table within the form and a dot; empty for the form.</param>
    /// <param name="isSensitive">Whether they lie in something that is sensitive, and so are themselves.</param>
    public FieldMap(Shape shape, ImmutableArray<FieldDefinition> fields, string prefix = "", bool isSensitive = false)
    {
        Shape = shape;
        Prefix = prefix;
        _fields = new FieldDefinition?[shape.Slots.Length];
        _rows = new FieldMap?[shape.Slots.Length];
        _sensitive = new bool[shape.Slots.Length];
        Add(fields, "", isSensitive);
        Slots = [.. shape.Slots.Where(slot => _fields[slot.Index] is not null)];
        Pointers = [.. Slots.Where(slot => PointsElsewhere(_fields[slot.Index]!) || _rows[slot.Index]?.Pointers.Length > 0)];
        Sensitive = [.. Slots.SelectMany(slot => _rows[slot.Index] is { } rows ? rows.Sensitive : _sensitive[slot.Index] ? [(shape, slot)] : [])];
    }

    /// <summary>The shape.</summary>
    public Shape Shape { get; }

    /// <summary>Path of the table within the form and a dot, <c>supplies.</c>; empty for the form itself.</summary>
    public string Prefix { get; }

    /// <summary>The slots that this version has fields for.</summary>
    public ImmutableArray<Slot> Slots { get; }

    /// <summary>Those whose value names something else (a record, division, user, attachment), and tables with such fields.</summary>
    public ImmutableArray<Slot> Pointers { get; }

    /// <summary>
    /// The slots of sensitive fields, with the shape they are of: here and in tables within. What lies in a sensitive
    /// table is sensitive, the table itself is not: how many rows it has may be known.
    /// </summary>
    public ImmutableArray<(Shape Shape, Slot Slot)> Sensitive { get; }

    /// <summary>The field of a slot; null when this version has none there.</summary>
    public FieldDefinition? this[int slot] => (uint)slot < (uint)_fields.Length ? _fields[slot] : null;

    /// <summary>The fields of a table's rows.</summary>
    public FieldMap Rows(int slot) => _rows[slot] ?? throw new ArgumentException($"Slot {slot} of '{Shape.Name}' is no table.", nameof(slot));

    /// <summary>Whether the field of a slot is sensitive.</summary>
    public bool IsSensitive(int slot) => _sensitive[slot];

    private static bool PointsElsewhere(FieldDefinition field) =>
        field.IsEntered && (field.Type.Kind is ValueKind.Id or ValueKind.Files || field.Type.Name is "division" or "user");

    private void Add(ImmutableArray<FieldDefinition> fields, string group, bool isSensitive)
    {
        foreach (var field in fields)
        {
            if (field.Type.IsGroup)
            {
                Add(field.Fields, $"{group}{field.Name}.", isSensitive);
                continue;
            }
            var slot = Shape[group + field.Name];
            _fields[slot.Index] = field;
            if (slot.Rows is { } rows)
                _rows[slot.Index] = new FieldMap(rows, field.Fields, $"{Prefix}{slot.Path}.", isSensitive || field.Sensitive);
            else
                _sensitive[slot.Index] = isSensitive || field.Sensitive;
        }
    }
}
