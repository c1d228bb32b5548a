using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Queries;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Serving;
using LowCode.OData.Syntax;
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
        if (exchange.Options["$apply"] is not null)
        {
            await PipelineAnswer.ServeAsync(exchange);
            return;
        }
        var asked = await AskedAsync(exchange, entity);
        var plan = exchange.Plans.Get(entity, asked.Tree, exchange.Write, exchange.Reader);
        var page = new Page(exchange, entity, asked);
        var query = await page.QueryAsync();
        var result = await exchange.Reader.QueryAsync(
            entity.App, entity.Form, query with { Projection = plan.Reads.With(entity, asked.Order) }, plan.Reads, exchange.Cancel);
        var count = await page.CountAsync(result);
        await WriteAsync(exchange, plan, asked, page, result, count, exchange.Path.Via is null ? Tracking.Of(exchange, entity, asked) : null);
    }

    /// <summary>The addresses of what is in a set (<c>$ref</c>).</summary>
    public static async Task ServeReferencesAsync(Exchange exchange)
    {
        var entity = exchange.Path.Set!;
        exchange.Options.AllowOnly("$filter", "$orderby", "$top", "$skip", "$count", "$skiptoken", "$search", "$compute");
        var asked = await AskedAsync(exchange, entity);
        var plan = exchange.Plans.Get(entity, ProjectionTree.All, exchange.Write, exchange.Reader);
        var page = new Page(exchange, entity, asked);
        var result = await exchange.Reader.QueryAsync(entity.App, entity.Form, await page.QueryAsync(), PlanReads.Nothing, exchange.Cancel);
        await WriteAsync(exchange, plan, asked, page, result, await page.CountAsync(result), null, referencesOnly: true);
    }

    /// <summary>How many match, as bare text.</summary>
    public static async Task ServeCountAsync(Exchange exchange)
    {
        var entity = exchange.Path.Set!;
        exchange.Options.AllowOnly("$filter", "$search", "$compute", "$apply");
        if (exchange.Options["$apply"] is not null)
        {
            await PipelineAnswer.ServeCountAsync(exchange);
            return;
        }
        var asked = await AskedAsync(exchange, entity);
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

    /// <summary>
    /// What is asked of a set: behind a link what refers to the entity before it, and of either what meets the conditions
    /// in the path.
    /// </summary>
    public static async ValueTask<CollectionQuery> AskedAsync(Exchange exchange, EntityPlan entity)
    {
        var asked = CollectionQuery.Parse(exchange.Model, entity, exchange.Options, exchange.Reader);
        if (exchange.Path.IsWhole)
            return asked;
        if (exchange.Path.Via is not null && exchange.Options["$deltatoken"] is not null)
            throw Refusal.NotSupported("$deltatoken");
        return asked with { Filter = Conjuncts.All([.. await InPathAsync(exchange, entity), .. Conjuncts.Of(asked.Filter)]) };
    }

    /// <summary>What the path asks of a set's entities.</summary>
    public static async ValueTask<IReadOnlyList<Expression>> InPathAsync(Exchange exchange, EntityPlan entity)
    {
        var conditions = new List<Expression>();
        if (exchange.Path.Via is { } via)
        {
            conditions.Add(new Compare(ComparisonOperator.Equal, new Field(via.Link.Reference.Ref),
                new Constant(Value.Of(await EntityFinder.ReferredAsync(exchange, via)))));
        }
        var binder = new Binder(exchange.Model, exchange.Reader, exchange.Options);
        conditions.AddRange(exchange.Path.Conditions.Select(condition => binder.Condition(Clause.Of("$filter", condition), Place.Root(entity))));
        return conditions;
    }

    private static async Task WriteAsync(
        Exchange exchange, WritePlan plan, CollectionQuery asked, Page page, QueryResult result, long? count, Tracking? tracking, bool referencesOnly = false)
    {
        var context = exchange.Context();
        // The first hits are fetched before anything is sent, so that a failing query is still an error and not half an answer.
        await using var pages = result.Pages.GetAsyncEnumerator(exchange.Cancel);
        var more = await pages.MoveNextAsync();
        var hits = more ? await TakeAsync(exchange, plan, asked, page, pages.Current, context, referencesOnly) : default;
        var json = Reply.Json(exchange);
        var body = exchange.Http.Response.BodyWriter;
        json.WriteStartObject();
        Reply.Context(json, exchange, referencesOnly ? "#Collection($ref)" : $"#{plan.Entity.Set}{asked.Tree.ContextList()}");
        if (count is { } total)
            json.WriteNumber("@odata.count", total);
        json.WriteStartArray("value");
        var sent = 0L;
        while (more)
        {
            for (var i = 0; i < hits.Length; i++)
            {
                if (referencesOnly)
                    plan.WriteReference(json, hits.Span[i], context);
                else
                    plan.Write(json, hits.Span[i], context);
                if (json.BytesCommitted + json.BytesPending - sent < FlushBytes)
                    continue;
                json.Flush();
                sent = json.BytesCommitted;
                await body.FlushAsync(exchange.Cancel);
            }
            if (page.IsFull)
                break;
            more = await pages.MoveNextAsync();
            if (more)
                hits = await TakeAsync(exchange, plan, asked, page, pages.Current, context, referencesOnly);
        }
        json.WriteEndArray();
        if (await page.NextAsync(tracking?.Token) is { } next)
            json.WriteString("@odata.nextLink", next);
        else if (tracking is not null)
            json.WriteString("@odata.deltaLink", tracking.Link);
        json.WriteEndObject();
        await Reply.EndAsync(exchange, json);
    }

    // What of the store's hits belongs on the page, with all that it takes to write it.
    private static async ValueTask<ReadOnlyMemory<Hit>> TakeAsync(
        Exchange exchange, WritePlan plan, CollectionQuery asked, Page page, ReadOnlyMemory<Hit> found, WriteContext context, bool referencesOnly)
    {
        var hits = await page.TakeAsync(found);
        if ((plan.Fetches || asked.Tree.Chooses) && !referencesOnly)
        {
            context.Forget();
            await Expansions.FetchAsync(exchange, plan, asked.Tree, hits, context);
        }
        return hits;
    }
}
