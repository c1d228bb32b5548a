using LowCode.Storage.Changes;
using LowCode.Storage.LiteDb.Image;
using LowCode.Storage.Pipelines;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Planning;

/// <summary>A view of one image. The image cannot change, so there is nothing to release.</summary>
internal sealed class ImageSnapshot(StoreImage image) : IStoreSnapshot
{
    public long LastChange => image.LastChange;

    public ValueTask<Record?> FindAsync(string set, Guid id, CancellationToken cancel = default) =>
        ValueTask.FromResult(image.Find(set, id));

    public ValueTask<QueryResult> QueryAsync(Query query, CancellationToken cancel = default) =>
        query.HasPipeline ? PipelinePlanner.RunAsync(query, image, cancel) : ValueTask.FromResult(QueryPlanner.Run(query, image, cancel));

    public ValueTask<StoreExplanation> ExplainAsync(Query query, CancellationToken cancel = default) =>
        ValueTask.FromResult(QueryPlanner.Explain(query.HasPipeline ? PipelineQuery.Of(query).Source : query, image, cancel));

    public ValueTask<IReadOnlyList<RecordChange>> ChangedAsync(string set, long after, int top, CancellationToken cancel = default)
    {
        var records = image[set];
        return ValueTask.FromResult(after >= image.LastChange ? [] : ChangedRecords.Find(records, after, top, cancel));
    }

    public void Dispose()
    {
    }
}
