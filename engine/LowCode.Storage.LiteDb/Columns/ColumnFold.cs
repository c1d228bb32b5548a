using System.Runtime.InteropServices;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Pipelines;
using LowCode.Storage.Queries;

namespace LowCode.Storage.LiteDb.Columns;

/// <summary>Groups and aggregates from columns alone, where keys and aggregates are fields. For one query; not thread-safe.</summary>
internal sealed class ColumnFold
{
    private readonly ColumnScan _scan;
    private readonly GroupKey[] _keys;
    private readonly ColumnAggregate[] _aggregates;
    private readonly int _most;

    // The parts that the first keys make, by how many keys those are: the numbers of their values.
    private readonly List<int[]>[] _parts;
    private readonly Dictionary<(int Part, int Number), int>[] _within;

    // Of the first key, which has one part: that of each number and 1, 0 where there is none yet.
    private int[] _first = new int[256];

    private ColumnFold(ColumnScan scan, GroupKey[] keys, ColumnAggregate[] aggregates, PipelineLimits limits)
    {
        (_scan, _keys, _aggregates, _most) = (scan, keys, aggregates, limits.Groups);
        _parts = [[[]], .. keys.Select(_ => new List<int[]>())];
        _within = [.. keys.Select(_ => new Dictionary<(int, int), int>())];
    }

    /// <summary>The fold of a query's records; null when the records themselves must be looked at.</summary>
    public static ColumnFold? Of(PipelineFold fold, ColumnScan scan, PipelineLimits limits)
    {
        if (scan.Remaining is not null || !fold.Keys.All(key => key.Of is Field { Scope: 0 }))
            return null;
        var columns = scan.Columns;
        var aggregates = fold.Aggregates.Select(aggregate => ColumnAggregate.For(aggregate, columns)).OfType<ColumnAggregate>().ToArray();
        return aggregates.Length < fold.Aggregates.Length ? null
            : new ColumnFold(scan, [.. fold.Keys.Select(key => new GroupKey(columns, ((Field)key.Of).Ref))], aggregates, limits);
    }

    /// <summary>Of each group its keys, then its aggregates; null when a column is not there after all.</summary>
    /// <exception cref="EvaluationException">There are more groups than there may be, or a result is beyond the range.</exception>
    public List<Value[]>? Run()
    {
        var found = _parts[^1];
        Span<int> groups = stackalloc int[RecordLeaf.Capacity];
        Span<int> numbers = stackalloc int[RecordLeaf.Capacity];
        foreach (var (leaf, wanted) in _scan.Leaves([.. _keys.Select(key => key.Field), .. _aggregates.Select(one => one.Field).OfType<FieldRef>()]))
        {
            if (!TryGroup(leaf, wanted, groups, numbers))
                return null;
            foreach (var aggregate in _aggregates)
            {
                if (!aggregate.TryAdd(leaf, wanted, groups, found.Count))
                    return null;
            }
        }
        return [.. found.Select((keys, group) => (Value[])
            [.. keys.Select((number, key) => _keys[key][number]), .. _aggregates.Select(aggregate => aggregate.Of(group))])];
    }

    // Each further key parts the groups that the keys before it make.
    private bool TryGroup(RecordLeaf leaf, in LeafMask wanted, Span<int> groups, Span<int> numbers)
    {
        groups.Clear();
        for (var key = 0; key < _keys.Length; key++)
        {
            if (!_keys[key].TryNumber(leaf, wanted, numbers))
                return false;
            if (key == 0)
            {
                foreach (var i in wanted.Each())
                    groups[i] = First(numbers[i]);
                continue;
            }
            foreach (var i in wanted.Each())
                groups[i] = Part(key, groups[i], numbers[i]);
        }
        return true;
    }

    private int First(int number)
    {
        if (number >= _first.Length)
            Array.Resize(ref _first, Math.Max(number + 1, _first.Length * 2));
        if (_first[number] == 0)
            _first[number] = Part(0, 0, number) + 1;
        return _first[number] - 1;
    }

    private int Part(int key, int part, int number)
    {
        ref var within = ref CollectionsMarshal.GetValueRefOrAddDefault(_within[key], (part, number), out var exists);
        if (exists)
            return within;
        if (_parts[key + 1].Count == _most)
            throw new EvaluationException(StorageMessages.TooManyGroups);
        _parts[key + 1].Add([.. _parts[key][part], number]);
        return within = _parts[key + 1].Count - 1;
    }
}
