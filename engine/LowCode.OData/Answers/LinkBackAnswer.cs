using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Payloads;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using LowCode.Runtime.Commands;

namespace LowCode.OData.Answers;

/// <summary>
/// Writing at a link back (OData Protocol 4.01, 11.4.2.1, 11.4.6.1 and 11.4.6.2): makes an entity that refers to the one
/// before the link, lets one that is there refer to it, or not any more. What changes is the entity that refers.
/// </summary>
internal static class LinkBackAnswer
{
    /// <summary>POST to the link.</summary>
    public static async Task CreateAsync(Exchange exchange)
    {
        var tree = CommandAnswer.Projection(exchange);
        var via = exchange.Path.Via!;
        var referred = await EntityFinder.ReferredAsync(exchange, via);
        var payload = await CreateAnswer.ReadAsync(exchange);
        if (!payload.Set(via.Link.Reference.Slot.Index, Value.Of(referred)))
            throw Refusal.BadRequest(ODataMessages.TwoLinks, via.Link.Reference.Name, ("name", via.Link.Reference.Name));
        await CreateAnswer.CreateAsync(exchange, payload, tree);
    }

    /// <summary>POST to <c>…/$ref</c>.</summary>
    public static async Task AddAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly();
        var referred = await EntityFinder.ReferredAsync(exchange, exchange.Path.Via!);
        var id = new PayloadReader(exchange, await JsonBody.ReadAsync(exchange), exchange.Path.Entity).ReadEntityId();
        await SetAsync(exchange, id, Value.Of(referred), from: null);
    }

    /// <summary>DELETE of <c>…({key})/$ref</c> or <c>…/$ref?$id=…</c>.</summary>
    public static async Task RemoveAsync(Exchange exchange)
    {
        var entity = exchange.Path.Entity;
        var address = exchange.Options.Take("$id");
        exchange.Options.AllowOnly();
        var id = exchange.Path.Key?.Record
            ?? new Links(exchange.Root, exchange.Part?.Addresses).Resolve(address ?? throw QueryOptions.Wrong("$id", "", ODataMessages.ExpectEntityId), entity)
            ?? throw Refusal.NotFound(ODataMessages.NoRecord);
        await SetAsync(exchange, id, default, await EntityFinder.ReferredAsync(exchange, exchange.Path.Via!));
    }

    // From: what it must refer to now; null for anything.
    private static async Task SetAsync(Exchange exchange, Guid id, Value reference, Guid? from)
    {
        var entity = exchange.Path.Entity;
        var slot = exchange.Path.Via!.Link.Reference.Slot;
        var payload = new Payload(entity.Shape);
        if (reference.IsEmpty)
            payload.Clear(slot.Index);
        else
            payload.Set(slot.Index, reference);
        var done = CommandAnswer.Check(await exchange.RunAsync(async unit =>
        {
            var record = await unit.Reader.FindAsync(entity.App, entity.Form, id, exchange.Cancel);
            if (record is null || (from is { } must && record.Data[slot] != Value.Of(must)))
                return new NotFound();
            return exchange.Condition.Holds(record.Revision)
                ? await unit.UpdateAsync(entity.App, entity.Form, id, payload.ToInput(), replace: false, null, exchange.Cancel)
                : new Stale(record.Revision);
        }));
        exchange.Http.Response.Headers.ETag = Precondition.ETag(done.Record.Revision);
        Reply.Empty(exchange);
    }
}
