using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Payloads;
using LowCode.OData.Requests;
using LowCode.OData.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LowCode.OData.Batches;

/// <summary>
/// <c>$batch</c>, in JSON and in multipart. Each request in it is answered like one of its own, as soon as it is done;
/// only a batch that cannot be read is refused as a whole.
/// </summary>
internal static class BatchAnswer
{
    public static async Task ServeAsync(Exchange exchange)
    {
        exchange.Options.AllowOnly();
        if (exchange.Part is not null)
            throw Refusal.BadRequest(BatchMessages.NestedBatch, "");
        var request = exchange.Http.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || (!BatchMedia.IsJson(type) && !BatchMedia.Is(type, BatchMedia.Multipart)))
        {
            throw new Refusal(StatusCodes.Status415UnsupportedMediaType, Finding.Of(ODataMessages.WrongMediaType, "Content-Type",
                ("type", request.ContentType ?? ""), ("expected", $"{Negotiation.JsonType}, {BatchMedia.Multipart}")));
        }
        var isJson = BatchMedia.IsJson(type);
        var writer = Writer(exchange, isJson);
        var bytes = await JsonBody.ReadBytesAsync(exchange, exchange.Limits.MaxBatchSize);
        var items = isJson
            ? JsonBatchReader.Read(bytes, exchange.Limits)
            : await new MultipartBatchReader(exchange.Limits, exchange.Cancel).ReadAsync(bytes, type);
        // In JSON a batch goes on unless that is not wanted, in multipart only when it is (11.7, JSON Format 19.4).
        var continues = exchange.Prefer.ContinueOnError ?? isJson;
        if (exchange.Prefer.ContinueOnError is { } wanted)
            exchange.Http.Response.Headers["Preference-Applied"] = wanted ? "continue-on-error" : "continue-on-error=false";
        await writer.StartAsync();
        await foreach (var answers in new BatchRun(exchange, continues).RunAsync(items))
        {
            await writer.WriteAsync(answers);
            foreach (var answer in answers)
                answer.Response.Dispose();
        }
        await writer.EndAsync();
    }

    // As Accept says; when both will do, as the batch was sent.
    private static IBatchWriter Writer(Exchange exchange, bool isJson)
    {
        var response = exchange.Http.Response;
        var accept = exchange.Http.Request.Headers.Accept;
        var json = accept.Count == 0;
        var multipart = json;
        if (MediaTypeHeaderValue.TryParseList(accept, out var types))
        {
            foreach (var type in types.Where(type => type.Quality is not 0))
            {
                json |= type.MatchesAllTypes || BatchMedia.Is(type, Negotiation.JsonType) || BatchMedia.Is(type, "application/*");
                multipart |= type.MatchesAllTypes || BatchMedia.Is(type, BatchMedia.Multipart) || BatchMedia.Is(type, "multipart/*");
            }
        }
        if (!json && !multipart)
        {
            throw new Refusal(StatusCodes.Status406NotAcceptable, Finding.Of(ODataMessages.NotAcceptable, "Accept",
                ("accept", accept.ToString()), ("offered", $"{Negotiation.JsonType}, {BatchMedia.Multipart}")));
        }
        return (isJson ? json : !multipart)
            ? new JsonBatchWriter(response, exchange.Cancel)
            : new MultipartBatchWriter(response, exchange.Cancel);
    }
}
