using System.Text.Json.Nodes;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Reading;

namespace LowCode.Definitions.Schemas;

/// <summary>What a field's type makes of its other properties.</summary>
internal static class FieldTypeSchema
{
    /// <summary>One of some types.</summary>
    public static JsonObject Of(IEnumerable<string> names) =>
        SchemaBuilder.Described(names.Select(name => (name, FieldTypes.Find(name)!.Summary)));

    /// <summary>For each type, when a field is of it: the properties that it has not, and those that it needs.</summary>
    public static JsonArray Conditions() => new([.. FieldTypes.All.Select(type => new JsonObject
    {
        ["if"] = new JsonObject
        {
            ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = type.Name } },
            ["required"] = new JsonArray("type"),
        },
        ["then"] = Then(type),
    })]);

    private static JsonObject Then(FieldType type)
    {
        var excluded = Binders.For<FieldDefinition>().Members.Select(member => member.Name)
            .Where(name => FieldTypes.CommonProperties.Contains(name) ? type.Refuses.Contains(name) : !type.Properties.Contains(name));
        var then = new JsonObject
        {
            ["properties"] = new JsonObject(excluded.Select(name => KeyValuePair.Create(name, (JsonNode?)JsonValue.Create(false)))),
        };
        if (!type.Needs.IsEmpty)
            then["required"] = new JsonArray([.. type.Needs.Select(name => JsonValue.Create(name))]);
        if (type == FieldTypes.Computed)
            then["oneOf"] = new JsonArray(Requires("value"), Requires("decision"));
        return then;
    }

    private static JsonObject Requires(string name) => new() { ["required"] = new JsonArray(name) };
}
