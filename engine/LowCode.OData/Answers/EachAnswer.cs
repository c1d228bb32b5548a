using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Payloads;
using LowCode.OData.Serving;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Repeating;
using LowCode.Storage.Queries;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Answers;

/// <summary>
/// PATCH and DELETE of <c>…/$each</c> (OData Protocol 4.01, 11.4.13): every entity of a set, or those that a path filter
/// leaves of it, is changed alike or deleted, all in one unit. When one fails nothing is done.
/// </summary>
internal static class EachAnswer
{
    public static async Task ServeAsync(Exchange exchange)
    {
        var tree = CommandAnswer.Projection(exchange);
        if (exchange.Condition.HasMatch || exchange.Condition.NoneMatchesAny)
            throw Refusal.NotSupported("If-Match, If-None-Match");
        var entity = exchange.Path.Set!;
        var payload = exchange.Method == HttpMethods.Delete ? null : await ReadAsync(exchange);
        var query = new Query(entity.RecordSet)
        {
            Filter = (await CollectionAnswer.AskedAsync(exchange, entity)).Filter,
            Top = exchange.Limits.MaxBatchParts + 1,
            Now = exchange.Now,
        };
        ImmutableArray<Guid> each = [];
        var result = await exchange.RunAsync(async unit =>
        {
            each = await FindAsync(exchange, unit, query);
            return await RunAsync(exchange, unit, payload, each);
        }, left: Left);
        if (result is not NothingToDo)
            CommandAnswer.Check(result);
        await DeltaUpdateAnswer.AnswerAsync(exchange, entity, tree, [.. Left()], isQuiet: payload is null);

        IEnumerable<LeftRecord> Left() => each.Select(id => new LeftRecord(id, payload is null));
    }

    private static async Task<Payload> ReadAsync(Exchange exchange)
    {
        var payload = new PayloadReader(exchange, await JsonBody.ReadAsync(exchange), exchange.Path.Entity).ReadEntity();
        if (payload.Id is not null)
            throw Refusal.BadRequest(ODataMessages.KeyDiffers, "id");
        return payload.Nested.IsEmpty && payload.ETag is null ? payload : throw Refusal.NotSupported("deep update, @odata.etag");
    }

    private static async ValueTask<ImmutableArray<Guid>> FindAsync(Exchange exchange, UnitOfWork unit, Query query)
    {
        var entity = exchange.Path.Set!;
        unit.Reader.Budget = exchange.Budget;
        var ids = ImmutableArray.CreateBuilder<Guid>();
        var result = await unit.Reader.QueryAsync(entity.App, entity.Form, query, exchange.Cancel);
        await foreach (var page in result.Pages.WithCancellation(exchange.Cancel))
            ids.AddRange(page.ToArray().Select(hit => hit.Record.Id));
        return ids.Count <= exchange.Limits.MaxBatchParts ? ids.ToImmutable()
            : throw Refusal.BadRequest(ODataMessages.TooManyEach, "", ("limit", exchange.Limits.MaxBatchParts));
    }

    private static async ValueTask<CommandResult> RunAsync(Exchange exchange, UnitOfWork unit, Payload? payload, ImmutableArray<Guid> each)
    {
        var entity = exchange.Path.Set!;
        CommandResult result = new NothingToDo();
        foreach (var id in each)
        {
            result = payload is null
                ? await unit.DeleteAsync(entity.App, entity.Form, id, null, exchange.Cancel)
                : await unit.UpdateAsync(entity.App, entity.Form, id, payload.ToInput(), replace: false, null, exchange.Cancel);
            if (result is not Done)
                return result.Within($"{entity.Set}({id})");
        }
        return result;
    }
}
