using System.Globalization;
using LowCode.Storage.Changes;

namespace LowCode.Runtime.Auditing;

/// <summary>Entries of the audit as lines for a spreadsheet.</summary>
internal static class AuditCsv
{
    public const string Header = "number,at,by,from,command,set,record,revision,division,deleted,erased,hash";

    public static string Line(StoredChange change, ChangeHead head) => string.Join(',',
        head.Number.ToString(CultureInfo.InvariantCulture), head.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), Text(head.By), Text(head.From),
        Text(head.Command), Text(head.Set), head.Id, head.Revision.ToString(CultureInfo.InvariantCulture), Text(head.Division),
        head.IsDeletion ? "true" : "false", change.Body is null && !head.IsDeletion ? "true" : "false", Convert.ToHexStringLower(change.Hash));

    // What a spreadsheet would take for a formula is text.
    private static string Text(string text) =>
        text.Length == 0 ? "" : $"\"{("=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
