using System.Buffers;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace LowCode.OData.Payloads;

/// <summary>A JSON body in memory, no longer than the limit.</summary>
/// <param name="Bytes">UTF-8; empty when there was none.</param>
internal sealed record JsonBody(ReadOnlyMemory<byte> Bytes)
{
    public static async ValueTask<JsonBody> ReadAsync(Exchange exchange)
    {
        var request = exchange.Http.Request;
        var bytes = await ReadBytesAsync(exchange);
        if (bytes.Length == 0)
            return new JsonBody(bytes);
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals(Negotiation.JsonType, StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw new Refusal(StatusCodes.Status415UnsupportedMediaType, Finding.Of(
                ODataMessages.WrongMediaType, "Content-Type", ("type", request.ContentType ?? ""), ("expected", Negotiation.JsonType)));
        }
        return new JsonBody(bytes);
    }

    /// <summary>The bytes of a body of any type.</summary>
    public static ValueTask<ReadOnlyMemory<byte>> ReadBytesAsync(Exchange exchange) => ReadBytesAsync(exchange, exchange.Limits.MaxBodySize);

    /// <summary>The same with a limit of its own, in bytes.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadBytesAsync(Exchange exchange, int limit) =>
        exchange.Body ??= await ReadBytesAsync(exchange.Http, limit);

    /// <summary>The same, of a request of which nothing else has been read.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadBytesAsync(HttpContext http, int limit)
    {
        if (http.Request.ContentLength > limit)
            throw TooLarge(limit);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        return await ReadAsync(http.Request, limit, http.RequestAborted);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int limit, CancellationToken cancel)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancel);
            if (read.Buffer.Length > limit)
                throw TooLarge(limit);
            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return bytes.AsSpan().StartsWith(JsonConstants.ByteOrderMark) ? bytes.AsMemory(JsonConstants.ByteOrderMark.Length) : bytes;
            }
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static Refusal TooLarge(int limit) =>
        new(StatusCodes.Status413PayloadTooLarge, Finding.Of(ODataMessages.TooLarge, "", ("limit", limit)));

    private static class JsonConstants
    {
        public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];
    }
}
