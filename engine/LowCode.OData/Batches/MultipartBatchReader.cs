using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Serving;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LowCode.OData.Batches;

/// <summary>
/// Reads a batch in <c>multipart/mixed</c> (OData Protocol 4.01, 11.7.7): requests as <c>application/http</c>, change sets
/// as multipart within it, which become groups.
/// </summary>
internal sealed class MultipartBatchReader(ServiceLimits limits, CancellationToken cancel)
{
    private readonly List<BatchItem> _items = [];
    private int _groups;

    public async Task<IReadOnlyList<BatchItem>> ReadAsync(ReadOnlyMemory<byte> bytes, MediaTypeHeaderValue type)
    {
        try
        {
            using var body = new MemoryStream(bytes.ToArray());
            await ReadAsync(body, type, null);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            throw Refusal.BadRequest(BatchMessages.BrokenMultipart, "");
        }
        BatchCheck.Check(_items);
        return _items;
    }

    private async Task ReadAsync(Stream body, MediaTypeHeaderValue type, string? group)
    {
        var boundary = BatchMedia.BoundaryOf(type)
            ?? throw Refusal.BadRequest(ODataMessages.WrongHeader, "Content-Type", ("header", "Content-Type"), ("value", type.ToString()));
        var reader = new MultipartReader(boundary, body) { HeadersCountLimit = 20, HeadersLengthLimit = 8 * 1024 };
        while (await reader.ReadNextSectionAsync(cancel) is { } section)
        {
            var id = section.Headers?.GetValueOrDefault("Content-ID").ToString() is { Length: > 0 } given ? given : null;
            if (!MediaTypeHeaderValue.TryParse(section.ContentType, out var inner))
                Add(Broken(id, group, section.ContentType));
            else if (BatchMedia.Is(inner, BatchMedia.Multipart) && group is null)
                await ReadAsync(section.Body, inner, $"changeset{++_groups}");
            else if (BatchMedia.Is(inner, BatchMedia.Http))
                Add(HttpMessage.Read(await BytesAsync(section.Body), id, group));
            else
                Add(Broken(id, group, section.ContentType));
        }
    }

    private void Add(BatchItem item)
    {
        _items.Add(item);
        BatchCheck.CheckCount(_items.Count, limits.MaxBatchParts);
    }

    private async Task<ReadOnlyMemory<byte>> BytesAsync(Stream part)
    {
        var bytes = new MemoryStream();
        await part.CopyToAsync(bytes, cancel);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    private static BatchItem Broken(string? id, string? group, string? type) => new()
    {
        Id = id,
        Group = group,
        Broken = Refusal.BadRequest(ODataMessages.WrongHeader, "Content-Type", ("header", "Content-Type"), ("value", type ?? "")),
    };
}
