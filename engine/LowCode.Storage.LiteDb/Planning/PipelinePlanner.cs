using LowCode.Storage.LiteDb.Columns;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Pipelines;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Planning;

/// <summary>
/// Finds the cheapest way to the groups or the records that a pipeline starts with; the reference runner does the rest.
/// </summary>
internal static class PipelinePlanner
{
    private static readonly PipelineLimits Limits = new();

    public static ValueTask<QueryResult> RunAsync(Query query, StoreImage image, CancellationToken cancel)
    {
        var pipeline = PipelineQuery.Of(query);
        if (pipeline.Fold is { } fold && QueryPlanner.Scan(pipeline.Source, image, cancel) is { } scan
            && ColumnFold.Of(fold, scan, Limits)?.Run() is { } groups)
            return PipelineRunner.RunGroupsAsync(pipeline, groups, RelatedAsync, Limits, cancel);
        return PipelineRunner.RunAsync(pipeline, QueryPlanner.Candidates(pipeline.Source, image, cancel), new ImageRelated(image), Limits, cancel);

        Task<IReadOnlyList<Record>> RelatedAsync(string set, IReadOnlyCollection<Guid> ids, CancellationToken _) =>
            Task.FromResult<IReadOnlyList<Record>>([.. ids.Select(id => image.Find(set, id)).OfType<Record>()]);
    }
}
