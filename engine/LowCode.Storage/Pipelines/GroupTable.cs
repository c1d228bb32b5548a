using LowCode.Definitions.Values;

namespace LowCode.Storage.Pipelines;

/// <summary>One group: its accumulators, or its rows.</summary>
internal sealed record Group(Value[] Key, Accumulator[] Accumulators, List<PipelineRow>? Rows);

/// <summary>Groups by their keys. Not thread-safe.</summary>
internal sealed class GroupTable
{
    private readonly Func<Accumulator>[] _accumulators;
    private readonly bool _keepsRows;
    private readonly PipelineBudget _budget;
    private readonly Dictionary<Value[], Group> _groups = new(KeyValues.Comparer);
    private readonly Dictionary<Value[], Group>.AlternateLookup<ReadOnlySpan<Value>> _byKey;

    /// <param name="accumulators">How the accumulators of a group are made.</param>
    /// <param name="keepsRows">True when rows are kept.</param>
    /// <param name="budget">Limits what is kept.</param>
    public GroupTable(Func<Accumulator>[] accumulators, bool keepsRows, PipelineBudget budget)
    {
        (_accumulators, _keepsRows, _budget) = (accumulators, keepsRows, budget);
        _byKey = _groups.GetAlternateLookup<ReadOnlySpan<Value>>();
    }

    /// <summary>The group with a key; made when there is none.</summary>
    public Group this[ReadOnlySpan<Value> key]
    {
        get
        {
            if (_byKey.TryGetValue(key, out var group))
                return group;
            group = new Group(KeyValues.Comparer.Create(key), Array.ConvertAll(_accumulators, make => make()), _keepsRows ? [] : null);
            _groups.Add(group.Key, group);
            _budget.CheckGroups(_groups.Count);
            return group;
        }
    }

    /// <summary>Takes in the groups of another table of the same kind.</summary>
    public void Add(GroupTable other)
    {
        foreach (var theirs in other._groups.Values)
        {
            var ours = this[theirs.Key];
            for (var i = 0; i < _accumulators.Length; i++)
                ours.Accumulators[i].Add(theirs.Accumulators[i]);
            ours.Rows?.AddRange(theirs.Rows!);
        }
    }

    /// <summary>The groups in the order of their keys.</summary>
    public List<Group> Sorted()
    {
        var groups = _groups.Values.ToList();
        groups.Sort((x, y) => KeyValues.Comparer.Compare(x.Key, y.Key));
        return groups;
    }
}
