using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Joins;

/// <summary>Which combinations are wanted.</summary>
/// <param name="Skip">How many are passed over.</param>
/// <param name="Top">How many are wanted at most.</param>
/// <param name="Count">Whether the number of all is wanted.</param>
/// <param name="MostSorted">How many are kept at most to be sorted.</param>
public sealed record JoinPage(long Skip, long Top, bool Count, int MostSorted);

/// <summary>The combinations that were wanted.</summary>
/// <param name="Count">How many there are in all, when that was asked.</param>
/// <param name="Combinations">Of each set the position of its member.</param>
public sealed record JoinResult(long? Count, IReadOnlyList<int[]> Combinations);

/// <summary>Finds the combinations of a join, set after set. Each that is looked at counts as work. Not thread-safe.</summary>
public sealed class JoinRun
{
    private readonly Join _join;
    private readonly IReadOnlyList<IReadOnlyList<Hit>> _sets;
    private readonly EvaluationFrame _frame;
    private readonly JoinPage _page;
    private readonly JoinIndex?[] _indexes;
    private readonly int[] _at;
    private readonly List<(int[] At, Value[] Keys)> _found = [];
    private long _count;

    private JoinRun(Join join, IReadOnlyList<IReadOnlyList<Hit>> sets, EvaluationFrame frame, JoinPage page)
    {
        (_join, _sets, _frame, _page) = (join, sets, frame, page);
        _at = new int[sets.Count];
        _indexes = new JoinIndex?[sets.Count];
    }

    /// <summary>Finds them.</summary>
    /// <param name="join">The join.</param>
    /// <param name="sets">The members of each set, in their order.</param>
    /// <param name="frame">What expressions read beside them.</param>
    /// <param name="page">Which are wanted.</param>
    /// <exception cref="EvaluationException">A calculation failed, or there is more to sort than may be.</exception>
    public static JoinResult Run(Join join, IReadOnlyList<IReadOnlyList<Hit>> sets, EvaluationFrame frame, JoinPage page)
    {
        var run = new JoinRun(join, sets, frame, page);
        if (sets.All(set => set.Count > 0))
            run.Choose(0);
        return new JoinResult(page.Count ? run._count : null, run.Page());
    }

    // False when no more are wanted.
    private bool Choose(int set)
    {
        if (set == _sets.Count)
            return Add();
        var index = _join.Levels[set].Keys.Count == 0 ? null
            : _indexes[set] ??= new JoinIndex(_join.Levels[set].Keys, _sets[set], _frame, hit => Stand(set, hit));
        if (index?.Find(_frame) is { } some)
        {
            foreach (var position in some)
            {
                if (!Try(set, position))
                    return false;
            }
            return true;
        }
        for (var position = 0; position < _sets[set].Count; position++)
        {
            if (!Try(set, position))
                return false;
        }
        return true;
    }

    private bool Try(int set, int position)
    {
        _frame.Look(1);
        _at[set] = position;
        Stand(set, _sets[set][position]);
        foreach (var condition in _join.Levels[set].Conditions)
        {
            if (condition(_frame) is not Truth.True)
                return true;
        }
        return Choose(set + 1);
    }

    private void Stand(int set, in Hit hit)
    {
        var (scope, owner) = (Join.ScopeOf(set), Join.OwnerScopeOf(set, _sets.Count));
        (_frame.Records[scope], _frame.Rows[scope]) = (hit.Record, hit.Row ?? hit.Record.Data);
        (_frame.Records[owner], _frame.Rows[owner]) = (hit.Record, hit.Record.Data);
    }

    private bool Add()
    {
        _count++;
        if (_join.Order.Length > 0)
        {
            if (_found.Count == _page.MostSorted)
                throw new EvaluationException(StorageMessages.TooMuchToSort);
            _found.Add(([.. _at], Array.ConvertAll(_join.Order, term => term.By(_frame))));
            return true;
        }
        if (_count > _page.Skip && _found.Count < _page.Top)
            _found.Add(([.. _at], []));
        return _page.Count || _found.Count < _page.Top;
    }

    private IReadOnlyList<int[]> Page()
    {
        IEnumerable<(int[] At, Value[])> page = _found;
        if (_join.Order.Length > 0)
        {
            // Stable: equal ones stay in the order of their sets.
            page = _found.Order(Comparer<(int[] At, Value[] Keys)>.Create((left, right) => Compare(left.Keys, right.Keys)))
                .Skip((int)Math.Min(_page.Skip, int.MaxValue)).Take((int)Math.Min(_page.Top, int.MaxValue));
        }
        return [.. page.Select(one => one.At)];
    }

    private int Compare(Value[] left, Value[] right)
    {
        for (var i = 0; i < left.Length; i++)
        {
            var order = Value.Compare(left[i], right[i]);
            if (order != 0)
                return _join.Order[i].Descending ? -order : order;
        }
        return 0;
    }
}
