using Jint;
using Jint.Native;
using LowCode.Definitions.Values;

namespace LowCode.Rules.Running;

/// <summary>A row as rules see it: its values, read when asked for, without those that are hidden.</summary>
internal sealed class RowCells : Cells
{
    private readonly Shape _shape;
    private readonly JsValue?[] _values;
    private bool[]? _hidden;
    private Dictionary<int, RowCells[]>? _tables;

    /// <summary>Over a row; <paramref name="around"/> is the row in whose table it lies.</summary>
    public RowCells(Engine engine, Row row, Shape shape, RowCells? around) : base(engine)
    {
        _shape = shape;
        Row = row;
        Around = around;
        _values = new JsValue?[shape.Slots.Length];
        Arguments = around is null ? [this] : [this, .. around.Arguments];
    }

    public Row Row { get; }

    public RowCells? Around { get; }

    /// <summary>What a rule of this row is called with: the row, then the rows around it outwards.</summary>
    public JsValue[] Arguments { get; }

    /// <summary>The rows of a table as far as they were made; the same objects as long as the table's value is the same.</summary>
    public RowCells[] Rows(int slot)
    {
        var value = Row[slot];
        var rows = value.AsRows();
        _tables ??= [];
        if (!_tables.TryGetValue(slot, out var cells))
        {
            cells = new RowCells[rows.Length];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = new RowCells(_engine, rows[i], _shape.Slots[slot].Rows!, this);
            _tables[slot] = cells;
        }
        return cells;
    }

    /// <summary>Changes a value.</summary>
    public void Set(Slot slot, Value value)
    {
        Row[slot.Index] = value;
        _values[slot.Index] = null;
        _tables?.Remove(slot.Index);
    }

    /// <summary>Hides a value or shows it again.</summary>
    public void Hide(Slot slot, bool hidden)
    {
        if (_hidden is null && !hidden)
            return;
        _hidden ??= new bool[_values.Length];
        if (_hidden[slot.Index] == hidden)
            return;
        _hidden[slot.Index] = hidden;
        _values[slot.Index] = null;
    }

    /// <inheritdoc/>
    protected override JsValue Read(int index) => _values[index] ??= Make(index);

    private JsValue Make(int index)
    {
        var slot = _shape.Slots[index];
        if (_hidden is not null && _hidden[index])
            return ScriptValues.Empty(_engine, slot.Kind);
        return slot.Kind == ValueKind.Rows
            ? ScriptValues.List(_engine, [.. Rows(index)])
            : ScriptValues.Read(_engine, Row[index], slot.Kind);
    }
}
