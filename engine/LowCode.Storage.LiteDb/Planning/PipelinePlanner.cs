using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Pipelines;
using LowCode.Storage.Queries;

namespace LowCode.Storage.LiteDb.Planning;

/// <summary>
/// Finds the cheapest way to the records that a pipeline starts with; the reference runner does the rest. What can make
/// the groups of a <see cref="PipelineQuery.Fold"/> better than record by record belongs here, before that.
/// </summary>
internal static class PipelinePlanner
{
    private static readonly PipelineLimits Limits = new();

    public static ValueTask<QueryResult> RunAsync(Query query, StoreImage image, CancellationToken cancel)
    {
        var pipeline = PipelineQuery.Of(query);
        return PipelineRunner.RunAsync(pipeline, QueryPlanner.Candidates(pipeline.Source, image), image, Limits, cancel);
    }
}
