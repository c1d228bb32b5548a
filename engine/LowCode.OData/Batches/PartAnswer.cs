using LowCode.OData.Serving;

namespace LowCode.OData.Batches;

/// <summary>What a request in a batch came to.</summary>
/// <param name="Item">The request.</param>
/// <param name="Response">Its answer.</param>
internal sealed record PartAnswer(BatchItem Item, PartResponse Response)
{
    /// <summary>What is left to answer once its unit is written; null when the answer is whole.</summary>
    public Func<Task>? Rest { get; init; }
}
