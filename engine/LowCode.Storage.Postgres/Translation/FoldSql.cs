using LowCode.Definitions.Values;
using LowCode.Storage.Pipelines;
using LowCode.Storage.Postgres.Connections;
using LowCode.Storage.Postgres.Values;
using LowCode.Storage.Queries;
using Npgsql;

namespace LowCode.Storage.Postgres.Translation;

/// <summary>
/// Groups and their aggregates in SQL. Sums come as text and are rounded here, because no decimal may hold them as the
/// database has them.
/// </summary>
/// <param name="Columns">What is selected: the keys, then the aggregates.</param>
/// <param name="Keys">How many keys there are.</param>
internal sealed record FoldSql(IReadOnlyList<FoldSql.Column> Columns, int Keys)
{
    /// <summary>What the SQL of an aggregate gives.</summary>
    internal sealed record Column(string Sql, ValueKind Kind, AggregateMethod? Method);

    /// <summary>The SELECT list.</summary>
    public string List => string.Join(", ", Columns.Select(column => column.Sql));

    /// <summary>The GROUP BY clause; empty without keys.</summary>
    public string GroupBy => Keys == 0 ? "" : " GROUP BY " + string.Join(", ", Enumerable.Range(1, Keys).Select(key => Database.Literal(key)));

    /// <summary>A fold in SQL of exactly the same meaning, or null.</summary>
    public static FoldSql? Of(Translator translator, PipelineFold fold, Scope scope)
    {
        var columns = new List<Column>();
        foreach (var key in fold.Keys)
        {
            if (translator.Value(key.Of, scope) is not { } value || !IsScalar(value.Kind))
                return null;
            columns.Add(new Column(value.Text, value.Kind, null));
        }
        foreach (var aggregate in fold.Aggregates)
        {
            if (Of(translator, aggregate, scope) is not { } column)
                return null;
            columns.Add(column);
        }
        return new FoldSql(columns, fold.Keys.Length);
    }

    /// <summary>A row of the result.</summary>
    public Value[] Read(NpgsqlDataReader reader)
    {
        var values = new Value[Columns.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = reader.IsDBNull(i) ? default : Read(reader, i, Columns[i]);
        return values;
    }

    private static Value Read(NpgsqlDataReader reader, int at, Column column) => column.Method switch
    {
        AggregateMethod.Sum => SumText.Sum(reader.GetString(at), column.Kind),
        AggregateMethod.Average => SumText.Average(reader.GetString(at)),
        _ => RecordReader.ReadValue(reader, at, new Slot(at, "", column.Kind, null)),
    };

    private static Column? Of(Translator translator, Aggregate aggregate, Scope scope)
    {
        if (aggregate is { Method: AggregateMethod.Count, Of: null })
            return new Column("count(*)", ValueKind.Integer, null);
        if (translator.Value(aggregate.Of!, scope) is not { } value || !IsScalar(value.Kind))
            return null;
        return aggregate.Method switch
        {
            AggregateMethod.Sum => new Column($"sum({value.Text})::text", value.Kind, aggregate.Method),
            AggregateMethod.Average => new Column($"(sum({value.Text})::text || '/' || count({value.Text})::text)", ValueKind.Decimal, aggregate.Method),
            AggregateMethod.CountDistinct => new Column($"count(DISTINCT {value.Text})", ValueKind.Integer, null),
            AggregateMethod.Min => Extreme(value, "min", "bool_and"),
            AggregateMethod.Max => Extreme(value, "max", "bool_or"),
            _ => null,
        };
    }

    private static Column? Extreme(Sql value, string function, string ofBooleans) => value.Kind switch
    {
        ValueKind.Id => null,
        ValueKind.Boolean => new Column($"{ofBooleans}({value.Text})", value.Kind, null),
        ValueKind.Text => new Column($"{function}(({value.Text}) COLLATE \"C\")", value.Kind, null),
        _ => new Column($"{function}({value.Text})", value.Kind, null),
    };

    private static bool IsScalar(ValueKind kind) =>
        kind is not (ValueKind.Empty or ValueKind.Codes or ValueKind.Location or ValueKind.Files or ValueKind.Rows);
}
