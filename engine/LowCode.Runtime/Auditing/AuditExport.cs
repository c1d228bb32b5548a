using System.Globalization;
using System.Text;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Changes;

namespace LowCode.Runtime.Auditing;

/// <summary>What of the audit is exported.</summary>
/// <param name="From">Entries of this instant or later; null for all.</param>
/// <param name="Until">Entries from before this instant; null for all.</param>
/// <param name="Set">Entries about this set; null for all.</param>
/// <param name="By">Entries of this person; null for all.</param>
public sealed record AuditSelection(DateTimeOffset? From = null, DateTimeOffset? Until = null, string? Set = null, string? By = null);

/// <summary>What an export holds.</summary>
/// <param name="Entries">How many entries.</param>
/// <param name="LastNumber">Number of the last entry of the log when it was made.</param>
/// <param name="LastHash">That entry's hash, which vouches for the whole log.</param>
public sealed record AuditExported(long Entries, long LastNumber, string LastHash);

/// <summary>
/// Writes the audit's entries to a file, without the records' content: a line of JSON each with the exact bytes of its head and
/// its place in the chain, or CSV for a spreadsheet. The export is noted in the audit before it begins.
/// </summary>
public static class AuditExport
{
    /// <summary>Name of the JSON member of the last line.</summary>
    internal const string End = "export";

    /// <summary>Writes it. Progress is from 0 to 1.</summary>
    public static async Task<AuditExported> WriteAsync(
        IRecordStore store, AuditSelection selection, bool asCsv, DateTimeOffset now, Stream to, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        await store.DeclareAsync([ReadingSet.Set], cancel);
        var last = await store.StoredChangesAsync(new ChangeRange { NewestFirst = true }, cancel).FirstOrDefaultAsync(cancel);
        var (lastNumber, lastHash) = (last.Number, last.Hash ?? new byte[ChangeHeadJson.HashLength]);
        await ReadingNote.WriteAsync(store, "system", "", "", now, new ReadingNote(ChangeSet.Name, null, "", $"audit export {Describe(selection)}", null), cancel);
        var writer = new StreamWriter(to, new UTF8Encoding(asCsv), leaveOpen: true) { NewLine = asCsv ? "\r\n" : "\n" };
        await using var closing = writer.ConfigureAwait(false);
        if (asCsv)
            await writer.WriteLineAsync(AuditCsv.Header);
        var (entries, previous) = (0L, default(StoredChange));
        var range = new ChangeRange { Before = lastNumber + 1, From = selection.From, Until = selection.Until };
        await foreach (var change in store.StoredChangesAsync(range, cancel))
        {
            var head = ChangeHead.Read(change.Head);
            if (Matches(head, selection))
            {
                if (asCsv)
                    await writer.WriteLineAsync(AuditCsv.Line(change, head));
                else
                    await writer.WriteLineAsync(Line(change, await PreviousAsync(store, previous, change.Number, cancel)).AsMemory(), cancel);
                entries++;
            }
            previous = change;
            if (change.Number % 256 == 0)
                progress?.Report((double)change.Number / lastNumber);
        }
        var hash = Convert.ToHexStringLower(lastHash);
        if (!asCsv)
            await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $$$"""{"{{{End}}}":{"entries":{{{entries}}},"lastNumber":{{{lastNumber}}},"lastHash":"{{{hash}}}"}}"""));
        progress?.Report(1);
        return new AuditExported(entries, lastNumber, hash);
    }

    private static bool Matches(ChangeHead head, AuditSelection selection) =>
        (selection.Set is null || head.Set == selection.Set) && (selection.By is null || head.By == selection.By);

    private static string Line(StoredChange change, byte[] previous) =>
        $$"""{"head":{{Encoding.UTF8.GetString(change.Head)}},"previous":"{{Convert.ToHexStringLower(previous)}}","hash":"{{Convert.ToHexStringLower(change.Hash)}}"}""";

    private static async ValueTask<byte[]> PreviousAsync(IRecordStore store, StoredChange previous, long number, CancellationToken cancel) =>
        number == 1 ? new byte[ChangeHeadJson.HashLength]
        : previous.Number == number - 1 ? previous.Hash
        : (await store.StoredChangesAsync(new ChangeRange { After = number - 2, Before = number }, cancel).FirstAsync(cancel)).Hash;

    private static string Describe(AuditSelection selection) => string.Join(' ', new[]
    {
        selection.From is { } from ? $"--from {from:O}" : null, selection.Until is { } until ? $"--until {until:O}" : null,
        selection.Set is { } set ? $"--set {set}" : null, selection.By is { } by ? $"--by {by}" : null,
    }.OfType<string>());
}
