using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Rules.Functions;
using LowCode.Rules.Results;
using LowCode.Rules.Running;
namespace LowCode.Rules.Compiling;

/// <summary>A row as compiled rules read it: its slots, without those that are hidden. One evaluation's; not thread-safe.</summary>
internal sealed class RowFrame
{
    private readonly Shape _shape;
    private bool[]? _hidden;
    private RuleValue[]?[]? _lists;

    /// <summary>Over a row; <paramref name="around"/> is the row in whose table it lies.</summary>
    public RowFrame(CompiledSession session, Row row, Shape shape, RowFrame? around)
    {
        Session = session;
        Row = row;
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
        if (_lists is not null)
            _lists[slot.Index] = null;
    }

    /// <summary>Hides a value or shows it again.</summary>
    public void Hide(Slot slot, bool hidden)
    {
        if (_hidden is null && !hidden)
            return;
        _hidden ??= new bool[_shape.Slots.Length];
        _hidden[slot.Index] = hidden;
    }

    /// <summary>The number in a slot as JavaScript converts it: 0 when empty.</summary>
    public double NumberAt(int slot)
    {
        if (IsHidden(slot))
            return 0;
        var value = Row[slot];
        return value.Kind switch
        {
            ValueKind.Integer => value.AsInteger(),
            ValueKind.Empty => 0,
            _ => Numbers.ToDouble(value.AsDecimal()),
        };
    }

    /// <summary>The text in a slot of kind Text; null when empty.</summary>
    public string? TextAt(int slot)
    {
        if (IsHidden(slot))
            return null;
        var value = Row[slot];
        return value.IsEmpty ? null : value.AsText();
    }

    public bool IsEmptyAt(int slot) => IsHidden(slot) || Row[slot].IsEmpty;

    /// <summary>What a slot reads as.</summary>
    public RuleValue Read(int slot)
    {
        var kind = _shape.Slots[slot].Kind;
        if (kind is ValueKind.Codes or ValueKind.Files or ValueKind.Rows)
            return IsHidden(slot) ? RuleValue.EmptyList : RuleValue.Of(ListAt(slot));
        return IsHidden(slot) ? RuleValue.Null : ValueOf(Row[slot]);
    }

    /// <summary>The frames of a table's rows; the same as long as the table's value is the same.</summary>
    public RuleValue[] ListAt(int slot)
    {
        _lists ??= new RuleValue[_shape.Slots.Length][];
        return _lists[slot] ??= MakeList(slot);
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

    private bool IsHidden(int slot) => _hidden is not null && _hidden[slot];

    private RuleValue[] MakeList(int slot)
    {
        var value = Row[slot];
        if (_shape.Slots[slot].Rows is not { } shape)
            return Items(value);
        var rows = value.AsRows();
        var frames = new RuleValue[rows.Length];
        for (var i = 0; i < frames.Length; i++)
            frames[i] = RuleValue.OfObject(new RowFrame(Session, rows[i], shape, this));
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
        ValueKind.Integer => RuleValue.Of((double)value.AsInteger()),
        ValueKind.Decimal => RuleValue.Of(Numbers.ToDouble(value.AsDecimal())),
        ValueKind.Text => RuleValue.Of(value.AsText()),
        ValueKind.Location => LocationOf(value.AsLocation()),
        _ => RuleValue.Of(value.ToString()),
    };

    private static RuleValue LocationOf(Location location) => RuleValue.OfObject(new Parts(location,
    [
        RuleValue.Of(location.Latitude), RuleValue.Of(location.Longitude),
        location.Accuracy is { } accuracy ? RuleValue.Of(accuracy) : RuleValue.Null,
    ]));
}
