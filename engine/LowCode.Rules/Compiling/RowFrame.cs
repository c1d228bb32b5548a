using System.Runtime.InteropServices;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Rules.Results;
using LowCode.Rules.Running;
namespace LowCode.Rules.Compiling;

/// <summary>A row as compiled rules read it, with the session, the row around and the rows in its tables. One evaluation's; not thread-safe.</summary>
internal sealed class RowFrame
{
    private readonly Shape _shape;
    private Row _seen;
    private bool[]? _hidden;
    private Made? _made;

    /// <summary>Over a row; <paramref name="around"/> is the row in whose table it lies.</summary>
    public RowFrame(CompiledSession session, Row row, Shape shape, RowFrame? around)
    {
        Session = session;
        Row = _seen = row;
        _shape = shape;
        Around = around;
    }

    public CompiledSession Session { get; }

    public Row Row { get; }

    /// <summary>The row as rules see it: what is hidden is empty.</summary>
    public Row Seen => _seen;

    public RowFrame? Around { get; }

    /// <summary>Slots that are hidden; null when none ever was.</summary>
    public bool[]? Hidden => _hidden;

    /// <summary>Changes a value.</summary>
    public void Set(Slot slot, Value value)
    {
        Row[slot.Index] = value;
        if (_hidden is { } hidden && !hidden[slot.Index])
            _seen[slot.Index] = value;
        if (slot.Kind is ValueKind.Rows or ValueKind.Codes or ValueKind.Files)
            _made = Made.Without(slot.Index, _made);
    }

    /// <summary>Hides a value or shows it again.</summary>
    public void Hide(Slot slot, bool hidden)
    {
        if (_hidden is null)
        {
            if (!hidden)
                return;
            // From now on rules read a copy, in which what is hidden is empty.
            _hidden = new bool[_shape.Slots.Length];
            _seen = new Row(_shape, Row.Key);
            for (var i = 0; i < _hidden.Length; i++)
                _seen[i] = Row[i];
            Around?.ForgetSeen();
        }
        _hidden[slot.Index] = hidden;
        _seen[slot.Index] = hidden ? default : Row[slot.Index];
    }

    /// <summary>What a slot reads as.</summary>
    public RuleValue Read(int slot) => _shape.Slots[slot].Kind switch
    {
        ValueKind.Rows => ListOf(RowsAt(slot)),
        ValueKind.Codes or ValueKind.Files => RowSlots.IsEmptyAt(_seen, slot) ? RuleValue.EmptyList : RuleValue.Of(ItemsAt(slot)),
        _ => RowSlots.ValueAt(_seen, slot),
    };

    /// <summary>The frames of a table's rows as rules see them: none when the table is hidden.</summary>
    public RowFrame[] RowsAt(int slot) => RowSlots.IsEmptyAt(_seen, slot) ? [] : AllRowsAt(slot);

    /// <summary>The frames of a table's rows; the same as long as the table's value is the same.</summary>
    public RowFrame[] AllRowsAt(int slot)
    {
        if (Row.At(slot).IsEmpty)
            return [];
        for (var made = _made; made is not null; made = made.Next)
        {
            if (made.Slot == slot)
                return (RowFrame[])made.Items;
        }
        return Keep(slot, MakeRows(slot));
    }

    /// <summary>A table's rows as rules see them, where frames are not needed; none when the table is hidden. Not to be changed.</summary>
    public Row[] SeenRowsAt(int slot)
    {
        if (RowSlots.IsEmptyAt(_seen, slot))
            return [];
        for (var made = _made; made is not null; made = made.Next)
        {
            if (made.Slot == slot)
                return made.Seen ??= Array.ConvertAll((RowFrame[])made.Items, frame => frame._seen);
        }
        // Without frames nothing in them is hidden.
        return ImmutableCollectionsMarshal.AsArray(_seen.At(slot).AsRowList())!;
    }

    /// <summary>Rows as a list.</summary>
    public static RuleValue ListOf(RowFrame[] rows)
    {
        var items = new RuleValue[rows.Length];
        for (var i = 0; i < items.Length; i++)
            items[i] = RuleValue.OfObject(rows[i]);
        return RuleValue.Of(items);
    }

    /// <summary>What a value that stands in no row here reads as: that of a record looked up.</summary>
    public static RuleValue ValueOf(in Value value, ValueKind kind) => value.Kind switch
    {
        ValueKind.Codes or ValueKind.Files => RuleValue.Of(Items(value)),
        ValueKind.Empty when kind is ValueKind.Codes or ValueKind.Files or ValueKind.Rows => RuleValue.EmptyList,
        _ => RowSlots.ValueOf(value),
    };

    /// <summary>A member of an object; TypeError when there is no object.</summary>
    public static RuleValue Member(RuleValue value, int member) => value.Reference switch
    {
        RowFrame frame => frame.Read(member),
        Parts parts => parts.Values[member],
        _ => throw new RuleFailure(RuleFailureMessages.NothingThere),
    };

    private void ForgetSeen()
    {
        for (var made = _made; made is not null; made = made.Next)
            made.Seen = null;
    }

    private RuleValue[] ItemsAt(int slot)
    {
        for (var made = _made; made is not null; made = made.Next)
        {
            if (made.Slot == slot)
                return (RuleValue[])made.Items;
        }
        return Keep(slot, Items(Row.At(slot)));
    }

    private T[] Keep<T>(int slot, T[] items)
    {
        _made = new Made(slot, items, _made);
        return items;
    }

    private RowFrame[] MakeRows(int slot)
    {
        var rows = Row.At(slot).AsRows();
        var shape = _shape.Slots[slot].Rows!;
        var frames = new RowFrame[rows.Length];
        for (var i = 0; i < frames.Length; i++)
            frames[i] = new RowFrame(Session, rows[i], shape, this);
        return frames;
    }

    private static RuleValue[] Items(in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Codes: return [.. value.AsCodes().Select(RuleValue.Of)];
            case ValueKind.Files:
                var files = value.AsFiles();
                var items = new RuleValue[files.Length];
                for (var i = 0; i < items.Length; i++)
                    items[i] = RuleValue.OfObject(new Parts(files[i], [RuleValue.Of(files[i].Name), RuleValue.Of(files[i].MediaType), RuleValue.Of((double)files[i].Size)]));
                return items;
            default: return [];
        }
    }

    /// <summary>What was made of a table or list: few a row, so they hang on one string.</summary>
    private sealed record Made(int Slot, Array Items, Made? Next)
    {
        /// <summary>A table's rows as they are seen; null until they are wanted.</summary>
        public Row[]? Seen { get; set; }

        public static Made? Without(int slot, Made? made) =>
            made is null ? null : made.Slot == slot ? made.Next : made with { Next = Without(slot, made.Next) };
    }
}
