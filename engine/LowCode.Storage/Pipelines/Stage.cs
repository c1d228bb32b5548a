namespace LowCode.Storage.Pipelines;

/// <summary>
/// A step at work: takes rows in batches, and gives what it makes of them to the next. A batch is only valid during the
/// call. Not thread-safe.
/// </summary>
internal abstract class Stage
{
    /// <summary>True when further rows would change nothing.</summary>
    public virtual bool IsDone => false;

    public abstract ValueTask PushAsync(ReadOnlyMemory<PipelineRow> rows);

    /// <summary>There are no more rows.</summary>
    public abstract ValueTask FinishAsync();
}

/// <summary>A stage that other stages of the same step, which got other rows, can be added to.</summary>
internal interface IFoldingStage
{
    void Add(IFoldingStage other);
}

/// <summary>Makes a stage of a compiled step; what comes behind it is null when it will only be folded.</summary>
internal delegate Stage StageMaker(PipelineRun run, Stage next);

/// <summary>What the stages of one run share.</summary>
internal sealed record PipelineRun(RowEvaluation Evaluation, PipelineBudget Budget);
