using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Serving;
using LowCode.OData.Writing;
using LowCode.Runtime.Callers;
using LowCode.Storage.Attachments;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace LowCode.OData.Answers;

/// <summary>
/// Contents of attachments. They are read through the record that has them, and so by those who may read it; they are
/// sent before the record that will have them, by anybody who may sign in.
/// </summary>
internal static class AttachmentAnswer
{
    /// <summary>The content, or the range of it that is asked for.</summary>
    public static async Task ServeAsync(Exchange exchange, Attachment file)
    {
        var content = exchange.Installation.Attachments.Open(file.Hash) ?? throw Refusal.NotFound(ODataMessages.NoAttachment);
        var response = exchange.Http.Response;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = file.Name }.ToString();
        // The content of a hash never changes; who may see it does.
        response.Headers.CacheControl = "private, no-cache";
        // Records of older versions may name a type that is none.
        var type = MediaTypeHeaderValue.TryParse(file.MediaType, out _) ? file.MediaType : "application/octet-stream";
        await Results.Stream(content, type, entityTag: new EntityTagHeaderValue($"\"{file.Hash}\""), enableRangeProcessing: true)
            .ExecuteAsync(exchange.Http);
    }

    /// <summary>Keeps the body as an attachment and answers what a record has to say of it.</summary>
    public static async Task UploadAsync(Exchange exchange)
    {
        if (exchange.Method != HttpMethods.Post)
            throw Refusal.WrongMethod(exchange.Method, HttpMethods.Post);
        exchange.Options.AllowOnly();
        // What a read-only token may not write into a record it need not leave beside it either.
        if (exchange.Caller.Scope is { Access: TokenAccess.Read })
            throw new Refusal(StatusCodes.Status403Forbidden, Finding.Of(UserMessages.TokenReads, ""));
        var store = exchange.Installation.Attachments;
        var request = exchange.Http.Request;
        if (exchange.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = exchange.Limits.MaxAttachmentSize + 1;
        var stored = await SaveAsync(exchange, store, request) ?? throw new Refusal(StatusCodes.Status413PayloadTooLarge, Finding.Of(
            ODataMessages.TooLarge, "", ("limit", exchange.Limits.MaxAttachmentSize)));
        var file = new Attachment(stored.Hash, FileName(request), MediaType(request), stored.Size);
        var json = Reply.Json(exchange, StatusCodes.Status201Created);
        json.WriteStartObject();
        Reply.Context(json, exchange, "#LowCode.Attachment");
        FilesStep.WriteMembers(json, file, exchange.Write.NumbersAsText, null);
        json.WriteEndObject();
        await Reply.EndAsync(exchange, json);
    }

    // Null when it is too large. Of what does not say its size the largest is counted until it is known.
    private static async Task<StoredContent?> SaveAsync(Exchange exchange, IAttachmentStore store, HttpRequest request)
    {
        var announced = request.ContentLength ?? exchange.Limits.MaxAttachmentSize;
        if (announced > exchange.Limits.MaxAttachmentSize)
            return null;
        if (!exchange.Uploads.TryTake(exchange.Caller.Name, announced))
        {
            throw new Refusal(StatusCodes.Status429TooManyRequests, Finding.Of(LimitMessages.UploadQuota, "", ("limit", exchange.Uploads.PerDay)))
            {
                RetryAfter = exchange.Uploads.UntilTomorrow,
            };
        }
        var kept = 0L;
        try
        {
            var stored = await store.SaveAsync(request.Body, exchange.Limits.MaxAttachmentSize, exchange.Cancel);
            kept = stored?.Size ?? 0;
            return stored;
        }
        finally
        {
            exchange.Uploads.GiveBack(exchange.Caller.Name, announced - kept);
        }
    }

    private static string MediaType(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.ToString() : "application/octet-stream";

    // As Content-Disposition says, or the Slug header (percent-encoded), without any path.
    private static string FileName(HttpRequest request)
    {
        var name = ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition.ToString(), out var disposition)
            ? (disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString().Trim('"')
            : Uri.UnescapeDataString(request.Headers["Slug"].ToString());
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        return name.Length is > 0 and <= 255 && !name.Any(char.IsControl) ? name : "attachment";
    }
}
