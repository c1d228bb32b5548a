using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>Gives a row for each member of a collection.</summary>
/// <param name="column">The member's column.</param>
/// <param name="members">The collection.</param>
/// <param name="where">Which members are joined; null for all.</param>
/// <param name="isOuter">Whether rows without any stay.</param>
/// <param name="isPlaced">
/// True when rows come in their order, and several may be of one record: then the results are told to be behind each other.
/// Else they are told apart by their position.
/// </param>
/// <param name="run">The run.</param>
/// <param name="next">What gets the rows.</param>
internal sealed class JoinStage(ComputedColumn column, ValueFunction members, TruthFunction? where, bool isOuter, bool isPlaced, PipelineRun run, Stage next) : Stage
{
    private readonly RowBuffer _next = new(next);
    private readonly Dictionary<ComputedShape, ComputedShape> _shapes = new(ReferenceEqualityComparer.Instance);
    private readonly ValueFunction[] _joined = [frame => Joined(frame, members, where)];
    private Value[] _values = [];

    public override bool IsDone => next.IsDone;

    public override async ValueTask PushAsync(ReadOnlyMemory<PipelineRow> rows)
    {
        if (_values.Length < rows.Length)
            _values = new Value[rows.Length];
        await run.Evaluation.ValuesAsync(rows, _joined, _values).ConfigureAwait(false);
        for (var i = 0; i < rows.Length; i++)
        {
            var length = Collections.LengthOf(_values[i]);
            for (var at = 0; at < length; at++)
                await AddAsync(rows.Span[i], Value.Of([_values[i].AsRows()[at]]), at).ConfigureAwait(false);
            if (length == 0 && isOuter)
                await AddAsync(rows.Span[i], default, 0).ConfigureAwait(false);
        }
        await _next.FlushAsync().ConfigureAwait(false);
    }

    public override ValueTask FinishAsync() => _next.FinishAsync();

    private ValueTask AddAsync(in PipelineRow row, in Value member, int position)
    {
        var hit = row.Hit with { Computed = Extended(row.Hit.Computed, member) };
        return isPlaced ? _next.AppendAsync(hit, 0) : _next.AddAsync(row with { Hit = hit, Position = position });
    }

    private ComputedRow Extended(ComputedRow? row, in Value member)
    {
        var before = row?.Shape ?? ComputedShape.None;
        if (!_shapes.TryGetValue(before, out var shape))
            _shapes[before] = shape = new ComputedShape([.. before.Columns, column]);
        var values = new Value[shape.Columns.Length];
        for (var i = 0; i < before.Columns.Length; i++)
            values[i] = row![i];
        values[^1] = member;
        return new ComputedRow(shape, values);
    }

    private static Value Joined(EvaluationFrame frame, ValueFunction members, TruthFunction? where)
    {
        var all = members(frame);
        if (all.IsEmpty)
            return all;
        frame.Look(all.AsRows().Length);
        if (where is null)
            return all;
        var kept = new List<Row>();
        for (var i = 0; i < all.AsRows().Length; i++)
        {
            frame.Rows[1] = all.AsRows()[i];
            if (where(frame) is Truth.True)
                kept.Add(all.AsRows()[i]);
        }
        return Value.Of(kept.ToArray());
    }
}
