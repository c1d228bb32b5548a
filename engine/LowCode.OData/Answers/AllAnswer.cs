using System.Text.Json;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.OData.Queries;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using LowCode.OData.Syntax;
using LowCode.OData.Writing;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Queries;

namespace LowCode.OData.Answers;

/// <summary>
/// All entities of a service that the caller sees (OData 4.01 Part 2, 4.16), page by page: those of each set in the order of
/// the service document, then the caller.
/// </summary>
internal static class AllAnswer
{
    public static async Task ServeAsync(Exchange exchange)
    {
        // What they would name differs from set to set.
        foreach (var option in exchange.Options.Given.Where(option => option is "$filter" or "$orderby" or "$select" or "$expand"))
            throw Refusal.NotSupported($"$all?{option}", option);
        exchange.Options.AllowOnly("$search", "$count", "$top", "$skip", "$skiptoken");
        var sets = SetsOf(exchange);
        var (token, skip) = exchange.Options["$skiptoken"] is { } text
            ? (AllToken.Decode(text, sets.Length), 0) : await BehindSkippedAsync(exchange);
        long? count = exchange.Options.Flag("$count") ? await CountAsync(exchange) : null;
        var parts = new List<(WritePlan Plan, ReadOnlyMemory<Hit> Hits)>();
        var size = exchange.PageSize();
        var (set, remaining, within) = token;
        var room = Math.Min(remaining ?? long.MaxValue, size);
        AllToken? next = null;
        for (; next is null && set < sets.Length && room > 0; set++)
        {
            var page = new Page(exchange, sets[set], new CollectionQuery { Filter = Search(exchange, sets[set]), Token = within, Skip = skip, Top = remaining }, room);
            await CollectAsync(exchange, sets[set], page, parts);
            (room, remaining, skip, within) = (room - page.Taken, remaining - page.Taken, 0, null);
            if (await page.TokenAsync() is { } inside)
                next = new AllToken(set, remaining, inside);
        }
        var hasCaller = next is null && set == sets.Length && skip == 0 && exchange.Options["$search"] is null;
        if (next is null && room == 0 && remaining is not 0 && (set < sets.Length || hasCaller))
            next = new AllToken(set, remaining, null);
        await WriteAsync(exchange, parts, hasCaller && room > 0, count, next);
    }

    // The audit tells of the entities of all sets, and of itself; it is asked for by its own name.
    private static EntityPlan[] SetsOf(Exchange exchange) => [.. exchange.Model.Sets.Where(set => set.RecordSet != ChangeSet.Name)];

    private static async ValueTask CollectAsync(Exchange exchange, EntityPlan entity, Page page, List<(WritePlan, ReadOnlyMemory<Hit>)> parts)
    {
        var plan = exchange.Plans.Get(entity, ProjectionTree.All, exchange.Write, exchange.Reader);
        var result = await exchange.Reader.QueryAsync(entity.App, entity.Form, await page.QueryAsync(), exchange.Cancel);
        await foreach (var hits in result.Pages.WithCancellation(exchange.Cancel))
        {
            if (await page.TakeAsync(hits) is { Length: > 0 } taken)
                parts.Add((plan, taken));
            if (page.IsFull)
                break;
        }
    }

    // Where it begins behind what is skipped: whole sets, and so many entities of the next.
    private static async ValueTask<(AllToken Token, long Skip)> BehindSkippedAsync(Exchange exchange)
    {
        var (sets, set, skip) = (SetsOf(exchange), 0, exchange.Options.Number("$skip") ?? 0);
        for (; skip > 0 && set < sets.Length; set++)
        {
            var count = await CountAsync(exchange, sets[set]);
            if (count > skip)
                break;
            skip -= count;
        }
        return (new AllToken(set, exchange.Options.Number("$top"), null), skip);
    }

    private static async ValueTask<long> CountAsync(Exchange exchange)
    {
        var count = exchange.Options["$search"] is null ? 1L : 0;
        foreach (var set in SetsOf(exchange))
            count += await CountAsync(exchange, set);
        return count;
    }

    private static async ValueTask<long> CountAsync(Exchange exchange, EntityPlan entity)
    {
        var result = await exchange.Reader.QueryAsync(entity.App, entity.Form, new Query(entity.RecordSet)
        {
            Table = entity.Table,
            Filter = Search(exchange, entity),
            Top = 0,
            Count = true,
            Now = exchange.Now,
        }, exchange.Cancel);
        return result.Count!.Value;
    }

    private static Expression? Search(Exchange exchange, EntityPlan entity) => exchange.Options["$search"] is { } text
        ? SearchFields.Search(Clause.Of("$search", text), text, 0, entity, exchange.Reader) : null;

    private static async Task WriteAsync(
        Exchange exchange, List<(WritePlan Plan, ReadOnlyMemory<Hit> Hits)> parts, bool hasCaller, long? count, AllToken? next)
    {
        var context = exchange.Context();
        foreach (var (plan, hits) in parts.Where(part => part.Plan.Fetches))
            await Expansions.FetchAsync(exchange, plan, ProjectionTree.All, hits, context);
        var json = Reply.Json(exchange);
        json.WriteStartObject();
        Reply.Context(json, exchange, "#Collection(Edm.EntityType)");
        if (count is { } total)
            json.WriteNumber("@odata.count", total);
        json.WriteStartArray("value");
        foreach (var (plan, hits) in parts)
        {
            for (var i = 0; i < hits.Length; i++)
            {
                json.WriteStartObject();
                if (exchange.Write.Metadata is MetadataLevel.Minimal)
                    WriteIdentity(json, plan.Entity.TypeName, plan.AddressOf(hits.Span[i], context));
                plan.WriteMembers(json, hits.Span[i], context);
                json.WriteEndObject();
            }
            json.Flush();
            await exchange.Http.Response.BodyWriter.FlushAsync(exchange.Cancel);
        }
        if (hasCaller)
        {
            json.WriteStartObject();
            if (exchange.Write.Metadata is not MetadataLevel.None)
                WriteIdentity(json, $"{Names.Shared}.Person", exchange.Root + Names.Me);
            ServiceAnswer.WriteMe(json, exchange.Caller);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (next is not null)
            json.WriteString("@odata.nextLink", $"{exchange.Root}$all{DeltaToken.Options(exchange, $"$skiptoken={next.Encode()}")}");
        json.WriteEndObject();
        await Reply.EndAsync(exchange, json);
    }

    private static void WriteIdentity(Utf8JsonWriter json, string type, string address)
    {
        json.WriteString("@odata.type", "#" + type);
        json.WriteString("@odata.id", address);
    }
}
