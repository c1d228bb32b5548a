using LowCode.Definitions.Values;
using LowCode.Storage.Records;
using Npgsql;

namespace LowCode.Storage.Postgres.Values;

/// <summary>Reads the record that stands in a result's columns, which are those of its set, in their order.</summary>
internal static class RecordReader
{
    private const int FirstSlot = 10;

    public static Record Read(NpgsqlDataReader reader, RecordSet set)
    {
        var row = new Row(set.Shape);
        foreach (var slot in set.Shape.Slots)
        {
            var column = FirstSlot + slot.Index;
            if (!reader.IsDBNull(column))
                row[slot.Index] = ReadValue(reader, column, slot);
        }
        return new Record
        {
            Id = reader.GetGuid(0),
            Set = set.Name,
            Revision = reader.GetInt64(1),
            AppVersion = (int)reader.GetInt64(2),
            Division = Text(reader, 3) ?? "",
            State = Text(reader, 4),
            CreatedBy = Text(reader, 5) ?? "",
            CreatedAt = reader.GetFieldValue<DateTimeOffset>(6),
            ModifiedBy = Text(reader, 7) ?? "",
            ModifiedAt = reader.GetFieldValue<DateTimeOffset>(8),
            Annex = reader.IsDBNull(9) ? default : reader.GetFieldValue<byte[]>(9),
            Data = row.Freeze(),
        };
    }

    /// <summary>Reads a column that is not null.</summary>
    public static Value ReadValue(NpgsqlDataReader reader, int column, Slot slot) => slot.Kind switch
    {
        ValueKind.Boolean => Value.Of(reader.GetBoolean(column)),
        ValueKind.Integer => Value.Of(reader.GetInt64(column)),
        ValueKind.Decimal => Value.Of(reader.GetDecimal(column)),
        ValueKind.Text => Value.Of(TextCode.Decode(reader.GetString(column))),
        ValueKind.Date => Value.Of(reader.GetFieldValue<DateOnly>(column)),
        ValueKind.Time => Value.Of(reader.GetFieldValue<TimeOnly>(column)),
        ValueKind.Instant => Value.Of(reader.GetFieldValue<DateTimeOffset>(column)),
        ValueKind.Id => Value.Of(reader.GetGuid(column)),
        _ => NestedJsonReader.Read(reader.GetFieldValue<byte[]>(column), slot),
    };

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : TextCode.Decode(reader.GetString(column));
}
