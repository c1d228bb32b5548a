using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LowCode.Definitions.Values;

namespace LowCode.Rules.Scripts;

/// <summary>Data inside of modules: JSON that is JavaScript source too, the same bytes for the same content.</summary>
public static class ModuleJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>Compact JSON, everything beyond ASCII escaped.</summary>
    public static string Text(JsonNode? node) => node?.ToJsonString(Options) ?? "null";

    /// <summary>What the browser runtime calls a kind of value: <c>integer</c>, <c>rows</c>.</summary>
    public static string Kind(ValueKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>A shape: its slots in their order, with path, kind, decimal places and, for a table, its rows.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="scaleOf">Decimal places that a decimal slot keeps.</param>
    public static JsonArray Shape(Shape shape, Func<Shape, Slot, int> scaleOf) => [.. shape.Slots.Select(slot =>
    {
        var json = new JsonObject { ["path"] = slot.Path, ["kind"] = Kind(slot.Kind) };
        if (slot.Kind == ValueKind.Decimal)
            json["scale"] = scaleOf(shape, slot);
        if (slot.Rows is not null)
            json["rows"] = Shape(slot.Rows, scaleOf);
        return (JsonNode)json;
    })];
}
