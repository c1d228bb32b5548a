using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>Steps that are ready to run any number of times. Immutable and thread-safe.</summary>
/// <param name="Makers">How the stage of each step is made.</param>
/// <param name="Layout">What the last step gives.</param>
/// <param name="InOrder">True when it gives its rows in their order.</param>
internal sealed record CompiledPipeline(IReadOnlyList<StageMaker> Makers, PipelineLayout Layout, bool InOrder)
{
    /// <summary>
    /// Which step groups or aggregates rows that the steps before only test or add to, so that they can be folded in
    /// several places at once; −1 when none does.
    /// </summary>
    public int FoldAt { get; init; } = -1;

    /// <summary>A chain of stages; the first is given.</summary>
    public Stage Start(PipelineRun run, Stage next) => Before(Makers.Count, run, next);

    /// <summary>A chain whose folding stage can be added to: its first stage, and that one.</summary>
    public (Stage Head, Stage Fold) StartFolding(PipelineRun run, Stage next)
    {
        for (var i = Makers.Count - 1; i > FoldAt; i--)
            next = Makers[i](run, next);
        var fold = Makers[FoldAt](run, next);
        return (Before(FoldAt, run, fold), fold);
    }

    private Stage Before(int step, PipelineRun run, Stage next)
    {
        for (var i = step - 1; i >= 0; i--)
            next = Makers[i](run, next);
        return next;
    }
}
