using LowCode.Definitions.Values;

namespace LowCode.Storage.Pipelines;

/// <summary>A row with what it is sorted by.</summary>
internal readonly record struct KeyedRow(PipelineRow Row, Value[] Key);

/// <summary>The first so many of rows that come in any order, without keeping many more than those.</summary>
internal sealed class KeptRows(bool[] descending, long wanted, PipelineBudget budget) : IComparer<KeyedRow>
{
    private const int Slack = 4096;

    private readonly List<KeyedRow> _kept = [];
    private int _taken;

    // The last of those that are kept, once so many are.
    private KeyedRow? _bound;

    public void Add(in PipelineRow row, ReadOnlySpan<Value> key)
    {
        if (wanted <= 0 || (_bound is { } bound && CompareTo(row, key, bound) >= 0))
            return;
        if (_kept.Count == _taken)
        {
            budget.TakeRows(Slack);
            _taken += Slack;
        }
        _kept.Add(new KeyedRow(row, key.ToArray()));
        if (_kept.Count - Slack >= wanted)
            Cut();
    }

    public List<KeyedRow> Sorted()
    {
        Cut();
        return _kept;
    }

    public void Clear()
    {
        _kept.Clear();
        budget.GiveRows(_taken);
        _taken = 0;
    }

    public int Compare(KeyedRow x, KeyedRow y) => CompareTo(x.Row, x.Key, y);

    private int CompareTo(in PipelineRow row, ReadOnlySpan<Value> key, in KeyedRow other)
    {
        for (var i = 0; i < key.Length; i++)
        {
            var order = Value.Compare(key[i], other.Key[i]);
            if (order != 0)
                return descending[i] ? -order : order;
        }
        return RowOrder.Comparer.Compare(row, other.Row);
    }

    private void Cut()
    {
        _kept.Sort(this);
        if (_kept.Count == 0 || _kept.Count < wanted)
            return;
        _kept.RemoveRange((int)wanted, _kept.Count - (int)wanted);
        _bound = _kept[^1];
    }
}
