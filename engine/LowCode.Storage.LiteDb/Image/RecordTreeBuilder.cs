using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Image;

/// <summary>
/// Makes the next <see cref="RecordTree"/> out of one. Leaves are copied when they are first touched and then changed
/// in place, so that a group of commits copies each leaf once. Not thread-safe.
/// </summary>
internal sealed class RecordTreeBuilder(RecordTree start, bool withRows)
{
    private readonly object _owner = new();
    private readonly RecordOrder _order = start.Order;
    private List<RecordLeaf>? _leaves;
    private long _count = start.Count;

    /// <summary>Where a record equal in order stands, or would stand.</summary>
    public bool Find(Record record, out TreePosition position)
    {
        if (LeafCount == 0)
        {
            position = default;
            return false;
        }
        var index = LeafOf(record);
        var leaf = Leaf(index);
        var (first, end) = (0, leaf.Count);
        while (first < end)
        {
            var middle = (first + end) >>> 1;
            var comparison = _order.Compare(leaf[middle], record);
            if (comparison == 0)
            {
                position = new TreePosition(index, middle);
                return true;
            }
            if (comparison < 0)
                first = middle + 1;
            else
                end = middle;
        }
        position = new TreePosition(index, first);
        return false;
    }

    /// <summary>Where this very record stands. Finds it without looking into the records around it.</summary>
    /// <exception cref="InvalidOperationException">It is not there.</exception>
    public TreePosition PlaceOf(Record record)
    {
        var leaf = LeafCount == 0 ? -1 : LeafOf(record);
        var index = leaf < 0 ? -1 : Leaf(leaf).IndexOf(record);
        return index >= 0 ? new TreePosition(leaf, index) : throw new InvalidOperationException("The record is not there.");
    }

    /// <summary>Where the record with an id stands, in a tree by id.</summary>
    public bool Find(Guid id, out TreePosition position)
    {
        var (low, high) = (0, LeafCount);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Leaf(middle).FirstId.CompareTo(id) <= 0)
                low = middle + 1;
            else
                high = middle;
        }
        var index = low == 0 ? -1 : Leaf(low - 1).IndexOf(id);
        position = new TreePosition(low - 1, index);
        return index >= 0;
    }

    public Record At(TreePosition position) => Leaf(position.Leaf)[position.Index];

    public RowRef RowAt(TreePosition position) => Leaf(position.Leaf).RowAt(position.Index);

    /// <summary>The records beside a place: before it and at it, null where there is none.</summary>
    public (Record? Before, Record? After) Around(TreePosition position)
    {
        var before = position.Index > 0 ? Leaf(position.Leaf)[position.Index - 1]
            : position.Leaf > 0 ? Leaf(position.Leaf - 1)[Leaf(position.Leaf - 1).Count - 1] : null;
        var after = position.Index + 1 < Leaf(position.Leaf).Count ? Leaf(position.Leaf)[position.Index + 1]
            : position.Leaf + 1 < LeafCount ? Leaf(position.Leaf + 1).First : null;
        return (before, after);
    }

    public void Insert(Record record, RowRef row = default)
    {
        if (Find(record, out var position))
            throw new InvalidOperationException("The record is there already.");
        _count++;
        var leaves = Own();
        if (leaves.Count == 0)
        {
            var only = new RecordLeaf(withRows, _owner);
            only.Append(record, row);
            leaves.Add(only);
            return;
        }
        var leaf = Own(position.Leaf);
        if (!leaf.IsFull)
        {
            leaf.Insert(position.Index, record, row);
            return;
        }
        var right = new RecordLeaf(withRows, _owner);
        leaves.Insert(position.Leaf + 1, right);
        // Ids grow with time, so leaves fill from the left; splitting the last one in the middle would leave it half empty.
        var keep = position.Index == leaf.Count && position.Leaf == leaves.Count - 2 ? leaf.Count : leaf.Count / 2;
        right.Append(leaf, keep, leaf.Count - keep);
        leaf.RemoveFrom(keep, leaf.Count - keep);
        if (position.Index <= keep && !leaf.IsFull)
            leaf.Insert(position.Index, record, row);
        else
            right.Insert(position.Index - keep, record, row);
    }

    public void Replace(TreePosition position, Record record, RowRef row)
    {
        Own();
        Own(position.Leaf).Replace(position.Index, record, row);
    }

    public void Remove(Record record)
    {
        var position = PlaceOf(record);
        _count--;
        var leaves = Own();
        var leaf = Own(position.Leaf);
        leaf.RemoveFrom(position.Index, 1);
        if (leaf.Count == 0)
        {
            leaves.RemoveAt(position.Leaf);
            return;
        }
        if (position.Leaf + 1 < leaves.Count && leaf.Count + leaves[position.Leaf + 1].Count <= RecordLeaf.Capacity / 2)
        {
            leaf.Append(leaves[position.Leaf + 1], 0, leaves[position.Leaf + 1].Count);
            leaves.RemoveAt(position.Leaf + 1);
        }
    }

    /// <summary>The tree as it is now. The builder must not be used afterwards.</summary>
    public RecordTree ToTree() => _leaves is null ? start : new RecordTree(_order, [.. _leaves], _count);

    // The last leaf that does not begin behind the record.
    private int LeafOf(Record record)
    {
        var key = _order.KeyOf(record);
        var (low, high) = (0, LeafCount);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Leaf(middle).CompareFirst(_order, key, record.Id) <= 0)
                low = middle + 1;
            else
                high = middle;
        }
        return Math.Max(0, low - 1);
    }

    private int LeafCount => _leaves?.Count ?? start.Leaves.Length;

    private RecordLeaf Leaf(int index) => _leaves is null ? start.Leaves[index] : _leaves[index];

    private List<RecordLeaf> Own() => _leaves ??= [.. start.Leaves];

    private RecordLeaf Own(int index)
    {
        var leaf = _leaves![index];
        return ReferenceEquals(leaf.Owner, _owner) ? leaf : _leaves[index] = leaf.CopyFor(_owner);
    }
}
