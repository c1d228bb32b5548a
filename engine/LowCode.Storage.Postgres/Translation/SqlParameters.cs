using System.Globalization;
using LowCode.Definitions.Values;
using LowCode.Storage.Postgres.Values;
using Npgsql;
using NpgsqlTypes;

namespace LowCode.Storage.Postgres.Translation;

/// <summary>The parameters of a statement under construction: what people wrote goes here and never into the text.</summary>
internal sealed class SqlParameters
{
    private readonly List<(object Value, NpgsqlDbType Type)> _values = [];

    public int Count => _values.Count;

    /// <summary>A value that is not empty, or null when no parameter can be it.</summary>
    public string? Add(Value value) => value.Kind switch
    {
        ValueKind.Boolean => Add(value.AsBoolean(), NpgsqlDbType.Boolean),
        ValueKind.Integer => Add(value.AsInteger(), NpgsqlDbType.Bigint),
        ValueKind.Decimal => Add(value.AsDecimal(), NpgsqlDbType.Numeric),
        ValueKind.Text => TextCode.CanKeep(value.AsText()) ? AddText(value.AsText()) : null,
        ValueKind.Date => Add(value.AsDate(), NpgsqlDbType.Date),
        ValueKind.Time => Add(value.AsTime(), NpgsqlDbType.Time),
        ValueKind.Instant => Add(value.AsInstant().UtcDateTime, NpgsqlDbType.TimestampTz),
        ValueKind.Id => Add(value.AsId(), NpgsqlDbType.Uuid),
        _ => null,
    };

    public string AddText(string text) => Add(TextCode.Encode(text), NpgsqlDbType.Text);

    public string AddNumber(long number) => Add(number, NpgsqlDbType.Bigint);

    /// <summary>Several values of one kind, as an array.</summary>
    public string AddArray(ValueKind kind, IReadOnlyList<Value> values)
    {
        var column = RecordColumns.Of(kind, values.Count, i => values[i]);
        return Add(column.Value!, column.NpgsqlDbType);
    }

    /// <summary>Gives the first parameters to a command.</summary>
    public void Give(NpgsqlParameterCollection parameters, int count)
    {
        foreach (var (value, type) in _values.Take(count))
            parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = type });
    }

    private string Add(object value, NpgsqlDbType type)
    {
        _values.Add((value, type));
        return "$" + _values.Count.ToString(CultureInfo.InvariantCulture);
    }
}
