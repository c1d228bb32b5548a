using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>Gives the same rows to several chains, then what each has made of them, one after another.</summary>
internal sealed class ConcatStage : Stage
{
    private readonly ImmutableArray<ComputedColumn> _columns;
    private readonly List<(Stage Head, CollectStage End)> _parts = [];
    private readonly Dictionary<ComputedShape, ComputedShape> _shapes = new(ReferenceEqualityComparer.Instance);
    private readonly RowBuffer _next;

    /// <param name="parts">The compiled parts.</param>
    /// <param name="columns">The columns of all parts.</param>
    /// <param name="run">The run.</param>
    /// <param name="next">Gets the rows.</param>
    public ConcatStage(IEnumerable<CompiledPipeline> parts, ImmutableArray<ComputedColumn> columns, PipelineRun run, Stage next)
    {
        (_columns, _next) = (columns, new RowBuffer(next));
        foreach (var part in parts)
        {
            var end = new CollectStage(run.Budget);
            _parts.Add((part.Start(run, end), end));
        }
    }

    public override async ValueTask PushAsync(ReadOnlyMemory<PipelineRow> rows)
    {
        foreach (var (head, _) in _parts)
        {
            if (!head.IsDone)
                await head.PushAsync(rows).ConfigureAwait(false);
        }
    }

    public override async ValueTask FinishAsync()
    {
        foreach (var (head, end) in _parts)
        {
            await head.FinishAsync().ConfigureAwait(false);
            foreach (var row in end.Take())
                await _next.AppendAsync(row.Hit with { Computed = United(row.Hit.Computed) }, row.Position).ConfigureAwait(false);
        }
        await _next.FinishAsync().ConfigureAwait(false);
    }

    private ComputedRow? United(ComputedRow? row)
    {
        if (_columns.IsEmpty)
            return null;
        var before = row?.Shape ?? ComputedShape.None;
        if (!_shapes.TryGetValue(before, out var shape))
            _shapes[before] = shape = new ComputedShape([.. _columns.Select(column => before.IndexOf(column.Name) < 0 ? null : column)]);
        var values = new Value[_columns.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = shape.Columns[i] is { } column ? row![column.Name] : default;
        return new ComputedRow(shape, values);
    }
}
