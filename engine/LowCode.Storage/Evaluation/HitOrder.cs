using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>A hit with what it is sorted by.</summary>
internal readonly record struct KeyedHit(Hit Hit, int Position, Value Key, Value[]? Keys);

/// <summary>A query's order: its terms, then the record's id, then the row's position.</summary>
internal sealed class HitOrder : IComparer<KeyedHit>
{
    // Above this a heap costs more than sorting everything.
    private const int HeapLimit = 20_000;

    private readonly CompiledExpression[] _terms;
    private readonly bool[] _descending;
    private readonly EvaluationFrame _frame;

    public HitOrder(ImmutableArray<OrderTerm> terms, bool overRows, EvaluationFrame frame)
    {
        _terms = [.. terms.Select(term => CompiledExpression.Compile(term.By, overRows))];
        _descending = [.. terms.Select(term => term.Descending)];
        _frame = frame;
        foreach (var term in _terms)
        {
            if (!Comparisons.HasOrder(term.Kind))
                throw new NotSupportedException($"{term.Kind} has no order.");
        }
    }

    /// <summary>The keys of the hit on which the frame stands.</summary>
    public KeyedHit Keyed(in Hit hit, int position)
    {
        if (_terms.Length == 0)
            return new(hit, position, default, null);
        if (_terms.Length == 1)
            return new(hit, position, _terms[0].Evaluate(_frame), null);
        var keys = new Value[_terms.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = _terms[i].Evaluate(_frame);
        return new(hit, position, keys[0], keys);
    }

    /// <summary>The first <paramref name="wanted"/> in this order, sorted; told what the last of them begins with.</summary>
    public List<KeyedHit> Smallest(IEnumerable<KeyedHit> hits, long wanted, Action<Value>? narrow)
    {
        List<KeyedHit> kept;
        if (wanted > HeapLimit)
        {
            kept = [.. hits];
        }
        else
        {
            var heap = new PriorityQueue<KeyedHit, KeyedHit>(Comparer<KeyedHit>.Create((x, y) => Compare(y, x)));
            foreach (var hit in hits)
            {
                if (heap.Count < wanted)
                    heap.Enqueue(hit, hit);
                else if (wanted > 0 && Compare(hit, heap.Peek()) < 0)
                    heap.EnqueueDequeue(hit, hit);
                else
                    continue;
                if (narrow is not null && heap.Count == wanted && _terms.Length > 0)
                    narrow(heap.Peek().Key);
            }
            kept = [.. heap.UnorderedItems.Select(item => item.Element)];
        }
        kept.Sort(this);
        return kept;
    }

    public int Compare(KeyedHit x, KeyedHit y)
    {
        for (var i = 0; i < _terms.Length; i++)
        {
            var order = i == 0 ? Value.Compare(x.Key, y.Key) : Value.Compare(x.Keys![i], y.Keys![i]);
            if (order != 0)
                return _descending[i] ? -order : order;
        }
        var byId = x.Hit.Record.Id.CompareTo(y.Hit.Record.Id);
        return byId != 0 ? byId : x.Position.CompareTo(y.Position);
    }
}
