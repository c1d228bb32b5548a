using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>Makes one value of many, which may come in any order. Not thread-safe.</summary>
internal abstract class Accumulator
{
    public abstract void Add(in Value value);

    /// <summary>Takes in what another of the same kind has.</summary>
    public abstract void Add(Accumulator other);

    /// <exception cref="EvaluationException">The result is beyond the range.</exception>
    public abstract Value Result { get; }

    /// <summary>How an aggregate's accumulators are made.</summary>
    /// <param name="method">The aggregate's method.</param>
    /// <param name="kind">Kind of the values.</param>
    /// <param name="budget">Limits what is kept.</param>
    /// <param name="isOfSeveral">True where a row has several values, see <see cref="AggregatedValues"/>.</param>
    public static Func<Accumulator> For(AggregateMethod method, ValueKind kind, PipelineBudget budget, bool isOfSeveral)
    {
        var one = ForOne(method, kind, budget);
        return isOfSeveral ? () => new SeveralAccumulator(one(), budget) : one;
    }

    private static Func<Accumulator> ForOne(AggregateMethod method, ValueKind kind, PipelineBudget budget) => method switch
    {
        AggregateMethod.Sum => () => new SumAccumulator(kind),
        AggregateMethod.Average => () => new AverageAccumulator(),
        AggregateMethod.Min => () => new ExtremeAccumulator(-1),
        AggregateMethod.Max => () => new ExtremeAccumulator(1),
        AggregateMethod.CountDistinct => () => new DistinctAccumulator(budget),
        AggregateMethod.Count => () => new CountAccumulator(),
        _ => throw new NotSupportedException($"No aggregate method {method}."),
    };

    private sealed class SumAccumulator(ValueKind kind) : Accumulator
    {
        private readonly ExactSum _sum = new();

        public override Value Result => _sum.Count == 0 ? default
            : kind is ValueKind.Integer ? Value.Of(_sum.ToInteger()) : Value.Of(_sum.ToDecimal());

        public override void Add(in Value value) => _sum.Add(value);

        public override void Add(Accumulator other) => _sum.Add(((SumAccumulator)other)._sum);
    }

    private sealed class AverageAccumulator : Accumulator
    {
        private readonly ExactSum _sum = new();

        public override Value Result => _sum.Count == 0 ? default : Value.Of(_sum.ToDecimal(_sum.Count));

        public override void Add(in Value value) => _sum.Add(value);

        public override void Add(Accumulator other) => _sum.Add(((AverageAccumulator)other)._sum);
    }

    private sealed class ExtremeAccumulator(int sign) : Accumulator
    {
        private Value _extreme;

        public override Value Result => KeyValues.Normal(_extreme);

        public override void Add(in Value value)
        {
            if (!value.IsEmpty && (_extreme.IsEmpty || Value.Compare(value, _extreme) * sign > 0))
                _extreme = value;
        }

        public override void Add(Accumulator other) => Add(((ExtremeAccumulator)other)._extreme);
    }

    private sealed class DistinctAccumulator(PipelineBudget budget) : Accumulator
    {
        private readonly HashSet<Value> _values = [];

        public override Value Result => Value.Of((long)_values.Count);

        public override void Add(in Value value)
        {
            if (!value.IsEmpty && _values.Add(value))
                budget.TakeDistinct();
        }

        public override void Add(Accumulator other)
        {
            foreach (var value in ((DistinctAccumulator)other)._values)
                _values.Add(value);
        }
    }

    // What belongs to an entity is added at the end: whoever is added to another may have met it as well.
    private sealed class SeveralAccumulator(Accumulator all, PipelineBudget budget) : Accumulator
    {
        private readonly Dictionary<Value, List<Value>> _ofEntities = [];

        public override Value Result
        {
            get
            {
                foreach (var value in _ofEntities.Values.SelectMany(values => values))
                    all.Add(value);
                _ofEntities.Clear();
                return all.Result;
            }
        }

        public override void Add(in Value value)
        {
            if (value.IsEmpty)
                return;
            var (last, isNew) = (Value.Empty, false);
            foreach (var row in value.AsRows())
            {
                var entity = row[1];
                if (entity.IsEmpty)
                {
                    all.Add(row[0]);
                    continue;
                }
                if (entity != last)
                    (last, isNew) = (entity, !_ofEntities.ContainsKey(entity));
                if (isNew)
                    Keep(entity, row[0]);
            }
        }

        public override void Add(Accumulator other)
        {
            var several = (SeveralAccumulator)other;
            all.Add(several.All);
            foreach (var (entity, values) in several._ofEntities.Where(pair => !_ofEntities.ContainsKey(pair.Key)))
                _ofEntities.Add(entity, values);
        }

        private Accumulator All => all;

        private void Keep(in Value entity, in Value value)
        {
            budget.TakeDistinct();
            if (!_ofEntities.TryGetValue(entity, out var values))
                _ofEntities[entity] = values = [];
            values.Add(value);
        }
    }

    private sealed class CountAccumulator : Accumulator
    {
        private long _rows;

        public override Value Result => Value.Of(_rows);

        public override void Add(in Value value) => _rows++;

        public override void Add(Accumulator other) => _rows += ((CountAccumulator)other)._rows;
    }
}
