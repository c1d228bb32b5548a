namespace LowCode.Storage.Pipelines;

/// <summary>Ends a chain of stages: keeps what comes.</summary>
internal sealed class CollectStage(PipelineBudget budget) : Stage
{
    private readonly List<PipelineRow> _rows = [];

    /// <summary>The rows, in their order; then they are no longer kept.</summary>
    public List<PipelineRow> Take()
    {
        budget.GiveRows(_rows.Count);
        return _rows;
    }

    public override ValueTask PushAsync(ReadOnlyMemory<PipelineRow> rows)
    {
        budget.TakeRows(rows.Length);
        _rows.AddRange(rows.Span);
        return default;
    }

    public override ValueTask FinishAsync()
    {
        _rows.Sort(RowOrder.Comparer);
        return default;
    }
}
