using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Columns;

/// <summary>
/// All records of a set, of which those that cannot be results are passed over by looking at columns: where no index
/// narrows a query down. For one query; not thread-safe.
/// </summary>
internal sealed class ColumnScan
{
    /// <summary>How many records columns pass over while an evaluation looks at one.</summary>
    public const int Speed = 32;

    private readonly SetImage _set;
    private readonly Query _query;
    private readonly ColumnTests _maker;
    private readonly ColumnTest _filter;
    private readonly OrderTerm? _order;
    private readonly CancellationToken _cancel;
    private Value? _last;
    private ColumnTest? _behind;

    private ColumnScan(SetImage set, Query query, ColumnTests maker, ImmutableArray<ColumnTest> tests, Expression? remaining, CancellationToken cancel)
    {
        (_set, _query, _maker, _filter, Remaining, _cancel) = (set, query, maker, new AllTests(tests), remaining, cancel);
        var first = query.OrderBy.FirstOrDefault();
        _order = first is not null && maker.Of(new Compare(ComparisonOperator.Equal, first.By, first.By)) is not null ? first : null;
    }

    /// <summary>What of the filter columns do not answer.</summary>
    public Expression? Remaining { get; }

    /// <summary>True when it knows better than to give all records.</summary>
    public bool Helps => _order is not null || _filter.Fields.Any();

    /// <summary>The scan for a query.</summary>
    public static ColumnScan Of(SetImage set, Query query, IEnumerable<Expression> conjuncts, CancellationToken cancel)
    {
        var maker = new ColumnTests(set, query);
        var tests = ImmutableArray.CreateBuilder<ColumnTest>();
        var remaining = new List<Expression>();
        foreach (var conjunct in conjuncts)
        {
            if (maker.Of(conjunct) is { } test)
                tests.Add(test);
            else
                remaining.Add(conjunct);
        }
        return new ColumnScan(set, query, maker, tests.ToImmutable(), Conjuncts.All(remaining), cancel);
    }

    /// <summary>Its records as candidates of the query.</summary>
    /// <param name="count">How many results there are, when that is known.</param>
    public QueryCandidates Candidates(long? count) => new(count is not null && _query.Top == 0 ? [] : Records())
    {
        Filter = Remaining,
        InOrder = _query.OrderBy.IsDefaultOrEmpty,
        Count = count,
        Narrow = Narrow,
    };

    /// <summary>The columns that it looks at.</summary>
    public SetColumns Columns => _set.Columns;

    /// <summary>The leaves with the records for which all that columns answer is true, and columns of further fields.</summary>
    public IEnumerable<(RecordLeaf Leaf, LeafMask Wanted)> Leaves(IEnumerable<FieldRef> further)
    {
        Prepare(further);
        foreach (var leaf in _set.ById.Leaves)
        {
            var wanted = Wanted(leaf);
            if (!wanted.IsNone)
                yield return (leaf, wanted);
        }
    }

    /// <summary>How many records there are for which all that columns answer is true.</summary>
    public long Count() => Leaves([]).Sum(leaf => (long)leaf.Wanted.Count);

    // By id, without those that cannot be results.
    private IEnumerable<ReadOnlyMemory<Record>> Records()
    {
        foreach (var (leaf, matching) in Leaves([]))
        {
            var wanted = matching;
            if (_last is { } last)
            {
                _behind ??= Behind(last);
                wanted -= _behind?.Of(leaf, wanted).True ?? default;
            }
            var count = wanted.Count;
            if (count == leaf.Count)
                yield return leaf.Records;
            else if (count > 0)
                yield return Few(leaf, wanted, count);
        }
    }

    // Records that come behind this value by the first term of the order are not wanted any more.
    private void Narrow(Value last)
    {
        if (_order is null || last == _last)
            return;
        _last = last;
        _behind = null;
    }

    private void Prepare(IEnumerable<FieldRef> further) =>
        _set.Columns.Prepare(_set.ById, [.. _filter.Fields.Concat(further).Distinct()], _cancel);

    private LeafMask Wanted(RecordLeaf leaf)
    {
        _cancel.ThrowIfCancellationRequested();
        _query.Budget?.Take(1 + (leaf.Count / Speed));
        return _filter.Of(leaf, LeafMask.First(leaf.Count)).True;
    }

    // Empty comes before every value ascending and after every value descending.
    private ColumnTest? Behind(Value last)
    {
        var (by, empty) = (_order!.By, new Constant(default));
        if (_order.Descending)
        {
            return last.IsEmpty ? null : _maker.Of(new Or(
                [new Compare(ComparisonOperator.Less, by, new Constant(last)), new Compare(ComparisonOperator.Equal, by, empty)]));
        }
        return _maker.Of(last.IsEmpty
            ? new Compare(ComparisonOperator.NotEqual, by, empty)
            : new Compare(ComparisonOperator.Greater, by, new Constant(last)));
    }

    private static Record[] Few(RecordLeaf leaf, LeafMask wanted, int count)
    {
        var records = new Record[count];
        var next = 0;
        foreach (var i in wanted.Each())
            records[next++] = leaf[i];
        return records;
    }
}
