using System.Security.Cryptography;
using System.Text;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Payloads;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Repeating;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace LowCode.OData.Answers;

/// <summary>
/// A write that may be repeated: one that was done is not done again, and answers as it did with the records as they are now.
/// Whatever else came of it, it left nothing and is done as if it were new.
/// </summary>
internal static class RepeatableAnswer
{
    /// <summary>Answers a request that was done before, or else lets it be done; others just so.</summary>
    public static async Task ServeAsync(Exchange exchange, Func<Exchange, Task> serve)
    {
        if (exchange.Repeat is not { } repeat)
        {
            await serve(exchange);
            return;
        }
        if (exchange.Path.Kind == ResourceKind.Batch)
            throw Refusal.NotSupported("Repeatability-Request-ID");
        exchange.Digest = Digest(exchange, await JsonBody.ReadBytesAsync(exchange));
        if (await exchange.Reader.FindRequestAsync(repeat.Id, exchange.Cancel) is { } before)
        {
            await AnswerAsync(exchange, before);
            return;
        }
        if (exchange.Now - repeat.FirstSent > RequestMark.Kept)
            throw Repeatability.Rejected(StatusCodes.Status412PreconditionFailed, RepeatMessages.TooOld, ("days", RequestMark.Kept.Days));
        if (repeat.FirstSent - exchange.Now > RequestMark.Ahead)
            throw Repeatability.Rejected(StatusCodes.Status400BadRequest, RepeatMessages.FromFuture);
        try
        {
            await serve(exchange);
        }
        catch (Refusal) when (exchange.Part?.Unit is null)
        {
            // The same may have been done at this moment elsewhere: then it is that which stood in the way.
            if (await exchange.Fresh().FindRequestAsync(repeat.Id, exchange.Cancel) is not { } meanwhile)
                throw;
            await AnswerAsync(exchange, meanwhile);
        }
    }

    private static async Task AnswerAsync(Exchange exchange, RequestMark mark)
    {
        if (mark.Digest != exchange.Digest)
            throw Repeatability.Rejected(StatusCodes.Status400BadRequest, RepeatMessages.AnotherRequest);
        exchange.Http.Response.Headers[Repeatability.Result] = Repeatability.Accepted;
        switch (exchange.Path.Kind, exchange.Method)
        {
            case (ResourceKind.Set, "PATCH"):
                await DeltaUpdateAnswer.AnswerAsync(exchange, exchange.Path.Entity, CommandAnswer.Projection(exchange), mark.Left, isQuiet: false);
                break;
            case (ResourceKind.Each, var method):
                await DeltaUpdateAnswer.AnswerAsync(exchange, exchange.Path.Set!, CommandAnswer.Projection(exchange), mark.Left, isQuiet: method == HttpMethods.Delete);
                break;
            case (ResourceKind.Set, _) or (ResourceKind.Entity, "PATCH" or "PUT") or (ResourceKind.Operation, _):
                await AnswerRecordAsync(exchange, mark);
                break;
            default:
                Reply.Empty(exchange);
                break;
        }
    }

    // A record that is gone, or out of the caller's sight, is answered with nothing.
    private static async Task AnswerRecordAsync(Exchange exchange, RequestMark mark)
    {
        var (entity, tree, id) = (exchange.Path.Entity, CommandAnswer.Projection(exchange), mark.Left[0].Id);
        if (await exchange.Reader.FindAsync(entity.App, entity.Form, id, exchange.Cancel) is { } record)
            await CommandAnswer.ServeAsync(exchange, new Done(record, [], AlreadyDone: !mark.Created), tree, exchange.Path.Kind != ResourceKind.Operation);
        else
            Reply.Empty(exchange);
    }

    // The service's name is in the address, the server's is not: the same request may come by another name of it.
    private static string Digest(Exchange exchange, ReadOnlyMemory<byte> body)
    {
        var target = exchange.Http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith('/'))
            target = exchange.Http.Request.GetEncodedPathAndQuery();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{exchange.Method}\n{target}\n"));
        hash.AppendData(body.Span);
        return Convert.ToBase64String(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
