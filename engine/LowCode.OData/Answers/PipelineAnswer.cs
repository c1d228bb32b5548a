using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Queries.Pipelines;
using LowCode.OData.Serving;
using LowCode.OData.Writing;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Answers;

/// <summary>What $apply makes of a set, or of what the path leaves of it: entities with what was computed, aggregates, groups; page by page.</summary>
internal static class PipelineAnswer
{
    public static async Task ServeAsync(Exchange exchange)
    {
        var entity = exchange.Path.Set!;
        var asked = PipelineRequest.Parse(exchange.Model, entity, exchange.Options, exchange.Reader);
        var page = new OffsetPage(exchange, asked.Token);
        var result = await QueryAsync(exchange, page.Of(new Query(entity.RecordSet)
        {
            Table = entity.Table,
            Filter = Conjuncts.All(await CollectionAnswer.InPathAsync(exchange, entity)),
            Pipeline = asked.State.Steps,
            OrderBy = asked.Order,
            Count = exchange.Options.Flag("$count"),
            Now = exchange.Now,
        }));
        await WriteAsync(exchange, asked, page, result);
    }

    /// <summary>How many there are, as bare text.</summary>
    public static async Task ServeCountAsync(Exchange exchange)
    {
        var entity = exchange.Path.Set!;
        var asked = PipelineRequest.Parse(exchange.Model, entity, exchange.Options, exchange.Reader);
        var result = await QueryAsync(exchange, new Query(entity.RecordSet)
        {
            Table = entity.Table,
            Filter = Conjuncts.All(await CollectionAnswer.InPathAsync(exchange, entity)),
            Pipeline = asked.State.Steps,
            Count = true,
            Top = 0,
            Now = exchange.Now,
        });
        await PropertyAnswer.TextAsync(exchange, Value.Of(result.Count!.Value));
    }

    private static async Task<QueryResult> QueryAsync(Exchange exchange, Query query)
    {
        var entity = exchange.Path.Set!;
        try
        {
            return await exchange.Reader.QueryAsync(entity.App, entity.Form, query, exchange.Cancel);
        }
        catch (EvaluationException failed)
        {
            throw new Refusal(StatusCodes.Status400BadRequest, Finding.Of(failed.Problem, "$apply"));
        }
        catch (NotSupportedException)
        {
            throw Refusal.NotSupported("$apply", "$apply");
        }
    }

    private static async Task WriteAsync(Exchange exchange, PipelineRequest asked, OffsetPage page, QueryResult result)
    {
        var entity = exchange.Path.Set!;
        var plan = exchange.Plans.Get(entity, asked.Tree, exchange.Write, exchange.Reader);
        var columns = new ColumnsWriter(asked.Columns, asked.State.Columns, exchange.Write, new WritePlanBuilder(exchange.Reader, exchange.Write) { IsClearOnly = true });
        var context = exchange.Context();
        var json = Reply.Json(exchange);
        json.WriteStartObject();
        Reply.Context(json, exchange, $"#{entity.Set}{(asked.State.Layout.HasRecord ? asked.Tree.ContextList() : GroupList(asked, entity, exchange))}");
        if (result.Count is { } total)
            json.WriteNumber("@odata.count", total);
        json.WriteStartArray("value");
        // What a pipeline gives has been collected: only what is written grows, and is sent as it does.
        await foreach (var hits in result.Pages.WithCancellation(exchange.Cancel))
        {
            var taken = page.Take(hits);
            if (plan.Fetches || asked.Tree.Chooses)
            {
                context.Forget();
                await Expansions.FetchAsync(exchange, plan, asked.Tree, taken.ToArray().Where(hit => hit.IsRecord).ToArray(), context);
            }
            foreach (var hit in taken.ToArray())
            {
                json.WriteStartObject();
                if (hit.IsRecord)
                    plan.WriteMembers(json, hit, context);
                columns.Write(json, hit, context);
                json.WriteEndObject();
            }
            json.Flush();
            await exchange.Http.Response.BodyWriter.FlushAsync(exchange.Cancel);
        }
        json.WriteEndArray();
        if (page.Next() is { } next)
            json.WriteString("@odata.nextLink", next);
        json.WriteEndObject();
        await Reply.EndAsync(exchange, json);
    }

    // (state,contact/phone,site(name),total)
    private static string GroupList(PipelineRequest asked, EntityPlan entity, Exchange exchange) => "(" + string.Join(',', asked.Columns
        .GroupBy(column => Sight.Find(exchange.Reader, entity, entity, column.Path.Split('/')[0]) is NavigationProperty link ? link.Name : column.Path)
        .Select(group => group.First().Path is var path && path != group.Key
            ? $"{group.Key}({string.Join(',', group.Select(column => column.Path[(group.Key.Length + 1)..]))})"
            : group.Key)) + ")";
}
