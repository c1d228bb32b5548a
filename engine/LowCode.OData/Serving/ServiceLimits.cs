namespace LowCode.OData.Serving;

/// <summary>The limits of the options, as the parts of the service see them.</summary>
internal sealed record ServiceLimits(
    int PageSize, int MaxPageSize, int MaxBodySize, int MaxDepth, long MaxAttachmentSize, int MostExpanded, int MostJoined, int MaxBatchParts, int MaxBatchSize);
