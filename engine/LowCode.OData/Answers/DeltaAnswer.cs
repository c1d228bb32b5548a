using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Queries;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using LowCode.OData.Writing;
using LowCode.Runtime.Reading;
using LowCode.Storage.Queries;

namespace LowCode.OData.Answers;

/// <summary>What has changed in a set since a delta link was given: entities as they are now, and those that are gone.</summary>
internal static class DeltaAnswer
{
    public static async Task ServeAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly("$filter", "$orderby", "$select", "$count", "$deltatoken");
        var (entity, asked, window) = await ReadAsync(exchange);
        var size = exchange.PageSize();
        var plan = exchange.Plans.Get(entity, asked.Tree, exchange.Write, exchange.Reader);
        var page = await exchange.Reader.ChangesAsync(entity.App, entity.Form, asked.Filter, window, size, plan.Reads, exchange.Cancel);
        long? count = asked.Count ? await CountAsync(exchange, entity, asked, window) : null;
        await WriteAsync(exchange, entity, asked, page, count);
    }

    /// <summary>How many changes there are, as bare text.</summary>
    public static async Task ServeCountAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly("$filter", "$orderby", "$select", "$count", "$deltatoken");
        var (entity, asked, window) = await ReadAsync(exchange);
        await PropertyAnswer.TextAsync(exchange, Value.Of(await CountAsync(exchange, entity, asked, window)));
    }

    private static async ValueTask<(EntityPlan Entity, CollectionQuery Asked, DeltaWindow Window)> ReadAsync(Exchange exchange)
    {
        var entity = exchange.Path.Set!;
        var asked = await CollectionAnswer.AskedAsync(exchange, entity);
        if (!Tracking.CanFollow(exchange, entity, asked))
            throw Refusal.BadRequest(DeltaMessages.WrongToken, "$deltatoken");
        return (entity, asked, DeltaToken.Read(exchange, entity).Window);
    }

    private static async ValueTask<long> CountAsync(Exchange exchange, EntityPlan entity, CollectionQuery asked, DeltaWindow window)
    {
        for (var count = 0L; ;)
        {
            var page = await exchange.Reader.ChangesAsync(entity.App, entity.Form, asked.Filter, window, exchange.Limits.MaxPageSize, PlanReads.Nothing, exchange.Cancel);
            count += page.Changes.Length;
            if (page.IsLast)
                return count;
            window = page.Next;
        }
    }

    private static async Task WriteAsync(Exchange exchange, EntityPlan entity, CollectionQuery asked, DeltaPage page, long? count)
    {
        var plan = exchange.Plans.Get(entity, asked.Tree, exchange.Write, exchange.Reader);
        var context = exchange.Context();
        if (plan.Fetches || asked.Tree.Chooses)
        {
            var hits = page.Changes.Where(change => change.Record is not null).Select(change => new Hit(change.Record!)).ToArray();
            await Expansions.FetchAsync(exchange, plan, asked.Tree, hits, context);
        }
        var json = Reply.Json(exchange);
        json.WriteStartObject();
        Reply.Context(json, exchange, $"#{entity.Set}{asked.Tree.ContextList()}/$delta");
        if (count is { } total)
            json.WriteNumber("@odata.count", total);
        json.WriteStartArray("value");
        foreach (var change in page.Changes)
        {
            if (change.Record is { } record)
                plan.Write(json, new Hit(record), context);
            else
                WriteRemoved(json, exchange, entity, change);
        }
        json.WriteEndArray();
        json.WriteString(page.IsLast ? "@odata.deltaLink" : "@odata.nextLink", new Tracking(exchange, entity, page.Next).Link);
        json.WriteEndObject();
        await Reply.EndAsync(exchange, json);
    }

    /// <summary>An entity that is not there any more; 4.0 has another form for it than 4.01 (JSON Format 15.3).</summary>
    public static void WriteRemoved(Utf8JsonWriter json, Exchange exchange, EntityPlan entity, DeltaChange change)
    {
        var reason = change.IsDeleted ? "deleted" : "changed";
        var address = $"{exchange.Root}{entity.Set}({change.Id})";
        json.WriteStartObject();
        if (exchange.Http.Response.Headers["OData-Version"] == "4.0")
        {
            Reply.Context(json, exchange, $"#{entity.Set}/$deletedEntity");
            json.WriteString("id", address);
            json.WriteString("reason", reason);
        }
        else
        {
            json.WriteStartObject("@odata.removed");
            json.WriteString("reason", reason);
            json.WriteEndObject();
            if (exchange.Write.Metadata != MetadataLevel.None)
                json.WriteString("@odata.id", address);
            json.WriteString(Names.Id, change.Id);
        }
        json.WriteEndObject();
    }
}
