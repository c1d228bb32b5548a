using System.Text.Json;
using LowCode.Definitions.Values;
using Npgsql;

namespace LowCode.Benchmarks.Service;

/// <summary>
/// What a developer would write by hand in SQL over the store's tables: no model, no options, no permissions, no snapshot.
/// Texts are given as they lie there.
/// </summary>
sealed class HandOverSql(NpgsqlDataSource database, string table, Shape shape)
{
    private readonly Slot[] _columns = [.. shape.Slots.Where(slot => slot.Kind is not ValueKind.Rows)];

    /// <summary>The endpoints over the table in which the register lies.</summary>
    public static async Task MapAsync(IEndpointRouteBuilder routes, NpgsqlDataSource database, Shape shape)
    {
        await using var number = database.CreateCommand("SELECT number FROM lowcode.sets WHERE name = $1");
        number.Parameters.Add(new() { Value = HazardPack.Set });
        new HandOverSql(database, $"lowcode.r{await number.ExecuteScalarAsync()}", shape).Map(routes);
    }

    private void Map(IEndpointRouteBuilder routes)
    {
        var (kind, persons, found) = (Column("kind"), Column("persons"), Column("foundOn"));
        var filter = $"{kind} = 'fire' AND {persons} > 50";
        var newest = $"ORDER BY {found} DESC NULLS LAST, id LIMIT 100";
        routes.MapGet("/hand/page", (HttpContext context) => RecordsAsync(context, $"WHERE {filter} {newest}"));
        routes.MapGet("/hand/deep", (HttpContext context, DateOnly day, Guid id) => RecordsAsync(
            context, $"WHERE {filter} AND {found} <= $1 AND ({found} < $1 OR id > $2) {newest}", day, id));
        routes.MapGet("/hand/stream", (HttpContext context, int top) => RecordsAsync(context, "ORDER BY id LIMIT $1", top));
        routes.MapGet("/hand/count", (HttpContext context) => OneAsync(context, $"SELECT count(*) FROM {table} WHERE {Column("level")} = 'major' AND {persons} > 50"));
        routes.MapGet("/hand/groups", (HttpContext context) => PlainAsync(
            context, $"SELECT {kind} AS kind, sum({Column("cost")}) AS total, count(*) AS n FROM {table} GROUP BY {kind}"));
        routes.MapGet("/hand/search", (HttpContext context) => RecordsAsync(
            context, $"WHERE {Column("address")} LIKE '%积水%' OR {Column("note")} LIKE '%积水%' ORDER BY id LIMIT 20",
            $"SELECT count(*) FROM {table} WHERE {Column("address")} LIKE '%积水%' OR {Column("note")} LIKE '%积水%'"));
        routes.MapGet("/hand/rows", (HttpContext context) => PlainAsync(
            context, $"SELECT id AS record, item.value AS row FROM {table}, jsonb_array_elements({Column("items")}) item ORDER BY id LIMIT 1000"));
    }

    private string Column(string path) => $"f{shape[path].Index}";

    private Task RecordsAsync(HttpContext context, string rest, params object[] values) => RecordsAsync(context, rest, null, values);

    private async Task RecordsAsync(HttpContext context, string rest, string? count, params object[] values)
    {
        await using var command = database.CreateCommand($"SELECT id, division, {string.Join(", ", _columns.Select(column => Column(column.Path)))} FROM {table} {rest}");
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await using var json = Begin(context);
        if (count is not null)
        {
            await using var counting = database.CreateCommand(count);
            json.WriteNumber("count", (long)(await counting.ExecuteScalarAsync(context.RequestAborted))!);
        }
        json.WriteStartArray("value");
        await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
        while (await reader.ReadAsync(context.RequestAborted))
        {
            json.WriteStartObject();
            json.WriteString("id", reader.GetGuid(0));
            json.WriteString("division", reader.GetString(1));
            for (var i = 0; i < _columns.Length; i++)
            {
                json.WritePropertyName(_columns[i].Path);
                Write(json, reader, i + 2, _columns[i].Kind);
            }
            json.WriteEndObject();
            if (json.BytesPending > 16_384)
                await json.FlushAsync();
        }
        End(json);
    }

    private static void Write(Utf8JsonWriter json, NpgsqlDataReader reader, int column, ValueKind kind)
    {
        if (reader.IsDBNull(column))
        {
            json.WriteNullValue();
            return;
        }
        switch (kind)
        {
            case ValueKind.Boolean:
                json.WriteBooleanValue(reader.GetBoolean(column));
                break;
            case ValueKind.Integer:
                json.WriteNumberValue(reader.GetInt64(column));
                break;
            case ValueKind.Decimal:
                json.WriteNumberValue(reader.GetDecimal(column));
                break;
            case ValueKind.Date:
                json.WriteStringValue(reader.GetFieldValue<DateOnly>(column).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ValueKind.Location:
                json.WriteRawValue(reader.GetString(column));
                break;
            default:
                json.WriteStringValue(reader.GetString(column));
                break;
        }
    }

    private async Task PlainAsync(HttpContext context, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var json = Begin(context);
        json.WriteStartArray("value");
        await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
        while (await reader.ReadAsync(context.RequestAborted))
        {
            json.WriteStartObject();
            for (var i = 0; i < reader.FieldCount; i++)
            {
                json.WritePropertyName(reader.GetName(i));
                switch (reader.GetDataTypeName(i))
                {
                    case "jsonb":
                        json.WriteRawValue(reader.GetString(i));
                        break;
                    case "numeric":
                        json.WriteNumberValue(reader.GetDecimal(i));
                        break;
                    case "bigint":
                        json.WriteNumberValue(reader.GetInt64(i));
                        break;
                    default:
                        json.WriteStringValue(reader.GetValue(i).ToString());
                        break;
                }
            }
            json.WriteEndObject();
            if (json.BytesPending > 16_384)
                await json.FlushAsync();
        }
        End(json);
    }

    private async Task OneAsync(HttpContext context, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await context.Response.WriteAsync($"{await command.ExecuteScalarAsync(context.RequestAborted)}");
    }

    private static Utf8JsonWriter Begin(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        return json;
    }

    private static void End(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
