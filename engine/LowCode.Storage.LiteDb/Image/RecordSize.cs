using LowCode.Definitions.Values;
using LowCode.Storage.Records;

namespace LowCode.Storage.LiteDb.Image;

/// <summary>Estimates the memory that a record takes, with its share of the trees; strings are counted as not shared.</summary>
internal static class RecordSize
{
    private const int Header = 24;
    private const int RecordItself = 160;
    private const int TreeShare = 112;

    public static long Of(Record record) =>
        RecordItself + TreeShare + Text(record.Division) + Text(record.State) + Text(record.CreatedBy)
        + Text(record.ModifiedBy) + record.Annex.Length + Of(record.Data);

    private static long Of(Row row)
    {
        var slots = row.Shape.Slots.Length;
        long bytes = (Header * 3) + (slots * 16L);
        for (var i = 0; i < slots; i++)
            bytes += Of(row[i]);
        return bytes;
    }

    private static long Of(in Value value) => value.Kind switch
    {
        ValueKind.Text => Text(value.AsText()),
        ValueKind.Decimal or ValueKind.Id => 32,
        ValueKind.Codes => Header + Header + value.AsCodes().Sum(code => 8 + Text(code)),
        ValueKind.Location => Header + 32,
        ValueKind.Files => Header + Sum(value.AsFiles()),
        ValueKind.Rows => Header + Sum(value.AsRows()),
        _ => 0,
    };

    private static long Sum(ReadOnlySpan<Attachment> files)
    {
        var bytes = 0L;
        foreach (var file in files)
            bytes += 48 + Text(file.Hash) + Text(file.Name) + Text(file.MediaType);
        return bytes;
    }

    private static long Sum(ReadOnlySpan<Row> rows)
    {
        var bytes = 0L;
        foreach (var row in rows)
            bytes += 8 + Of(row);
        return bytes;
    }

    private static long Text(string? text) => string.IsNullOrEmpty(text) ? 0 : Header + (2L * text.Length);
}
