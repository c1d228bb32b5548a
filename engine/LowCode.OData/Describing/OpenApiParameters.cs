using System.Text.Json.Nodes;
using LowCode.Definitions.Messages;

namespace LowCode.OData.Describing;

/// <summary>Parameters of requests: query options, keys and the header for ETags.</summary>
internal static class OpenApiParameters
{
    public static readonly string[] OfSets = ["filter", "search", "orderby", "skip", "top", "count", "select", "expand", "compute", "apply"];

    public static readonly string[] OfEntities = ["select", "expand", "compute"];

    private static readonly (string Name, Message Text, string Type)[] Options =
    [
        ("filter", OpenApiMessages.Filter, "string"), ("search", OpenApiMessages.Search, "string"), ("orderby", OpenApiMessages.OrderBy, "string"),
        ("skip", OpenApiMessages.Skip, "integer"), ("top", OpenApiMessages.Top, "integer"), ("count", OpenApiMessages.Count, "boolean"),
        ("select", OpenApiMessages.Select, "string"), ("expand", OpenApiMessages.Expand, "string"), ("apply", OpenApiMessages.Apply, "string"),
        ("compute", OpenApiMessages.Compute, "string"),
    ];

    public static JsonObject Write(string locale)
    {
        var parameters = new JsonObject();
        foreach (var (name, text, type) in Options)
        {
            var schema = new JsonObject { ["type"] = type };
            if (type == "integer")
                schema["minimum"] = 0;
            parameters[name] = Parameter("$" + name, "query", text, locale, schema);
        }
        parameters["ifMatch"] = Parameter("If-Match", "header", OpenApiMessages.IfMatch, locale, new JsonObject { ["type"] = "string" });
        return parameters;
    }

    /// <summary>A part of a key.</summary>
    public static JsonObject Key(string name, string locale)
    {
        var key = Parameter(name, "path", OpenApiMessages.Key, locale, new JsonObject { ["type"] = "string", ["format"] = "uuid" });
        key["required"] = true;
        return key;
    }

    public static JsonArray References(params IEnumerable<string> names) =>
        new([.. names.Select(name => new JsonObject { ["$ref"] = "#/components/parameters/" + name })]);

    private static JsonObject Parameter(string name, string place, Message text, string locale, JsonObject schema) =>
        new() { ["name"] = name, ["in"] = place, ["description"] = text.Format(locale), ["schema"] = schema };
}
