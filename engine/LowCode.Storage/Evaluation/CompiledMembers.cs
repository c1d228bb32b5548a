using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Evaluation;

/// <summary>
/// Which members of a collection at hand are wanted and in what order: a member is the variable of scope 1, as in a
/// <see cref="Lambda"/>. Immutable and thread-safe.
/// </summary>
public sealed class CompiledMembers
{
    private readonly TruthFunction? _filter;
    private readonly (ValueFunction By, bool Descending)[] _order;

    private CompiledMembers(TruthFunction? filter, (ValueFunction By, bool Descending)[] order) => (_filter, _order) = (filter, order);

    /// <summary>Compiles it; what has no meaning or is not supported throws <see cref="NotSupportedException"/>.</summary>
    /// <param name="filter">Which are wanted; null for all.</param>
    /// <param name="order">Their order; equal ones stay in theirs.</param>
    public static CompiledMembers Compile(Expression? filter, IEnumerable<OrderTerm> order)
    {
        var compiler = new ExpressionCompiler(overRows: false);
        return new CompiledMembers(filter is null ? null : compiler.Compile(filter).Truth,
            [.. order.Select(term => (compiler.Compile(term.By).Value, term.Descending))]);
    }

    /// <summary>The positions of the wanted ones, in order.</summary>
    /// <exception cref="EvaluationException">A calculation failed.</exception>
    public int[] Choose(EvaluationFrame frame, in Value collection)
    {
        var length = Collections.LengthOf(collection);
        frame.Look(length);
        var chosen = new List<(int Position, Value[] Keys)>();
        for (var i = 0; i < length; i++)
        {
            Collections.StandingOn(collection.Kind)(frame, 1, collection, i);
            if (_filter is null || _filter(frame) is Truth.True)
                chosen.Add((i, Array.ConvertAll(_order, term => term.By(frame))));
        }
        return [.. chosen.Order(Comparer<(int Position, Value[] Keys)>.Create(Compare)).Select(one => one.Position)];
    }

    private int Compare((int Position, Value[] Keys) left, (int Position, Value[] Keys) right)
    {
        for (var i = 0; i < _order.Length; i++)
        {
            var order = Value.Compare(left.Keys[i], right.Keys[i]);
            if (order != 0)
                return _order[i].Descending ? -order : order;
        }
        return left.Position.CompareTo(right.Position);
    }
}
