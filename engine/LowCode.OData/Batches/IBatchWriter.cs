namespace LowCode.OData.Batches;

/// <summary>Writes the answers of a batch as they come. Not thread-safe.</summary>
internal interface IBatchWriter
{
    /// <summary>Writes what stands before the first answer.</summary>
    Task StartAsync();

    /// <summary>Writes the answer to one request, or those to a group.</summary>
    Task WriteAsync(IReadOnlyList<PartAnswer> answers);

    /// <summary>Writes what stands behind the last answer.</summary>
    Task EndAsync();
}
