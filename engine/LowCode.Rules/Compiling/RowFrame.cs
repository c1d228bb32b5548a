using System.Runtime.CompilerServices;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Rules.Results;
using LowCode.Rules.Running;
namespace LowCode.Rules.Compiling;

/// <summary>A row as compiled rules read it: its slots, without those that are hidden. One evaluation's; not thread-safe.</summary>
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
        }
        _hidden[slot.Index] = hidden;
        _seen[slot.Index] = hidden ? default : Row[slot.Index];
    }

    /// <summary>The number in a slot, or <paramref name="empty"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NumberAt(int slot, double empty) => _seen.At(slot).DoubleOr(empty);

    /// <summary>The text in a slot of kind Text; null when empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public string? TextAt(int slot) => _seen.At(slot).TextOrNull();

    /// <summary>The text in a slot of kind Text; TypeError when empty.</summary>
    public string FilledTextAt(int slot) => TextAt(slot) ?? throw new RuleFailure(RuleFailureMessages.NothingThere);

    /// <summary>The day in a slot of kind Date; <see cref="Days.None"/> when empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int DayAt(int slot) => _seen.At(slot).DayOr(Days.None);

    /// <summary>Whether a slot of kind Boolean holds this.</summary>
    public bool HoldsAt(int slot, bool value) => !IsEmptyAt(slot) && _seen.At(slot).AsBoolean() == value;

    /// <summary>Whether a slot of kind Codes holds this code.</summary>
    public bool HasCodeAt(int slot, string code) => _seen.At(slot).HasCode(code);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsEmptyAt(int slot) => _seen.At(slot).IsEmpty;

    /// <summary>What a slot reads as.</summary>
    public RuleValue Read(int slot) => _shape.Slots[slot].Kind switch
    {
        ValueKind.Rows => ListOf(RowsAt(slot)),
        ValueKind.Codes or ValueKind.Files => IsEmptyAt(slot) ? RuleValue.EmptyList : RuleValue.Of(ItemsAt(slot)),
        _ => ValueOf(_seen.At(slot)),
    };

    /// <summary>How many codes, files or rows there are.</summary>
    public int CountAt(int slot) => _seen.At(slot).Count;

    /// <summary>The frames of a table's rows as rules see them: none when the table is hidden.</summary>
    public RowFrame[] RowsAt(int slot) => IsEmptyAt(slot) ? [] : AllRowsAt(slot);

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
        _ => ValueOf(value),
    };

    /// <summary>A member of an object; TypeError when there is no object.</summary>
    public static RuleValue Member(RuleValue value, int member) => value.Reference switch
    {
        RowFrame frame => frame.Read(member),
        Parts parts => parts.Values[member],
        _ => throw new RuleFailure(RuleFailureMessages.NothingThere),
    };

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

    private static RuleValue ValueOf(in Value value) => value.Kind switch
    {
        ValueKind.Empty => RuleValue.Null,
        ValueKind.Boolean => RuleValue.Of(value.AsBoolean()),
        ValueKind.Integer or ValueKind.Decimal => RuleValue.Of(value.AsDouble()),
        ValueKind.Text => RuleValue.Of(value.AsText()),
        ValueKind.Location => LocationOf(value.AsLocation()),
        _ => RuleValue.Of(value.ToString()),
    };

    private static RuleValue LocationOf(Location location) => RuleValue.OfObject(new Parts(location,
    [
        RuleValue.Of(location.Latitude), RuleValue.Of(location.Longitude),
        location.Accuracy is { } accuracy ? RuleValue.Of(accuracy) : RuleValue.Null,
    ]));

    /// <summary>What was made of a table or list: few a row, so they hang on one string.</summary>
    private sealed record Made(int Slot, Array Items, Made? Next)
    {
        public static Made? Without(int slot, Made? made) =>
            made is null ? null : made.Slot == slot ? made.Next : made with { Next = Without(slot, made.Next) };
    }
}
