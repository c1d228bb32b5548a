using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Queries;
using LowCode.OData.Queries.Pipelines;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using LowCode.OData.Syntax;
using LowCode.OData.Writing;
using LowCode.Storage.Joins;
using LowCode.Storage.Queries;

namespace LowCode.OData.Answers;

/// <summary>
/// The combinations of the entities of several sets (OData 4.01 Part 2, 4.15), page by page. Each set is read as in any
/// query, so a combination has nothing in it that the caller does not see.
/// </summary>
internal static class CrossJoinAnswer
{
    public static async Task ServeAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly("$filter", "$orderby", "$top", "$skip", "$count", "$select", "$expand", "$skiptoken");
        var sets = exchange.Path.Joined;
        var asked = CrossJoinQuery.Parse(exchange.Model, sets, exchange.Options, exchange.Reader);
        var page = new OffsetPage(exchange, exchange.Options["$skiptoken"] is { } token ? OffsetToken.Decode(token) : null);
        var members = new List<IReadOnlyList<Hit>>();
        for (var at = 0; at < sets.Length; at++)
            members.Add(await MembersAsync(exchange, at, asked.Filters[at]));
        var wanted = new JoinPage(page.Skip, page.Top, exchange.Options.Flag("$count"), exchange.Limits.MostJoined);
        var result = await RelatedRecords.EvaluateAsync(
            exchange.Reader, exchange.Now, frame => JoinRun.Run(asked.Join, members, frame, wanted), exchange.Cancel);
        await WriteAsync(exchange, asked, page, members, result);
    }

    private static async ValueTask<List<Hit>> MembersAsync(Exchange exchange, int at, Expression? filter)
    {
        var (entity, limit) = (exchange.Path.Joined[at], exchange.Limits.MostJoined);
        var result = await exchange.Reader.QueryAsync(entity.App, entity.Form, new Query(entity.RecordSet)
        {
            Table = entity.Table,
            Filter = filter,
            Top = limit + 1L,
            Now = exchange.Now,
        }, exchange.Cancel);
        var members = new List<Hit>();
        await foreach (var hits in result.Pages.WithCancellation(exchange.Cancel))
            members.AddRange(hits.Span);
        return members.Count <= limit ? members
            : throw Refusal.BadRequest(ODataMessages.TooMuchJoined, "$filter", ("set", entity.Set), ("limit", limit));
    }

    private static async Task WriteAsync(
        Exchange exchange, CrossJoinQuery asked, OffsetPage page, List<IReadOnlyList<Hit>> members, JoinResult result)
    {
        var combinations = page.Take<int[]>(result.Combinations.ToArray()).ToArray();
        var context = exchange.Context();
        var plans = new WritePlan[members.Count];
        for (var at = 0; at < plans.Length; at++)
        {
            var tree = asked.Expanded[at]?.Tree ?? ProjectionTree.All;
            plans[at] = exchange.Plans.Get(exchange.Path.Joined[at], tree, exchange.Write, exchange.Reader);
            if (asked.Answered[at] && asked.Expanded[at] is not null && (plans[at].Fetches || tree.Chooses))
            {
                var hits = combinations.Select(combination => combination[at]).Distinct().Select(position => members[at][position]).ToArray();
                await Expansions.FetchAsync(exchange, plans[at], tree, hits, context);
            }
        }
        var json = Reply.Json(exchange);
        json.WriteStartObject();
        Reply.Context(json, exchange, "#Collection(Edm.ComplexType)");
        if (result.Count is { } total)
            json.WriteNumber("@odata.count", total);
        json.WriteStartArray("value");
        foreach (var combination in combinations)
        {
            json.WriteStartObject();
            for (var at = 0; at < plans.Length; at++)
            {
                if (asked.Answered[at])
                    Write(json, plans[at], asked.Expanded[at], members[at][combination[at]], context);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (page.Next() is { } next)
            json.WriteString("@odata.nextLink", next);
        json.WriteEndObject();
        await Reply.EndAsync(exchange, json);
    }

    private static void Write(Utf8JsonWriter json, WritePlan plan, Expansion? expansion, Hit hit, WriteContext context)
    {
        var name = plan.Entity.Set;
        if (expansion is null)
        {
            if (plan.Options.Metadata is not MetadataLevel.None)
                json.WriteString(name + "@odata.navigationLink", plan.AddressOf(hit, context));
            return;
        }
        json.WritePropertyName(name);
        if (expansion.Suffix is ItemSuffix.Reference)
            plan.WriteReference(json, hit, context);
        else
            plan.Write(json, hit, context);
    }
}
