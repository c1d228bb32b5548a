using System.Globalization;
using System.Text;
using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Batches;

/// <summary>Reads a request as it stands in <c>application/http</c>: request line, headers, an empty line, the body.</summary>
internal static class HttpMessage
{
    private const int MostHeaders = 50;
    private const int LongestLine = 16 * 1024;

    public static BatchItem Read(ReadOnlyMemory<byte> bytes, string? id, string? group)
    {
        var item = new BatchItem { Id = id, Group = group };
        var start = Line(ref bytes);
        var words = start?.Split(' ') ?? [];
        if (words.Length < 3 || words[0].Length == 0 || !words[^1].StartsWith("HTTP/", StringComparison.Ordinal))
            return Broken(item, start);
        item = item with { Method = words[0].ToUpperInvariant(), Url = string.Join(' ', words[1..^1]) };
        while (Line(ref bytes) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || item.Headers.Count == MostHeaders)
                return Broken(item, line);
            item.Headers.Append(line[..colon].Trim(), line[(colon + 1)..].Trim());
        }
        // Some clients name a request here and not around it.
        item = item with { Id = id ?? (item.Headers["Content-ID"].ToString() is { Length: > 0 } inner ? inner : null) };
        if (item.Headers.ContentLength is { } length)
        {
            if (length > bytes.Length)
                return Broken(item, string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}"));
            bytes = bytes[..(int)length];
        }
        return item with { Body = bytes, Broken = BatchCheck.Method(item.Method) };
    }

    // The next line without its end; null when nothing is left.
    private static string? Line(ref ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
            return null;
        var end = bytes.Span.IndexOf((byte)'\n');
        var line = end < 0 ? bytes : bytes[..end];
        bytes = end < 0 ? default : bytes[(end + 1)..];
        return line.Length > LongestLine ? Encoding.UTF8.GetString(line.Span[..100]) : Encoding.UTF8.GetString(line.Span).TrimEnd('\r');
    }

    private static BatchItem Broken(BatchItem item, string? line) =>
        item with { Broken = Refusal.BadRequest(BatchMessages.BrokenPart, "", ("line", line is { Length: > 100 } ? line[..100] + "…" : line ?? "")) };
}
