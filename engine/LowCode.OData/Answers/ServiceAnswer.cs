using System.Text.Json;
using LowCode.OData.Describing;
using LowCode.OData.Model;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using LowCode.Runtime.Callers;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Answers;

/// <summary>The service document, the metadata, and the caller.</summary>
internal static class ServiceAnswer
{
    public static async Task ServeDocumentAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly();
        var json = Reply.Json(exchange);
        json.WriteStartObject();
        Reply.Context(json, exchange, "");
        json.WriteStartArray("value");
        foreach (var set in exchange.Model.Sets)
        {
            json.WriteStartObject();
            json.WriteString("name", set.Set);
            json.WriteString("kind", "EntitySet");
            json.WriteString("url", set.Set);
            if (set.Title is { } title)
                json.WriteString("title", title.In(exchange.Locale));
            json.WriteEndObject();
        }
        json.WriteStartObject();
        json.WriteString("name", Names.Me);
        json.WriteString("kind", "Singleton");
        json.WriteString("url", Names.Me);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        await Reply.EndAsync(exchange, json);
    }

    public static Task ServeMetadataAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly();
        var model = exchange.Model.In(exchange.Locale);
        return Negotiation.MetadataAsJson(exchange.Http.Request.Headers, exchange.Options)
            ? DescribeAsync(exchange, Negotiation.JsonType, model.Json)
            : DescribeAsync(exchange, Negotiation.XmlType, model.Xml);
    }

    public static Task ServeOpenApiAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly();
        return DescribeAsync(exchange, Negotiation.JsonType, OpenApiDocument.Of(exchange.Model.In(exchange.Locale)));
    }

    private static Task DescribeAsync(Exchange exchange, string type, Description document)
    {
        var headers = exchange.Http.Response.Headers;
        headers.Vary = "Accept, Accept-Language, Authorization";
        headers.ETag = document.ETag;
        if (exchange.Http.Request.Headers.IfNoneMatch.ToString().Contains(document.ETag, StringComparison.Ordinal))
        {
            exchange.Http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        return Reply.BytesAsync(exchange, type, document.Bytes);
    }

    public static async Task ServeMeAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly();
        var json = Reply.Json(exchange);
        json.WriteStartObject();
        Reply.Context(json, exchange, "#" + Names.Me);
        WriteMe(json, exchange.Caller);
        json.WriteEndObject();
        await Reply.EndAsync(exchange, json);
    }

    /// <summary>Writes what the caller is.</summary>
    public static void WriteMe(Utf8JsonWriter json, Caller caller)
    {
        json.WriteString("name", caller.Name);
        json.WriteString("title", caller.Title);
        json.WriteBoolean("isAdministrator", caller.IsAdministrator);
        json.WriteString("locale", caller.Locale);
        json.WriteStartArray("roles");
        foreach (var role in caller.Roles)
        {
            json.WriteStartObject();
            json.WriteString("role", role.Role);
            json.WriteString("division", role.Division);
            json.WriteString("app", role.App);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
