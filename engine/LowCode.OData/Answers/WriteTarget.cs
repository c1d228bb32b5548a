using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using LowCode.Storage.Records;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Answers;

/// <summary>The record that a write is about, with the revision that the write may be run on.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Record">The record as the caller sees it now; null when there is none for them.</param>
/// <param name="IfRevision">The revision that preconditions allow; null for any.</param>
internal sealed record WriteTarget(Guid Id, Record? Record, long? IfRevision)
{
    /// <summary>Finds the record and checks If-Match, If-None-Match against it.</summary>
    public static async ValueTask<WriteTarget> FindAsync(Exchange exchange)
    {
        Guid id;
        Record? record;
        if (exchange.Path.Links.IsEmpty)
        {
            id = exchange.Path.Key!.Value.Record;
            record = await exchange.Reader.FindAsync(exchange.Path.Entity.App, exchange.Path.Entity.Form, id, exchange.Cancel);
        }
        else
        {
            var hit = await EntityFinder.FindAsync(exchange) ?? throw Refusal.NotFound(ODataMessages.NoRecord);
            (id, record) = (hit.Record.Id, hit.Record);
        }
        return new WriteTarget(id, record, Check(exchange, record));
    }

    /// <summary>The same, when there must be one.</summary>
    public static async ValueTask<WriteTarget> RequireAsync(Exchange exchange)
    {
        var target = await FindAsync(exchange);
        return target.Record is null ? throw Refusal.NotFound(ODataMessages.NoRecord) : target;
    }

    /// <summary>An ETag in the body of an upsert must be the current one, too.</summary>
    public long? With(string? bodyTag)
    {
        if (bodyTag is null or "*" || Record is null)
            return IfRevision;
        return bodyTag == Precondition.ETag(Record.Revision) ? Record.Revision : throw CommandAnswer.Stale(Record.Revision);
    }

    private static long? Check(Exchange exchange, Record? record)
    {
        var condition = exchange.Condition;
        if (record is null)
        {
            return condition.HasMatch
                ? throw new Refusal(StatusCodes.Status412PreconditionFailed, Finding.Of(ODataMessages.NoRecord, ""))
                : null;
        }
        if (condition.NoneMatchesAny)
            throw new Refusal(StatusCodes.Status412PreconditionFailed, Finding.Of(ODataMessages.Exists, ""));
        if (!condition.Holds(record.Revision))
            throw CommandAnswer.Stale(record.Revision);
        // The runtime checks the revision again, so that nobody can come in between.
        return condition.HasMatch && !condition.MatchesAny ? record.Revision : null;
    }
}
