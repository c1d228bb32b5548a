using System.Numerics;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Pipelines;
using LowCode.Storage.Queries;

namespace LowCode.Storage.LiteDb.Columns;

/// <summary>Aggregates a field of many groups at once, with the meaning of <see cref="AggregateMethod"/>. For one query; not thread-safe.</summary>
internal abstract class ColumnAggregate
{
    /// <summary>The field that is read; null when none is.</summary>
    public virtual FieldRef? Field => null;

    /// <summary>Takes in a leaf's wanted records; false when columns cannot tell.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="wanted">The records.</param>
    /// <param name="groups">The number of each record's group.</param>
    /// <param name="count">How many groups there are by now.</param>
    public abstract bool TryAdd(RecordLeaf leaf, in LeafMask wanted, ReadOnlySpan<int> groups, int count);

    /// <summary>The result of a group.</summary>
    /// <exception cref="EvaluationException">It is beyond the range.</exception>
    public abstract Value Of(int group);

    /// <summary>What makes an aggregate from columns; null when nothing can.</summary>
    public static ColumnAggregate? For(Aggregate aggregate, SetColumns columns)
    {
        if (aggregate is { Method: AggregateMethod.Count, Of: null })
            return new Rows();
        if (aggregate.Of is not Field { Scope: 0, Ref: var field })
            return null;
        var isDecimal = field.Kind is ValueKind.Decimal;
        return aggregate.Method switch
        {
            AggregateMethod.Sum when isDecimal || field.Kind is ValueKind.Integer => new Sum(columns, field, isAverage: false),
            AggregateMethod.Average when isDecimal || field.Kind is ValueKind.Integer => new Sum(columns, field, isAverage: true),
            AggregateMethod.Min or AggregateMethod.Max when !isDecimal => new Extreme(columns, field, aggregate.Method is AggregateMethod.Max),
            _ => null,
        };
    }

    private sealed class Rows : ColumnAggregate
    {
        private long[] _rows = [];

        public override bool TryAdd(RecordLeaf leaf, in LeafMask wanted, ReadOnlySpan<int> groups, int count)
        {
            _rows = ByGroup.Grown(_rows, count);
            foreach (var i in wanted.Each())
                _rows[groups[i]]++;
            return true;
        }

        public override Value Of(int group) => Value.Of(group < _rows.Length ? _rows[group] : 0);
    }

    private sealed class Sum(SetColumns columns, FieldRef field, bool isAverage) : ColumnAggregate
    {
        // By decimal places, then by group.
        private readonly GroupSums?[] _sums = new GroupSums?[ExactDecimal.MostPlaces + 1];
        private long[] _filled = [];

        public override FieldRef? Field => @field;

        public override bool TryAdd(RecordLeaf leaf, in LeafMask wanted, ReadOnlySpan<int> groups, int count)
        {
            if (columns.Of(leaf, field) is not NumberColumn column)
                return false;
            _filled = ByGroup.Grown(_filled, count);
            var filled = wanted & column.Filled;
            (_sums[column.Places] ??= new GroupSums()).Add(column, filled, groups, count);
            foreach (var i in filled.Each())
                _filled[groups[i]]++;
            return true;
        }

        public override Value Of(int group)
        {
            if (group >= _filled.Length || _filled[group] == 0)
                return default;
            BigInteger digits = 0;
            foreach (var sums in _sums)
                digits = (digits * 10) + (sums is null ? 0 : (BigInteger)sums[group]);
            if (field.Kind is ValueKind.Decimal || isAverage)
                return Value.Of(ExactDecimal.Of(digits, ExactDecimal.MostPlaces, isAverage ? _filled[group] : 1));
            var whole = digits / BigInteger.Pow(10, ExactDecimal.MostPlaces);
            return whole >= long.MinValue && whole <= long.MaxValue
                ? Value.Of((long)whole) : throw new EvaluationException(StorageMessages.AggregateTooLarge);
        }
    }

    private sealed class Extreme(SetColumns columns, FieldRef field, bool isGreatest) : ColumnAggregate
    {
        private long[] _extremes = [];
        private bool[] _isFilled = [];

        public override FieldRef? Field => @field;

        public override bool TryAdd(RecordLeaf leaf, in LeafMask wanted, ReadOnlySpan<int> groups, int count)
        {
            if (columns.Of(leaf, field) is not NumberColumn { Places: 0 } column)
                return false;
            (_extremes, _isFilled) = (ByGroup.Grown(_extremes, count), ByGroup.Grown(_isFilled, count));
            foreach (var i in (wanted & column.Filled).Each())
            {
                var (group, value) = (groups[i], column.Values[i]);
                if (!_isFilled[group] || (isGreatest ? value > _extremes[group] : value < _extremes[group]))
                    (_extremes[group], _isFilled[group]) = (value, true);
            }
            return true;
        }

        public override Value Of(int group) =>
            group < _isFilled.Length && _isFilled[group] ? WholeNumbers.ToValue(_extremes[group], field.Kind) : default;
    }
}
