using LowCode.Runtime.Callers;
using LowCode.Runtime.Uploads;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData;

/// <summary>How the service is mapped, and its limits.</summary>
public sealed record ODataOptions
{
    /// <summary>
    /// Who asks. The host has authenticated the request before: when it has not, it answers 401 itself and never gets here.
    /// </summary>
    public required Func<HttpContext, Caller> Caller { get; init; }

    /// <summary>Where the services lie; each app's is at <c>{Prefix}/{app}/</c>.</summary>
    public string Prefix { get; init; } = "/odata";

    /// <summary>Entities on a page when the client does not say.</summary>
    public int PageSize { get; init; } = 1_000;

    /// <summary>Most entities on a page, whatever the client says.</summary>
    public int MaxPageSize { get; init; } = 10_000;

    /// <summary>Largest body of a write in bytes. Attachments are limited on their own.</summary>
    public int MaxBodySize { get; init; } = 4 * 1024 * 1024;

    /// <summary>Deepest nesting of JSON in a body.</summary>
    public int MaxDepth { get; init; } = 32;

    /// <summary>Most entities that are expanded for a thousand entities of an answer; more are an error, never half of them.</summary>
    public int MostExpanded { get; init; } = 100_000;

    /// <summary>Most entities of each set that are held for <c>$crossjoin</c>, and most combinations of them to be sorted; more are an error.</summary>
    public int MostJoined { get; init; } = 20_000;

    /// <summary>
    /// Records, table rows and other members of collections that the store may look at for one request, a batch as a whole
    /// included; what it passes over by an index or by columns costs next to nothing. More are an error.
    /// </summary>
    public long MaxQueryWork { get; init; } = 100_000_000;

    /// <summary>How long the store may be at work for one request, the time of sending not counted.</summary>
    public TimeSpan MaxQueryTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Queries of sets that are answered at once for each user. More of them wait for their turn, in order.</summary>
    public int QueriesAtOnce { get; init; } = 8;

    /// <summary>Queries of sets that may wait for their turn for each user; more are refused with 429.</summary>
    public int MaxWaitingQueries { get; init; } = 256;

    /// <summary>Largest attachment in bytes.</summary>
    public long MaxAttachmentSize { get; init; } = 20 * 1024 * 1024;

    /// <summary>Bytes of attachments that each user may send in a day; 0 for any number.</summary>
    public long MaxUploadPerDay { get; init; }

    /// <summary>Counts these bytes together with what comes by other ways; null to count what comes here, by <see cref="MaxUploadPerDay"/>.</summary>
    public UploadQuota? Uploads { get; init; }

    /// <summary>Most requests in a batch, those in its change sets included.</summary>
    public int MaxBatchParts { get; init; } = 500;

    /// <summary>Largest batch in bytes; each request in it is limited as one of its own as well.</summary>
    public int MaxBatchSize { get; init; } = 16 * 1024 * 1024;
}
