using LowCode.Definitions.Values;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Image;

/// <summary>A place in a <see cref="RecordTree"/>: between records, so a range is two of them.</summary>
internal readonly record struct TreePosition(int Leaf, int Index);

/// <summary>
/// Records in an order, as a row of leaves. Immutable: a <see cref="RecordTreeBuilder"/> makes the next one, which
/// shares all leaves that did not change. Thread-safe.
/// </summary>
internal sealed class RecordTree(RecordOrder order, RecordLeaf[] leaves, long count)
{
    public RecordOrder Order => order;

    public long Count => count;

    public RecordLeaf[] Leaves => leaves;

    public static TreePosition Start => default;

    public TreePosition End => new(leaves.Length, 0);

    public static RecordTree Empty(RecordOrder order) => new(order, [], 0);

    /// <summary>The records of a sorted array, in leaves that leave some room to grow.</summary>
    public static RecordTree Of(RecordOrder order, ReadOnlySpan<Record> sorted, ReadOnlySpan<RowRef> rows)
    {
        const int fill = RecordLeaf.Capacity * 7 / 8;
        var leaves = new RecordLeaf[(sorted.Length + fill - 1) / fill];
        for (var i = 0; i < leaves.Length; i++)
        {
            var leaf = leaves[i] = new RecordLeaf(!rows.IsEmpty, null);
            for (var r = i * fill; r < Math.Min(sorted.Length, (i + 1) * fill); r++)
                leaf.Append(sorted[r], rows.IsEmpty ? default : rows[r]);
        }
        return new RecordTree(order, leaves, sorted.Length);
    }

    /// <summary>The first place whose record does not come before the key prefix.</summary>
    public TreePosition LowerBound(ReadOnlySpan<Value> prefix) => Bound(prefix, 0);

    /// <summary>The first place whose record comes after the key prefix.</summary>
    public TreePosition UpperBound(ReadOnlySpan<Value> prefix) => Bound(prefix, 1);

    /// <summary>The place of the record with this id, in a tree ordered by id; false when there is none.</summary>
    public bool Find(Guid id, out TreePosition position)
    {
        var (low, high) = (0, leaves.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (leaves[middle].First.Id.CompareTo(id) <= 0)
                low = middle + 1;
            else
                high = middle;
        }
        var index = low == 0 ? -1 : leaves[low - 1].IndexOf(id);
        position = new TreePosition(low - 1, index);
        return index >= 0;
    }

    public Record At(TreePosition position) => leaves[position.Leaf][position.Index];

    public RowRef RowAt(TreePosition position) => leaves[position.Leaf].RowAt(position.Index);

    /// <summary>How many records lie between two places.</summary>
    public long Distance(TreePosition from, TreePosition to)
    {
        if (IsBehind(from, to))
            return 0;
        long distance = to.Index - from.Index;
        for (var i = from.Leaf; i < to.Leaf; i++)
            distance += leaves[i].Count;
        return distance;
    }

    /// <summary>The records between two places, in runs.</summary>
    public IEnumerable<ReadOnlyMemory<Record>> Runs(TreePosition from, TreePosition to)
    {
        for (var i = from.Leaf; i < leaves.Length && i <= to.Leaf; i++)
        {
            var first = i == from.Leaf ? from.Index : 0;
            var end = i == to.Leaf ? to.Index : leaves[i].Count;
            if (end > first)
                yield return leaves[i].Records[first..end];
        }
    }

    /// <summary>The same runs, the last first.</summary>
    public IEnumerable<ReadOnlyMemory<Record>> RunsBackwards(TreePosition from, TreePosition to)
    {
        for (var i = Math.Min(to.Leaf, leaves.Length - 1); i >= from.Leaf; i--)
        {
            var first = i == from.Leaf ? from.Index : 0;
            var end = i == to.Leaf ? to.Index : leaves[i].Count;
            if (end > first)
                yield return leaves[i].Records[first..end];
        }
    }

    /// <summary>
    /// The records between two places by descending fields, but ascending by id among those that are equal in the
    /// first <paramref name="fields"/> fields: what a descending order with its tie-breaker wants.
    /// </summary>
    public IEnumerable<ReadOnlyMemory<Record>> RunsDescending(TreePosition from, TreePosition to, int fields)
    {
        var equals = new List<Record>();
        Value[]? key = null;
        for (var i = Math.Min(to.Leaf, leaves.Length - 1); i >= from.Leaf; i--)
        {
            var first = i == from.Leaf ? from.Index : 0;
            var end = i == to.Leaf ? to.Index : leaves[i].Count;
            for (var r = end - 1; r >= first; r--)
            {
                var record = leaves[i][r];
                if (key is not null && order.ComparePrefix(record, key) != 0)
                {
                    yield return Ascending(equals);
                    equals.Clear();
                    key = null;
                }
                key ??= order.KeyOf(record)[..fields];
                equals.Add(record);
            }
        }
        if (equals.Count > 0)
            yield return Ascending(equals);
    }

    private static ReadOnlyMemory<Record> Ascending(List<Record> backwards)
    {
        var records = backwards.ToArray();
        Array.Reverse(records);
        return records;
    }

    private static bool IsBehind(TreePosition from, TreePosition to) =>
        from.Leaf > to.Leaf || (from.Leaf == to.Leaf && from.Index > to.Index);

    // bias 0: the first record that is not before the prefix; 1: the first that is after it.
    private TreePosition Bound(ReadOnlySpan<Value> prefix, int bias)
    {
        var (low, high) = (0, leaves.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (order.ComparePrefix(leaves[middle].First, prefix) < bias)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == 0)
            return default;
        var leaf = leaves[low - 1];
        var (first, end) = (0, leaf.Count);
        while (first < end)
        {
            var middle = (first + end) >>> 1;
            if (order.ComparePrefix(leaf[middle], prefix) < bias)
                first = middle + 1;
            else
                end = middle;
        }
        return first == leaf.Count ? new TreePosition(low, 0) : new TreePosition(low - 1, first);
    }
}
