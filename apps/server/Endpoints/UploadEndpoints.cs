using System.Globalization;
using System.Security.Cryptography;
using LowCode.Definitions.Messages;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Uploads;
using LowCode.Server.Answers;
using LowCode.Server.Hosting;
using LowCode.Server.Limits;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace LowCode.Server.Endpoints;

/// <summary>
/// Attachments that are sent in parts and gone on with after a lost connection, on whatever node: tus 1.0.0 at <c>/uploads</c>,
/// with creation, expiration, checksum and termination.
/// </summary>
static class UploadEndpoints
{
    /// <summary>Says which attachment an upload has become.</summary>
    public const string AttachmentHeader = "LowCode-Attachment";

    private const string Version = "1.0.0";
    private const string PartType = "application/offset+octet-stream";
    private const int ChecksumMismatch = 460; // of the protocol's own

    private static readonly Dictionary<string, HashAlgorithmName> Algorithms = new(StringComparer.Ordinal) { ["sha256"] = HashAlgorithmName.SHA256, ["sha1"] = HashAlgorithmName.SHA1 };

    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        var uploads = routes.MapGroup("/uploads").AddEndpointFilter(AnswersVersionAsync);
        uploads.MapMethods("", ["OPTIONS"], Offer);
        uploads.MapPost("", BeginAsync);
        uploads.MapMethods("/{id:guid}", ["HEAD"], FindAsync);
        uploads.MapPatch("/{id:guid}", AppendAsync);
        uploads.MapDelete("/{id:guid}", EndAsync);
    }

    private static async ValueTask<object?> AnswersVersionAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        context.Response.Headers["Tus-Resumable"] = Version;
        context.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsOptions(context.Request.Method) || context.Request.Headers["Tus-Resumable"] == Version)
            return await next(invocation);
        context.Response.Headers["Tus-Version"] = Version;
        await Problem.WriteAsync(context, StatusCodes.Status412PreconditionFailed, UploadMessages.WrongVersion, ("version", Version));
        return Results.Empty;
    }

    private static IResult Offer(HttpContext context, IOptions<ServerOptions> options)
    {
        var headers = context.Response.Headers;
        headers["Tus-Version"] = Version;
        headers["Tus-Extension"] = "creation,expiration,checksum,termination";
        headers["Tus-Max-Size"] = options.Value.MaxAttachmentBytes.ToString(CultureInfo.InvariantCulture);
        headers["Tus-Checksum-Algorithm"] = string.Join(',', Algorithms.Keys);
        return Results.NoContent();
    }

    private static async Task BeginAsync(HttpContext context, Installation installation, IOptions<ServerOptions> options)
    {
        var metadata = context.Request.Headers["Upload-Metadata"].ToString();
        if (Number(context, "Upload-Length") is not { } length)
            await WrongHeaderAsync(context, "Upload-Length");
        else if (length > options.Value.MaxAttachmentBytes)
            await Problem.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, UploadMessages.TooLong, ("limit", options.Value.MaxAttachmentBytes));
        else if (UploadMetadata.Parse(metadata) is not { App: { } app })
            await WrongHeaderAsync(context, "Upload-Metadata");
        else if (!installation.Apps.ContainsKey(app))
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, ODataMessages.NoApp, ("app", app));
        else if (By(context).Scope is { } scope && (scope.Access == TokenAccess.Read || !scope.Opens(app)))
            await Problem.WriteAsync(context, StatusCodes.Status403Forbidden, SignInMessages.OutOfScope);
        else if (await installation.Uploads.BeginAsync(By(context), app, length, metadata, context.RequestAborted) is { } upload)
        {
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.Headers.Location = $"{context.Request.PathBase}/uploads/{upload.Id}";
            Tell(context, upload);
        }
        else
            await Problem.WriteAsync(context, StatusCodes.Status409Conflict, UploadMessages.TooMany, ("max", UploadDirectory.MostUnfinished));
    }

    private static async Task FindAsync(HttpContext context, Guid id, Installation installation)
    {
        if (await installation.Uploads.FindAsync(By(context), id, context.RequestAborted) is not { } upload)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.Headers["Upload-Length"] = upload.Length.ToString(CultureInfo.InvariantCulture);
        if (upload.Metadata.Length > 0)
            context.Response.Headers["Upload-Metadata"] = upload.Metadata;
        Tell(context, upload);
    }

    private static async Task AppendAsync(HttpContext context, Guid id, Installation installation, UploadQuota quota, IOptions<ServerOptions> options)
    {
        if (context.Request.ContentType != PartType)
            await Problem.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, UploadMessages.WrongType, ("type", PartType));
        else if (Number(context, "Upload-Offset") is not { } offset)
            await WrongHeaderAsync(context, "Upload-Offset");
        else if (!TryChecksum(context, out var digest))
            await WrongHeaderAsync(context, "Upload-Checksum");
        else
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                size.MaxRequestBodySize = options.Value.MaxAttachmentBytes + 1;
            await CountedAsync(context, installation, quota, options.Value.MaxAttachmentBytes, id, offset, digest);
        }
    }

    // Of what does not say its size the largest is counted until it is known.
    private static async Task CountedAsync(
        HttpContext context, Installation installation, UploadQuota quota, long most, Guid id, long offset, (HashAlgorithmName, byte[])? digest)
    {
        var (user, announced) = (By(context).Name, Math.Min(context.Request.ContentLength ?? most, most));
        if (!quota.TryTake(user, announced))
        {
            await RequestLimits.AnswerAsync(context, LimitMessages.UploadQuota, quota.UntilTomorrow, ("limit", quota.PerDay));
            return;
        }
        var came = 0L;
        try
        {
            var (end, upload) = await installation.Uploads.AppendAsync(By(context), id, offset, context.Request.Body, digest, context.RequestAborted);
            came = end == PartEnd.Kept ? upload!.Offset - offset : 0;
            await AnswerAsync(context, end, upload);
        }
        finally
        {
            quota.GiveBack(user, announced - came);
        }
    }

    private static Task AnswerAsync(HttpContext context, PartEnd end, Upload? upload)
    {
        switch (end)
        {
            case PartEnd.Kept:
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                Tell(context, upload!);
                return Task.CompletedTask;
            case PartEnd.Unknown: return Problem.WriteAsync(context, StatusCodes.Status404NotFound, UploadMessages.Unknown);
            case PartEnd.WrongOffset:
                return Problem.WriteAsync(context, StatusCodes.Status409Conflict, UploadMessages.WrongOffset, ("offset", upload!.Offset));
            case PartEnd.TooLong:
                return Problem.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, UploadMessages.TooLong, ("limit", upload!.Length - upload.Offset));
            case PartEnd.Damaged: return Problem.WriteAsync(context, ChecksumMismatch, UploadMessages.Damaged);
            default: throw new InvalidOperationException(end.ToString());
        }
    }

    private static async Task EndAsync(HttpContext context, Guid id, Installation installation)
    {
        if (await installation.Uploads.EndAsync(By(context), id, context.RequestAborted))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, UploadMessages.Unknown);
    }

    private static void Tell(HttpContext context, Upload upload)
    {
        var headers = context.Response.Headers;
        headers["Upload-Offset"] = upload.Offset.ToString(CultureInfo.InvariantCulture);
        headers["Upload-Expires"] = upload.ExpiresAt.ToString("r", CultureInfo.InvariantCulture);
        if (upload.Hash is { } hash)
            headers[AttachmentHeader] = hash;
    }

    private static bool TryChecksum(HttpContext context, out (HashAlgorithmName Algorithm, byte[] Digest)? digest)
    {
        digest = null;
        if (context.Request.Headers["Upload-Checksum"] is not { Count: > 0 } given)
            return true;
        var bytes = new byte[64];
        if (given.ToString().Split(' ') is not [var name, var text] || !Algorithms.TryGetValue(name, out var algorithm) || !Convert.TryFromBase64String(text, bytes, out var length))
            return false;
        digest = (algorithm, bytes[..length]);
        return true;
    }

    private static long? Number(HttpContext context, string header) =>
        long.TryParse(context.Request.Headers[header].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Task WrongHeaderAsync(HttpContext context, string header) =>
        Problem.WriteAsync(context, StatusCodes.Status400BadRequest, UploadMessages.WrongHeader, ("header", header));

    private static Caller By(HttpContext context) => context.Features.Get<Caller>()!;
}
