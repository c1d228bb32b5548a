using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Payloads;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Answers;

/// <summary>PATCH and PUT of an entity. One that does not exist is created with the key of the address (upsert).</summary>
internal static class ChangeAnswer
{
    public static async Task ServeAsync(Exchange exchange)
    {
        var tree = CommandAnswer.Projection(exchange);
        var entity = exchange.Path.Entity;
        var target = await WriteTarget.FindAsync(exchange);
        var payload = target.Record is null ? await CreateAnswer.ReadAsync(exchange)
            : new PayloadReader(exchange, await JsonBody.ReadAsync(exchange), entity).ReadEntity();
        if (payload.Id is { } id && id != target.Id)
            throw Refusal.BadRequest(ODataMessages.KeyDiffers, "id");
        payload.Id = target.Id;
        if (target.Record is null)
        {
            await CreateAnswer.CreateAsync(exchange, payload, tree);
            return;
        }
        var result = await exchange.RunAsync(unit => DeepWrite.UpdateAsync(
            unit, entity, payload, target.Id, exchange.Method == HttpMethods.Put, target.With(payload.ETag), exchange.Cancel));
        await CommandAnswer.ServeAsync(exchange, CommandAnswer.Check(result), DeepWrite.Projection(tree, payload), created: false);
    }

    /// <summary>Changes the record and answers with nothing.</summary>
    public static async Task UpdateQuietlyAsync(Exchange exchange, Runtime.Commands.RecordInput input, Guid id, long? ifRevision, Model.EntityPlan entity)
    {
        var result = await exchange.RunAsync(unit =>
            unit.UpdateAsync(entity.App, entity.Form, id, input, replace: false, ifRevision, exchange.Cancel));
        var done = CommandAnswer.Check(result);
        exchange.Http.Response.Headers.ETag = Precondition.ETag(done.Record.Revision);
        Reply.Empty(exchange);
    }
}
