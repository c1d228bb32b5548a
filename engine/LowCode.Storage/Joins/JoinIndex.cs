using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Pipelines;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Joins;

/// <summary>The members of a set by what they must have in common with those of the sets before it.</summary>
internal sealed class JoinIndex
{
    private readonly Dictionary<Value[], List<int>> _positions = new(KeyValues.Comparer);
    private readonly List<(ValueFunction Here, ValueFunction Before)> _keys;
    private readonly bool _isWhole;

    public JoinIndex(List<(ValueFunction Here, ValueFunction Before)> keys, IReadOnlyList<Hit> members, EvaluationFrame frame, Action<Hit> stand)
    {
        _keys = keys;
        _isWhole = true;
        for (var position = 0; position < members.Count && _isWhole; position++)
        {
            frame.Look(1);
            stand(members[position]);
            if (Key(frame, before: false) is not { } key)
                _isWhole = false;
            else if (_positions.TryGetValue(key, out var known))
                known.Add(position);
            else
                _positions[key] = [position];
        }
    }

    /// <summary>
    /// Positions of those that can go with the members of the sets before it; null when all must be asked, because a
    /// calculation fails that the conditions may never come to.
    /// </summary>
    public IReadOnlyList<int>? Find(EvaluationFrame frame) =>
        !_isWhole || Key(frame, before: true) is not { } key ? null : _positions.GetValueOrDefault(key) ?? (IReadOnlyList<int>)[];

    private Value[]? Key(EvaluationFrame frame, bool before)
    {
        var values = new Value[_keys.Count];
        try
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = (before ? _keys[i].Before : _keys[i].Here)(frame);
        }
        catch (EvaluationException)
        {
            return null;
        }
        return values;
    }
}
