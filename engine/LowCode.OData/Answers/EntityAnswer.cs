using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.OData.Queries;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using LowCode.Storage.Queries;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Answers;

/// <summary>One entity, or its address.</summary>
internal static class EntityAnswer
{
    public static async Task ServeAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly("$select", "$expand", "$compute");
        var entity = exchange.Path.Entity;
        if (await EntityFinder.FindAsync(exchange) is not { } hit)
        {
            Reply.Empty(exchange);
            return;
        }
        var tree = CollectionQuery.Project(exchange.Model, entity, exchange.Options, exchange.Reader);
        exchange.Http.Response.Headers.ETag = Precondition.ETag(hit.Record.Revision);
        if (exchange.Condition.HasAlready(hit.Record.Revision))
        {
            exchange.Http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        await exchange.Reader.NoteAsync(entity.App, entity.Form, hit.Record, exchange.Plans.Get(entity, tree, exchange.Write, exchange.Reader).Reads, exchange.Cancel);
        await WriteAsync(exchange, hit, tree, StatusCodes.Status200OK);
    }

    /// <summary>Writes an entity of the set that the path leads to.</summary>
    public static async Task WriteAsync(
        Exchange exchange, Hit hit, ProjectionTree tree, int status, ImmutableArray<Finding> warnings = default)
    {
        var entity = exchange.Path.Entity;
        var plan = exchange.Plans.Get(entity, tree, exchange.Write, exchange.Reader);
        var context = exchange.Context();
        if (plan.Fetches || tree.Chooses)
            await Expansions.FetchAsync(exchange, plan, tree, new[] { hit }, context);
        var json = Reply.Json(exchange, status);
        json.WriteStartObject();
        Reply.Context(json, exchange, $"#{entity.Set}{tree.ContextList()}/$entity");
        CommandAnswer.WriteMessages(json, warnings, exchange.Locale);
        plan.WriteMembers(json, hit, context);
        json.WriteEndObject();
        await Reply.EndAsync(exchange, json);
    }

    /// <summary>The address of an entity (<c>$ref</c>).</summary>
    public static async Task ServeReferenceAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly();
        if (await EntityFinder.FindAsync(exchange) is not { } hit)
        {
            Reply.Empty(exchange);
            return;
        }
        var json = Reply.Json(exchange);
        json.WriteStartObject();
        Reply.Context(json, exchange, "#$ref");
        json.WriteString("@odata.id", AddressOf(exchange, hit));
        json.WriteEndObject();
        await Reply.EndAsync(exchange, json);
    }

    /// <summary>Address of an entity of the set that the path leads to.</summary>
    public static string AddressOf(Exchange exchange, Hit hit) =>
        exchange.Root + exchange.Path.Entity.Set + new EntityKey(hit.Record.Id, hit.Row?.Key ?? default).In(exchange.Path.Entity);
}
