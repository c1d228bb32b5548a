using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>Keeps the rows for which a condition is true.</summary>
internal sealed class FilterStage(TruthFunction condition, PipelineRun run, Stage next) : Stage
{
    private bool[] _truths = [];
    private PipelineRow[] _kept = [];

    public override bool IsDone => next.IsDone;

    public override async ValueTask PushAsync(ReadOnlyMemory<PipelineRow> rows)
    {
        if (_truths.Length < rows.Length)
            (_truths, _kept) = (new bool[rows.Length], new PipelineRow[rows.Length]);
        await run.Evaluation.TruthsAsync(rows, condition, _truths).ConfigureAwait(false);
        var kept = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (_truths[i])
                _kept[kept++] = rows.Span[i];
        }
        if (kept > 0)
            await next.PushAsync(_kept.AsMemory(0, kept)).ConfigureAwait(false);
    }

    public override ValueTask FinishAsync() => next.FinishAsync();
}

/// <summary>Adds columns to every row.</summary>
internal sealed class ComputeStage(ComputedColumn[] columns, ValueFunction[] expressions, PipelineRun run, Stage next) : Stage
{
    private readonly Dictionary<ComputedShape, ComputedShape> _shapes = new(ReferenceEqualityComparer.Instance);
    private Value[] _values = [];
    private PipelineRow[] _computed = [];

    public override bool IsDone => next.IsDone;

    public override async ValueTask PushAsync(ReadOnlyMemory<PipelineRow> rows)
    {
        if (_computed.Length < rows.Length)
            (_values, _computed) = (new Value[rows.Length * expressions.Length], new PipelineRow[rows.Length]);
        await run.Evaluation.ValuesAsync(rows, expressions, _values).ConfigureAwait(false);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows.Span[i];
            _computed[i] = row with { Hit = row.Hit with { Computed = Extended(row.Hit.Computed, i * expressions.Length) } };
        }
        await next.PushAsync(_computed.AsMemory(0, rows.Length)).ConfigureAwait(false);
    }

    public override ValueTask FinishAsync() => next.FinishAsync();

    private ComputedRow Extended(ComputedRow? row, int at)
    {
        var before = row?.Shape ?? ComputedShape.None;
        if (!_shapes.TryGetValue(before, out var shape))
            _shapes[before] = shape = new ComputedShape([.. before.Columns, .. columns]);
        var values = new Value[shape.Columns.Length];
        for (var i = 0; i < before.Columns.Length; i++)
            values[i] = row![i];
        Array.Copy(_values, at, values, before.Columns.Length, expressions.Length);
        return new ComputedRow(shape, values);
    }
}

/// <summary>Passes over the first rows and ends after as many as are wanted, of rows that come in order.</summary>
internal sealed class SliceStage(long skip, long most, Stage next) : Stage
{
    private long _seen;

    public override bool IsDone => _seen >= skip && _seen - skip >= most || next.IsDone;

    public override async ValueTask PushAsync(ReadOnlyMemory<PipelineRow> rows)
    {
        var first = (int)Math.Min(rows.Length, Math.Max(0, skip - _seen));
        var room = most - Math.Max(0, _seen - skip);
        var taken = (int)Math.Min(rows.Length - first, Math.Max(0, room));
        _seen += rows.Length;
        if (taken > 0)
            await next.PushAsync(rows.Slice(first, taken)).ConfigureAwait(false);
    }

    public override ValueTask FinishAsync() => next.FinishAsync();
}
