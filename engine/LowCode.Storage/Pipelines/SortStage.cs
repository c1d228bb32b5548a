using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;

namespace LowCode.Storage.Pipelines;

/// <summary>Sorts rows by some values, equal ones in their order, and keeps the first of them.</summary>
internal sealed class SortStage : Stage
{
    private readonly ValueFunction[] _by;
    private readonly PipelineRun _run;
    private readonly RowBuffer _next;
    private readonly KeptRows _kept;
    private Value[] _values = [];

    /// <param name="by">What it is sorted by; nothing puts rows in the order that they have.</param>
    /// <param name="descending">The direction of each.</param>
    /// <param name="wanted">How many are kept.</param>
    /// <param name="run">The run.</param>
    /// <param name="next">Gets them, in order.</param>
    public SortStage(ValueFunction[] by, bool[] descending, long wanted, PipelineRun run, Stage next)
    {
        (_by, _run, _next) = (by, run, new RowBuffer(next));
        _kept = new KeptRows(descending, wanted, run.Budget);
    }

    public override async ValueTask PushAsync(ReadOnlyMemory<PipelineRow> rows)
    {
        if (_values.Length < rows.Length * _by.Length)
            _values = new Value[rows.Length * _by.Length];
        await _run.Evaluation.ValuesAsync(rows, _by, _values).ConfigureAwait(false);
        for (var i = 0; i < rows.Length; i++)
            _kept.Add(rows.Span[i], _values.AsSpan(i * _by.Length, _by.Length));
    }

    public override async ValueTask FinishAsync()
    {
        foreach (var (row, _) in _kept.Sorted())
            await _next.AppendAsync(row.Hit, row.Position).ConfigureAwait(false);
        _kept.Clear();
        await _next.FinishAsync().ConfigureAwait(false);
    }
}
