using System.Text.Json;
using LowCode.OData.Model;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using LowCode.OData.Writing;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Answers;

/// <summary>Headers and bodies of answers.</summary>
internal static class Reply
{
    /// <summary>Begins an answer in JSON.</summary>
    public static Utf8JsonWriter Json(Exchange exchange, int status = StatusCodes.Status200OK)
    {
        var response = exchange.Http.Response;
        response.StatusCode = status;
        response.ContentType = ContentType(exchange.Write);
        if (exchange.Write.Can)
            response.Headers.Append("Preference-Applied", $"include-annotations=\"{Names.Can}\"");
        return new Utf8JsonWriter(response.BodyWriter, JsonStyle.Writer);
    }

    /// <summary>Ends an answer in JSON.</summary>
    public static async Task EndAsync(Exchange exchange, Utf8JsonWriter json)
    {
        await json.DisposeAsync();
        await exchange.Http.Response.BodyWriter.FlushAsync(exchange.Cancel);
    }

    /// <summary>The context URL, unless no metadata is wanted.</summary>
    public static void Context(Utf8JsonWriter json, Exchange exchange, string fragment)
    {
        if (exchange.Write.Metadata != MetadataLevel.None)
            json.WriteString("@odata.context", $"{exchange.Root}$metadata{fragment}");
    }

    /// <summary>No content.</summary>
    public static void Empty(Exchange exchange) => exchange.Http.Response.StatusCode = StatusCodes.Status204NoContent;

    /// <summary>Bytes that are ready.</summary>
    public static async Task BytesAsync(Exchange exchange, string type, ReadOnlyMemory<byte> bytes)
    {
        exchange.Http.Response.ContentType = type;
        exchange.Http.Response.ContentLength = bytes.Length;
        await exchange.Http.Response.BodyWriter.WriteAsync(bytes, exchange.Cancel);
    }

    private static string ContentType(WriteOptions options)
    {
        var level = options.Metadata switch { MetadataLevel.None => "none", MetadataLevel.Full => "full", _ => "minimal" };
        var numbers = options.NumbersAsText ? ";IEEE754Compatible=true" : "";
        return $"application/json;odata.metadata={level}{numbers};charset=utf-8";
    }
}
