using LowCode.Definitions.Values;
using LowCode.Storage.Records;
using Npgsql;
using NpgsqlTypes;

namespace LowCode.Storage.Postgres.Values;

/// <summary>Records as one array a column: how any number of them goes into a table in one statement.</summary>
internal static class RecordColumns
{
    /// <summary>The columns of the system properties, in the order of the set's columns.</summary>
    public static IEnumerable<NpgsqlParameter> OfSystem(IReadOnlyList<Record> records)
    {
        yield return Of<Guid>(NpgsqlDbType.Uuid, records, static record => record.Id);
        yield return Of<long>(NpgsqlDbType.Bigint, records, static record => record.Revision);
        yield return Of<long>(NpgsqlDbType.Bigint, records, static record => record.AppVersion);
        yield return OfText(records, static record => record.Division);
        yield return OfText(records, static record => record.State);
        yield return OfText(records, static record => record.CreatedBy);
        yield return Of<DateTime>(NpgsqlDbType.TimestampTz, records, static record => Cut(record.CreatedAt));
        yield return OfText(records, static record => record.ModifiedBy);
        yield return Of<DateTime>(NpgsqlDbType.TimestampTz, records, static record => Cut(record.ModifiedAt));
        yield return Of(NpgsqlDbType.Bytea, records, static record => record.Annex.IsEmpty ? null : record.Annex.ToArray());
    }

    /// <summary>The column of a slot.</summary>
    public static NpgsqlParameter OfSlot(IReadOnlyList<Record> records, Slot slot) =>
        Of(slot.Kind, records.Count, i => records[i].Data[slot.Index]);

    /// <summary>A column of values of one kind.</summary>
    public static NpgsqlParameter Of(ValueKind kind, int count, Func<int, Value> at)
    {
        var rows = Enumerable.Range(0, count).Select(at);
        return kind switch
        {
            ValueKind.Boolean => Of<bool?>(NpgsqlDbType.Boolean, rows, static value => value.IsEmpty ? null : value.AsBoolean()),
            ValueKind.Integer => Of<long?>(NpgsqlDbType.Bigint, rows, static value => value.IsEmpty ? null : value.AsInteger()),
            ValueKind.Decimal => Of<decimal?>(NpgsqlDbType.Numeric, rows, static value => value.IsEmpty ? null : value.AsDecimal()),
            ValueKind.Text => Of(NpgsqlDbType.Text, rows, static value => value.IsEmpty ? null : TextCode.Encode(value.AsText())),
            ValueKind.Date => Of<DateOnly?>(NpgsqlDbType.Date, rows, static value => value.IsEmpty ? null : value.AsDate()),
            ValueKind.Time => Of<TimeOnly?>(NpgsqlDbType.Time, rows, static value => value.IsEmpty ? null : value.AsTime()),
            ValueKind.Instant => Of<DateTime?>(NpgsqlDbType.TimestampTz, rows, static value => value.IsEmpty ? null : value.AsInstant().UtcDateTime),
            ValueKind.Id => Of<Guid?>(NpgsqlDbType.Uuid, rows, static value => value.IsEmpty ? null : value.AsId()),
            _ => Of(NpgsqlDbType.Jsonb, rows, static value => value.IsEmpty ? null : NestedJson.ToBytes(value)),
        };
    }

    private static DateTime Cut(DateTimeOffset instant) => Value.Of(instant).AsInstant().UtcDateTime;

    private static NpgsqlParameter<string?[]> OfText(IReadOnlyList<Record> records, Func<Record, string?> text) =>
        Of(NpgsqlDbType.Text, records, record => text(record) is { Length: > 0 } value ? TextCode.Encode(value) : null);

    private static NpgsqlParameter<T[]> Of<T>(NpgsqlDbType type, IReadOnlyList<Record> records, Func<Record, T> column)
    {
        var values = new T[records.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = column(records[i]);
        return new() { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = values };
    }

    private static NpgsqlParameter<T[]> Of<T>(NpgsqlDbType type, IEnumerable<Value> values, Func<Value, T> column) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = [.. values.Select(column)] };
}
