using LowCode.Definitions.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Image;

/// <summary>
/// Up to <see cref="Capacity"/> records in order. Shared between images until somebody who does not own it wants to
/// change it, which then copies it.
/// </summary>
internal sealed class RecordLeaf
{
    public const int Capacity = 256;

    private readonly Record[] _records;
    private readonly RowRef[]? _rows;
    private LeafColumn?[] _columns = [];
    private Value[]? _firstKey;
    private Guid _firstId;

    public RecordLeaf(bool withRows, object? owner)
    {
        _records = new Record[Capacity];
        _rows = withRows ? new RowRef[Capacity] : null;
        Owner = owner;
    }

    /// <summary>Whose changes may be made in place; anybody else copies.</summary>
    public object? Owner { get; }

    public int Count { get; private set; }

    public bool IsFull => Count == Capacity;

    public Record this[int index] => _records[index];

    public Record First => _records[0];

    /// <summary>The first record's id, kept here.</summary>
    public Guid FirstId => _firstId;

    /// <summary>
    /// Compares the first record with a key and id in the order of the leaf's tree. Its own key is kept here, so that a
    /// search need not go to the records. Only for the thread that makes trees.
    /// </summary>
    public int CompareFirst(RecordOrder order, ReadOnlySpan<Value> key, Guid id) =>
        RecordOrder.Compare(_firstKey ??= order.KeyOf(First), _firstId, key, id);

    /// <summary>Where this very record stands; otherwise a negative number.</summary>
    public int IndexOf(Record record)
    {
        var records = _records.AsSpan(0, Count);
        for (var i = 0; i < records.Length; i++)
        {
            if (ReferenceEquals(records[i], record))
                return i;
        }
        return -1;
    }

    public ReadOnlyMemory<Record> Records => _records.AsMemory(0, Count);

    /// <summary>Where the record with this id stands, when the leaf is ordered by id; otherwise a negative number.</summary>
    public int IndexOf(Guid id)
    {
        var (first, end) = (0, Count);
        while (first < end)
        {
            var middle = (first + end) >>> 1;
            var comparison = _records[middle].Id.CompareTo(id);
            if (comparison == 0)
                return middle;
            if (comparison < 0)
                first = middle + 1;
            else
                end = middle;
        }
        return -1;
    }

    public RowRef RowAt(int index) => _rows![index];

    /// <summary>The column of a field, when it has been made.</summary>
    public LeafColumn? Column(FieldRef field)
    {
        var columns = Volatile.Read(ref _columns);
        var place = PlaceOf(field);
        return place < columns.Length ? Volatile.Read(ref columns[place]) : null;
    }

    /// <summary>Keeps a column of the records as they are; what somebody else keeps at the same time may be lost.</summary>
    public void Keep(FieldRef field, LeafColumn column)
    {
        var (columns, place) = (Volatile.Read(ref _columns), PlaceOf(field));
        if (place >= columns.Length)
        {
            Array.Resize(ref columns, place + 8);
            Volatile.Write(ref _columns, columns);
        }
        Volatile.Write(ref columns[place], column);
    }

    public RecordLeaf CopyFor(object owner)
    {
        var copy = new RecordLeaf(_rows is not null, owner);
        copy.Append(this, 0, Count);
        return copy;
    }

    public void Append(Record record, RowRef row)
    {
        _records[Count] = record;
        if (_rows is not null)
            _rows[Count] = row;
        if (Count++ == 0)
            BeginWith();
    }

    public void Append(RecordLeaf other, int from, int count)
    {
        Array.Copy(other._records, from, _records, Count, count);
        if (_rows is not null)
            Array.Copy(other._rows!, from, _rows, Count, count);
        var wasEmpty = Count == 0;
        Count += count;
        if (wasEmpty && count > 0)
            BeginWith();
    }

    public void Insert(int index, Record record, RowRef row)
    {
        Array.Copy(_records, index, _records, index + 1, Count - index);
        _records[index] = record;
        if (_rows is not null)
        {
            Array.Copy(_rows, index, _rows, index + 1, Count - index);
            _rows[index] = row;
        }
        Count++;
        if (index == 0)
            BeginWith();
    }

    public void Replace(int index, Record record, RowRef row)
    {
        _records[index] = record;
        if (_rows is not null)
            _rows[index] = row;
        if (index == 0)
            BeginWith();
    }

    public void RemoveFrom(int index, int count)
    {
        Array.Copy(_records, index + count, _records, index, Count - index - count);
        if (_rows is not null)
            Array.Copy(_rows, index + count, _rows, index, Count - index - count);
        Array.Clear(_records, Count - count, count);
        Count -= count;
        if (index == 0 && Count > 0)
            BeginWith();
    }

    private void BeginWith() => (_firstKey, _firstId) = (null, First.Id);

    // System fields first, then slots.
    private static int PlaceOf(FieldRef field) => field.System is SystemField.None ? field.Slot + (int)SystemField.Revision + 1 : (int)field.System;
}
