using LowCode.Definitions.Values;
using LowCode.OData.Queries;
using LowCode.OData.Queries.Pipelines;
using LowCode.OData.Serving;
using LowCode.OData.Writing;
using LowCode.Storage.Queries;

namespace LowCode.OData.Answers;

/// <summary>
/// A set, page by page: straight from the store's hits to the response, nothing is kept that grows with the result.
/// </summary>
internal static class CollectionAnswer
{
    // Written bytes wait up to this many before they are sent.
    private const int FlushBytes = 64 * 1024;

    public static async Task ServeAsync(Exchange exchange)
    {
        var entity = exchange.Path.Set!;
        exchange.Options.AllowOnly(
            "$filter", "$orderby", "$top", "$skip", "$count", "$select", "$expand", "$skiptoken", "$deltatoken", "$search", "$compute", "$apply");
        if (PipelineRequest.IsOne(exchange.Options))
        {
            await PipelineAnswer.ServeAsync(exchange);
            return;
        }
        var asked = CollectionQuery.Parse(exchange.Model, entity, exchange.Options, exchange.Reader);
        var plan = exchange.Plans.Get(entity, asked.Tree, exchange.Write, exchange.Reader);
        var page = new Page(exchange, entity, asked);
        var result = await exchange.Reader.QueryAsync(entity.App, entity.Form, await page.QueryAsync(), exchange.Cancel);
        var count = await page.CountAsync(result);
        await WriteAsync(exchange, plan, asked, page, result, count, Tracking.Of(exchange, entity, asked));
    }

    /// <summary>How many match, as bare text.</summary>
    public static async Task ServeCountAsync(Exchange exchange)
    {
        var entity = exchange.Path.Set!;
        exchange.Options.AllowOnly("$filter", "$search");
        var asked = CollectionQuery.Parse(exchange.Model, entity, exchange.Options, exchange.Reader);
        var result = await exchange.Reader.QueryAsync(entity.App, entity.Form, new Query(entity.RecordSet)
        {
            Table = entity.Table,
            Filter = asked.Filter,
            Count = true,
            Top = 0,
            Now = exchange.Now,
        }, exchange.Cancel);
        await PropertyAnswer.TextAsync(exchange, Value.Of(result.Count!.Value));
    }

    private static async Task WriteAsync(
        Exchange exchange, WritePlan plan, CollectionQuery asked, Page page, QueryResult result, long? count, Tracking? tracking)
    {
        var context = exchange.Context();
        // The first hits are fetched before anything is sent, so that a failing query is still an error and not half an answer.
        await using var pages = result.Pages.GetAsyncEnumerator(exchange.Cancel);
        var more = await pages.MoveNextAsync();
        var json = Reply.Json(exchange);
        var body = exchange.Http.Response.BodyWriter;
        json.WriteStartObject();
        Reply.Context(json, exchange, $"#{plan.Entity.Set}{asked.Tree.ContextList()}");
        if (count is { } total)
            json.WriteNumber("@odata.count", total);
        json.WriteStartArray("value");
        var sent = 0L;
        for (; more; more = await pages.MoveNextAsync())
        {
            var hits = await page.TakeAsync(pages.Current);
            if (plan.Fetches)
            {
                context.Forget();
                await Expansions.FetchAsync(exchange, plan, hits, context);
            }
            for (var i = 0; i < hits.Length; i++)
            {
                plan.Write(json, hits.Span[i], context);
                if (json.BytesCommitted + json.BytesPending - sent < FlushBytes)
                    continue;
                json.Flush();
                sent = json.BytesCommitted;
                await body.FlushAsync(exchange.Cancel);
            }
            if (page.IsFull)
                break;
        }
        json.WriteEndArray();
        if (await page.NextAsync(tracking?.Token) is { } next)
            json.WriteString("@odata.nextLink", next);
        else if (tracking is not null)
            json.WriteString("@odata.deltaLink", tracking.Link);
        json.WriteEndObject();
        await Reply.EndAsync(exchange, json);
    }
}
