using System.Collections.Immutable;
using System.Text.Json;
using LowCode.Definitions.Values;
using LowCode.Storage;
using LowCode.Storage.Queries;

namespace LowCode.Benchmarks.Service;

/// <summary>What a developer would write by hand over the embedded store: no model, no options, no permissions.</summary>
sealed class HandOverStore(IRecordStore store, Shape shape)
{
    private readonly Slot[] _columns = [.. shape.Slots.Where(slot => slot.Kind is not ValueKind.Rows)];
    private readonly FieldRef _foundOn = FieldRef.Of(shape["foundOn"]);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/hand/page", (HttpContext context) => RecordsAsync(context, Page(FirePersons())));
        routes.MapGet("/hand/deep", (HttpContext context, DateOnly day, Guid id) => RecordsAsync(context, Page(new And([FirePersons(), Behind(day, id)]))));
        routes.MapGet("/hand/stream", (HttpContext context, int top) => RecordsAsync(context, new Query(HazardPack.Set) { Top = top }));
        routes.MapGet("/hand/count", CountAsync);
        routes.MapGet("/hand/groups", GroupsAsync);
        routes.MapGet("/hand/search", (HttpContext context) => RecordsAsync(context, new Query(HazardPack.Set)
        {
            Filter = new Search([SearchField.Of(FieldRef.Of(shape["address"])), SearchField.Of(FieldRef.Of(shape["note"]))], new SearchPhrase("积水")),
            Top = 20,
            Count = true,
        }));
        routes.MapGet("/hand/rows", (HttpContext context) => RowsAsync(context, new Query(HazardPack.Set) { Table = [shape["items"].Index], Top = 1000 }));
    }

    /// <summary>Where the page query is half way through: the last entity before.</summary>
    public async Task<(DateOnly Day, Guid Id, long Position)> MiddleAsync()
    {
        using var snapshot = store.Snapshot();
        var counted = await snapshot.QueryAsync(Page(FirePersons()) with { Top = 0, Count = true });
        var middle = counted.Count!.Value / 2;
        var result = await snapshot.QueryAsync(Page(FirePersons()) with { Skip = middle - 1, Top = 1 });
        await foreach (var page in result.Pages)
        {
            if (page.Length > 0)
                return (page.Span[0].Record.Data[shape["foundOn"]].AsDate(), page.Span[0].Record.Id, middle);
        }
        throw new InvalidOperationException("There is no middle.");
    }

    private static Compare Is(FieldRef field, ComparisonOperator comparison, Value value) => new Compare(comparison, new Field(field), new Constant(value));

    private And FirePersons() => new([
        Is(FieldRef.Of(shape["kind"]), ComparisonOperator.Equal, Value.Of("fire")),
        Is(FieldRef.Of(shape["persons"]), ComparisonOperator.Greater, Value.Of(50L))]);

    private Or Behind(DateOnly day, Guid id) => new([
        Is(_foundOn, ComparisonOperator.Less, Value.Of(day)),
        new And([Is(_foundOn, ComparisonOperator.Equal, Value.Of(day)), Is(FieldRef.Of(SystemField.Id), ComparisonOperator.Greater, Value.Of(id))])]);

    private Query Page(Expression filter) => new(HazardPack.Set) { Filter = filter, OrderBy = [new OrderTerm(new Field(_foundOn), Descending: true)], Top = 100 };

    private async Task RecordsAsync(HttpContext context, Query query)
    {
        using var snapshot = store.Snapshot();
        var result = await snapshot.QueryAsync(query, context.RequestAborted);
        await using var json = Begin(context);
        if (result.Count is { } count)
            json.WriteNumber("count", count);
        json.WriteStartArray("value");
        await foreach (var page in result.Pages)
        {
            foreach (var hit in page.Span)
            {
                json.WriteStartObject();
                json.WriteString("id", hit.Record.Id);
                json.WriteString("division", hit.Record.Division);
                foreach (var column in _columns)
                    Write(json, column, hit.Record.Data);
                json.WriteEndObject();
            }
            await json.FlushAsync();
        }
        End(json);
    }

    private async Task RowsAsync(HttpContext context, Query query)
    {
        using var snapshot = store.Snapshot();
        var result = await snapshot.QueryAsync(query, context.RequestAborted);
        await using var json = Begin(context);
        json.WriteStartArray("value");
        await foreach (var page in result.Pages)
        {
            foreach (var hit in page.Span)
            {
                json.WriteStartObject();
                json.WriteString("recordId", hit.Record.Id);
                json.WriteString("rowId", hit.Row!.Key);
                foreach (var slot in hit.Row.Shape.Slots)
                    Write(json, slot, hit.Row);
                json.WriteEndObject();
            }
            await json.FlushAsync();
        }
        End(json);
    }

    private async Task<long?> CountAsync(CancellationToken cancel)
    {
        using var snapshot = store.Snapshot();
        return (await snapshot.QueryAsync(new Query(HazardPack.Set)
        {
            Filter = new And([
                Is(FieldRef.Of(shape["level"]), ComparisonOperator.Equal, Value.Of("major")),
                Is(FieldRef.Of(shape["persons"]), ComparisonOperator.Greater, Value.Of(50L))]),
            Top = 0,
            Count = true,
        }, cancel)).Count;
    }

    private async Task GroupsAsync(HttpContext context)
    {
        using var snapshot = store.Snapshot();
        ImmutableArray<Aggregate> columns = [new("total", AggregateMethod.Sum, new Field(FieldRef.Of(shape["cost"]))), new("n", AggregateMethod.Count, null)];
        var result = await snapshot.QueryAsync(new Query(HazardPack.Set)
        {
            Pipeline = [new GroupByStep([new("kind", new Field(FieldRef.Of(shape["kind"])))], [new AggregateStep(columns)])],
        }, context.RequestAborted);
        await using var json = Begin(context);
        json.WriteStartArray("value");
        await foreach (var page in result.Pages)
        {
            foreach (var hit in page.Span)
            {
                json.WriteStartObject();
                foreach (var column in (string[])["kind", "total", "n"])
                {
                    json.WritePropertyName(column);
                    RowJson.WriteValue(json, hit.Computed![column]);
                }
                json.WriteEndObject();
            }
        }
        End(json);
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

    private static void Write(Utf8JsonWriter json, Slot slot, Row row)
    {
        json.WritePropertyName(slot.Path);
        RowJson.WriteValue(json, row[slot]);
    }
}
