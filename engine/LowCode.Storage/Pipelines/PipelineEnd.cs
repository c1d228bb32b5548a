using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>What comes behind a query's steps: the count, its order and page, the results.</summary>
internal sealed class PipelineEnd
{
    private readonly ResultStage _results;
    private readonly CountStage? _count;

    public PipelineEnd(PipelineQuery query, CompiledPipeline steps, PipelineRun run)
    {
        _results = new ResultStage(run.Budget);
        var page = query.CompilePage(steps).Start(run, _results);
        if (query.WantsCount)
            _count = new CountStage(page);
        First = _count ?? page;
    }

    /// <summary>Gets what the steps give.</summary>
    public Stage First { get; }

    public QueryResult Result() => _results.Result(_count?.Count);
}
