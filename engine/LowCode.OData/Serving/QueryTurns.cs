using System.Threading.RateLimiting;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Requests;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Serving;

/// <summary>
/// So many queries of sets at once for each user, whatever apps and connections they come by; the others wait in order.
/// Whoever asks for much waits for himself and nobody else. Thread-safe.
/// </summary>
internal sealed class QueryTurns(int atOnce, int waiting) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _users = PartitionedRateLimiter.Create<string, string>(
        user => RateLimitPartition.GetConcurrencyLimiter(user, _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = atOnce,
            QueueLimit = waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));

    /// <summary>Waits for the turn of a request, which lasts until it is disposed; null when it needs none.</summary>
    /// <exception cref="Refusal">Too many of the user's are waiting already.</exception>
    public async ValueTask<IDisposable?> TakeAsync(Exchange exchange)
    {
        if (!HttpMethods.IsGet(exchange.Method) || exchange.Path.Kind is not (ResourceKind.Set or ResourceKind.SetCount or ResourceKind.SetReferences or ResourceKind.CrossJoin or ResourceKind.All))
            return null;
        var turn = await _users.AcquireAsync(exchange.Caller.Name, 1, exchange.Cancel);
        if (turn.IsAcquired)
            return turn;
        turn.Dispose();
        throw new Refusal(StatusCodes.Status429TooManyRequests,
            Finding.Of(ODataMessages.TooManyQueries, "", ("atOnce", atOnce), ("waiting", waiting)));
    }

    public void Dispose() => _users.Dispose();
}
