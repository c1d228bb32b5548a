using System.Runtime.CompilerServices;

namespace LowCode.Definitions.Values;

/// <summary>
/// The values of a record, or of one row of a table in it, by slot (see <see cref="Shape"/>).
/// A row is built, then <see cref="Freeze">frozen</see>; a frozen row is immutable and safe to share between threads.
/// A row written under an older shape has fewer slots: those it lacks read as empty.
/// </summary>
public sealed class Row : IEquatable<Row>
{
    private static readonly Value[] Nothing = [default];

    private readonly Value[] _values;
    private bool _frozen;

    /// <summary>An empty row that can be filled.</summary>
    /// <param name="shape">The slots it has.</param>
    /// <param name="key">Identity of a table row within its record; <see cref="Guid.Empty"/> for a record's own row.</param>
    public Row(Shape shape, Guid key = default)
    {
        Shape = shape;
        Key = key;
        _values = new Value[shape.Slots.Length];
    }

    // The values become the row's own.
    internal Row(Shape shape, Guid key, Value[] values)
    {
        Shape = shape;
        Key = key;
        _values = values;
    }

    /// <summary>The shape under which the row was made; a later shape of the same form has the same slots, and more.</summary>
    public Shape Shape { get; }

    /// <summary>Identity of a table row, stable over edits; empty for the record's own row.</summary>
    public Guid Key { get; }

    /// <summary>True once the row can no longer change.</summary>
    public bool IsFrozen => _frozen;

    /// <summary>The value in a slot; empty when this row has no such slot. Setting it on a frozen row throws.</summary>
    public Value this[int slot]
    {
        get => (uint)slot < (uint)_values.Length ? _values[slot] : default;
        set
        {
            if (_frozen)
                throw new InvalidOperationException("The row is frozen; thaw it to change it.");
            _values[slot] = value;
        }
    }

    /// <summary>The value in a slot where it lies; empty when this row has no such slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly Value At(int slot)
    {
        var values = _values;
        if ((uint)slot < (uint)values.Length)
            return ref values[slot];
        return ref Nothing[0];
    }

    /// <summary>The value of a slot.</summary>
    public Value this[Slot slot] => this[slot.Index];

    /// <summary>The value of the field at <paramref name="path"/>; throws when the shape has no such field.</summary>
    public Value this[string path] => this[Shape[path].Index];

    /// <summary>Makes the row and the rows in its tables immutable. Returns the same row.</summary>
    public Row Freeze()
    {
        if (_frozen)
            return this;
        _frozen = true;
        foreach (var value in _values)
        {
            if (value.Kind != ValueKind.Rows)
                continue;
            foreach (var row in value.AsRows())
                row.Freeze();
        }
        return this;
    }

    /// <summary>A deep copy that can be changed, under <paramref name="shape"/> or the same shape when null.</summary>
    public Row Thaw(Shape? shape = null)
    {
        shape ??= Shape;
        var values = new Value[shape.Slots.Length];
        for (var i = 0; i < Math.Min(values.Length, _values.Length); i++)
        {
            values[i] = _values[i];
            if (values[i].Kind != ValueKind.Rows)
                continue;
            var rows = values[i].AsRows().ToArray();
            for (var r = 0; r < rows.Length; r++)
                rows[r] = rows[r].Thaw(shape.Slots[i].Rows);
            values[i] = Value.Of(rows);
        }
        return new Row(shape, Key, values);
    }

    /// <summary>Same key and same content in every slot.</summary>
    public bool Equals(Row? other)
    {
        if (other is null || Key != other.Key)
            return false;
        var length = Math.Max(_values.Length, other._values.Length);
        for (var i = 0; i < length; i++)
        {
            if (this[i] != other[i])
                return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Row);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, _values.Length > 0 ? _values[0] : default);
}
