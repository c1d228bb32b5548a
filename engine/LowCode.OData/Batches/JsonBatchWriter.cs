using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using LowCode.OData.Requests;
using LowCode.OData.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LowCode.OData.Batches;

/// <summary>Answers in JSON (OData JSON Format 4.01, 19.5).</summary>
internal sealed class JsonBatchWriter(HttpResponse response, CancellationToken cancel) : IBatchWriter
{
    private bool _hasAnswers;

    public async Task StartAsync()
    {
        response.ContentType = Negotiation.JsonType;
        await response.BodyWriter.WriteAsync("{\"responses\":["u8.ToArray(), cancel);
    }

    public async Task WriteAsync(IReadOnlyList<PartAnswer> answers)
    {
        foreach (var answer in answers)
        {
            if (_hasAnswers)
                response.BodyWriter.Write(","u8);
            _hasAnswers = true;
            var body = await answer.Response.BytesAsync(cancel);
            await using var json = new Utf8JsonWriter(response.BodyWriter, JsonStyle.Writer);
            Write(json, answer, body);
        }
        await response.BodyWriter.FlushAsync(cancel);
    }

    public async Task EndAsync() => await response.BodyWriter.WriteAsync("]}"u8.ToArray(), cancel);

    private static void Write(Utf8JsonWriter json, PartAnswer answer, ReadOnlyMemory<byte> body)
    {
        json.WriteStartObject();
        if (answer.Item.Id is { } id)
            json.WriteString("id", id);
        if (answer.Item.Group is { } group)
            json.WriteString("atomicityGroup", group);
        json.WriteNumber("status", answer.Response.StatusCode);
        json.WriteStartObject("headers");
        foreach (var (name, value) in answer.Response.Headers)
        {
            if (value.Count > 0)
                json.WriteString(name.ToLowerInvariant(), value.ToString());
        }
        json.WriteEndObject();
        if (!body.IsEmpty)
            WriteBody(json, answer.Response.Headers.ContentType.ToString(), body);
        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, string contentType, ReadOnlyMemory<byte> body)
    {
        json.WritePropertyName("body");
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
            json.WriteStringValue(Base64Url.EncodeToString(body.Span));
        else if (BatchMedia.IsJson(type))
            json.WriteRawValue(body.Span, skipInputValidation: true);
        else if (BatchMedia.IsText(type))
            json.WriteStringValue(Encoding.UTF8.GetString(body.Span));
        else
            json.WriteStringValue(Base64Url.EncodeToString(body.Span));
    }
}
