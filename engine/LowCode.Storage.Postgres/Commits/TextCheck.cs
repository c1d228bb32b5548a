using LowCode.Definitions.Values;
using LowCode.Storage.Postgres.Values;
using LowCode.Storage.Records;

namespace LowCode.Storage.Postgres.Commits;

/// <summary>Whether the database can keep every text of a record.</summary>
internal static class TextCheck
{
    public static bool CanKeep(Record record) =>
        TextCode.CanKeep(record.Division) && TextCode.CanKeep(record.State ?? "") && TextCode.CanKeep(record.CreatedBy)
        && TextCode.CanKeep(record.ModifiedBy) && CanKeep(record.Data);

    private static bool CanKeep(Row row) => row.Shape.Slots.All(slot => CanKeep(row[slot.Index]));

    private static bool CanKeep(Value value) => value.Kind switch
    {
        ValueKind.Text => TextCode.CanKeep(value.AsText()),
        ValueKind.Codes => value.AsCodes().All(TextCode.CanKeep),
        ValueKind.Files => value.AsFiles().ToArray().All(file =>
            TextCode.CanKeep(file.Hash) && TextCode.CanKeep(file.Name) && TextCode.CanKeep(file.MediaType)),
        ValueKind.Rows => value.AsRows().ToArray().All(CanKeep),
        _ => true,
    };
}
