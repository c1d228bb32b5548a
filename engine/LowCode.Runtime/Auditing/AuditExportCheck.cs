using System.Text;
using System.Text.Json;
using LowCode.Storage.Changes;

namespace LowCode.Runtime.Auditing;

/// <summary>How the check of an exported file ended.</summary>
/// <param name="Entries">How many entries hold.</param>
/// <param name="Gaps">How often entries are left out between two of them, because they were not selected.</param>
/// <param name="LastHash">The hash of the log's last entry, as the file says; compare it with <c>lowcode audit verify</c>.</param>
/// <param name="BrokenLine">The first line that does not hold; null when all do.</param>
public sealed record AuditExportCheck(long Entries, long Gaps, string LastHash, long? BrokenLine)
{
    /// <summary>
    /// Checks an export as lines of JSON without the installation: each hash follows from the one before and the exact bytes of
    /// the entry, entries that follow each other are chained, and the end is there.
    /// </summary>
    public static async Task<AuditExportCheck> RunAsync(Stream file, CancellationToken cancel = default)
    {
        using var reader = new StreamReader(file, Encoding.UTF8);
        var (entries, gaps, line, last, hash) = (0L, 0L, 0L, 0L, "");
        while (await reader.ReadLineAsync(cancel) is { } text)
        {
            line++;
            try
            {
                using var json = JsonDocument.Parse(text);
                if (json.RootElement.TryGetProperty(AuditExport.End, out var end))
                {
                    var isWhole = end.GetProperty("entries").GetInt64() == entries && await reader.ReadLineAsync(cancel) is null
                        && (last < end.GetProperty("lastNumber").GetInt64() || hash == end.GetProperty("lastHash").GetString());
                    return new AuditExportCheck(entries, gaps, end.GetProperty("lastHash").GetString() ?? "", isWhole ? null : line);
                }
                var raw = Encoding.UTF8.GetBytes(json.RootElement.GetProperty("head").GetRawText());
                var (head, previous, told) = (ChangeHead.Read(raw), json.RootElement.GetProperty("previous").GetString()!, json.RootElement.GetProperty("hash").GetString());
                var follows = head.Number == last + 1;
                if (head.Number <= last || (follows && entries > 0 && previous != hash)
                    || Convert.ToHexStringLower(ChangeHeadJson.Hash(Convert.FromHexString(previous), raw)) != told)
                {
                    break;
                }
                gaps += follows ? 0 : 1;
                (entries, last, hash) = (entries + 1, head.Number, told);
            }
            catch (Exception failure) when (failure is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
            {
                // Whatever it is, it is no line of an export.
                break;
            }
        }
        return new AuditExportCheck(entries, gaps, hash, Math.Max(1, line));
    }
}
