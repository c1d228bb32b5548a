using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Requests;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Repeating;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Serving;

/// <summary>Work that is remembered in the batch of what it does, so that the request is not done twice.</summary>
internal static class RememberedWork
{
    /// <summary>Work that is remembered when the request may be repeated. One that has been done meanwhile is refused.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="work">Does what it asks.</param>
    /// <param name="creates">Whether what it leaves is told as created.</param>
    /// <param name="left">The records that are answered, once it is done; null for the one that the work ends with.</param>
    public static Func<UnitOfWork, ValueTask<CommandResult>> Of(
        Exchange exchange, Func<UnitOfWork, ValueTask<CommandResult>> work, bool creates, Func<IEnumerable<LeftRecord>>? left)
    {
        if (exchange is not { Repeat: { } repeat, Digest: { } digest })
            return work;
        return async unit =>
        {
            if (await unit.Reader.FindRequestAsync(repeat.Id, exchange.Cancel) is not null)
                throw new Refusal(StatusCodes.Status409Conflict, Finding.Of(RuntimeMessages.Contended, ""));
            var result = await work(unit);
            if (result is Done or NothingToDo)
            {
                var done = result as Done;
                unit.Remember(new RequestMark(repeat.Id, digest, creates && done is { AlreadyDone: false },
                    [.. left?.Invoke() ?? (done is null ? [] : [new LeftRecord(done.Record.Id)])]));
                exchange.Http.Response.Headers[Repeatability.Result] = Repeatability.Accepted;
            }
            return result;
        };
    }
}
