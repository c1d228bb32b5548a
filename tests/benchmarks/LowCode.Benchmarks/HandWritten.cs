using System.Text.Json;
using LowCode.Definitions.Values;
using LowCode.Runtime;
using LowCode.Storage.Queries;

namespace LowCode.Benchmarks;

/// <summary>What a developer would write by hand for the same page over the same store: no model, no options, no permissions.</summary>
static class HandWritten
{
    public static void Map(IEndpointRouteBuilder routes, Installation installation) =>
        routes.MapGet("/hand/inspections", (HttpContext context, int top) => AnswerAsync(context, installation, top));

    private static async Task AnswerAsync(HttpContext context, Installation installation, int top)
    {
        var shape = installation.Apps["flood-readiness"].Forms["inspection"].Shape;
        var (inspectedOn, grade, totalShort, filingNo, supplies) =
            (shape["inspectedOn"], shape["grade"], shape["totalShort"], shape["filingNo"], shape["supplies"]);
        using var snapshot = installation.Store.Snapshot();
        var result = await snapshot.QueryAsync(new Query("flood-readiness/inspection")
        {
            Top = top,
            OrderBy = [new OrderTerm(new Field(FieldRef.Of(SystemField.CreatedAt)))],
        });
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("value");
        await foreach (var page in result.Pages)
        {
            foreach (var hit in page.Span)
            {
                var (record, data) = (hit.Record, hit.Record.Data);
                json.WriteStartObject();
                json.WriteString("id", record.Id);
                json.WriteString("state", record.State);
                json.WriteString("division", record.Division);
                Write(json, "inspectedOn", data[inspectedOn]);
                Write(json, "grade", data[grade]);
                Write(json, "totalShort", data[totalShort]);
                Write(json, "filingNo", data[filingNo]);
                json.WriteStartArray("supplies");
                foreach (var row in data[supplies].AsRows())
                {
                    json.WriteStartObject();
                    json.WriteString("rowId", row.Key);
                    foreach (var slot in row.Shape.Slots)
                        Write(json, slot.Path, row[slot]);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
            await json.FlushAsync();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, in Value value)
    {
        json.WritePropertyName(name);
        RowJson.WriteValue(json, value);
    }
}
