using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LowCode.OData.Batches;

/// <summary>
/// Answers in <c>multipart/mixed</c> (OData Protocol 4.01, 11.7.7.5): a change set that was done has an answer for each of its
/// requests, in a multipart of its own; one that was not has a single answer, which says why.
/// </summary>
internal sealed class MultipartBatchWriter(HttpResponse response, CancellationToken cancel) : IBatchWriter
{
    private readonly string _boundary = $"batchresponse_{Guid.NewGuid():N}";

    public Task StartAsync()
    {
        response.ContentType = $"{BatchMedia.Multipart}; boundary={_boundary}";
        return Task.CompletedTask;
    }

    public async Task WriteAsync(IReadOnlyList<PartAnswer> answers)
    {
        if (answers[0].Item.Group is null)
            await WriteAsync(answers[0], _boundary);
        else if (answers.FirstOrDefault(answer => !answer.Response.IsFine && answer.Response.StatusCode != StatusCodes.Status424FailedDependency)
            is { } failed)
            await WriteAsync(failed, _boundary);
        else if (!answers[0].Response.IsFine)
            await WriteAsync(answers[0], _boundary);
        else
            await WriteGroupAsync(answers);
        await response.BodyWriter.FlushAsync(cancel);
    }

    public Task EndAsync() => TextAsync($"--{_boundary}--\r\n");

    private async Task WriteGroupAsync(IReadOnlyList<PartAnswer> answers)
    {
        var boundary = $"changesetresponse_{Guid.NewGuid():N}";
        await TextAsync($"--{_boundary}\r\nContent-Type: {BatchMedia.Multipart}; boundary={boundary}\r\n\r\n");
        foreach (var answer in answers)
            await WriteAsync(answer, boundary);
        await TextAsync($"--{boundary}--\r\n\r\n");
    }

    private async Task WriteAsync(PartAnswer answer, string boundary)
    {
        var (item, part) = (answer.Item, answer.Response);
        var body = await part.BytesAsync(cancel);
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Type: {BatchMedia.Http}\r\nContent-Transfer-Encoding: binary\r\n");
        if (item.Id is not null)
            head.Append(CultureInfo.InvariantCulture, $"Content-ID: {item.Id}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"\r\nHTTP/1.1 {part.StatusCode} {ReasonPhrases.GetReasonPhrase(part.StatusCode)}\r\n");
        part.Headers.ContentLength = body.Length;
        foreach (var (name, value) in part.Headers)
        {
            if (value.Count > 0)
                head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }
        head.Append("\r\n");
        await TextAsync(head.ToString());
        await response.BodyWriter.WriteAsync(body, cancel);
        await TextAsync("\r\n");
    }

    private async Task TextAsync(string text) => await response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
}
