using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LowCode.Definitions.Model;

namespace LowCode.Definitions.Schemas;

/// <summary>The free-form parts of a test case, which the model keeps as JSON.</summary>
internal static class TestCaseSchema
{
    /// <summary>The schema of such a part, or null for every other member.</summary>
    public static JsonObject? For(Type type, string member) => type != typeof(TestCaseDefinition) ? null : member switch
    {
        "given" => new() { ["type"] = "object" },
        "existing" => new() { ["type"] = "object", ["additionalProperties"] = Object(TestCaseWords.Existing, "form") },
        "do" => new()
        {
            ["type"] = "array",
            ["items"] = new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, Object(TestCaseWords.Step)) },
        },
        "expect" => Object(TestCaseWords.Expect),
        _ => null,
    };

    private static JsonObject Object(ImmutableArray<(string Name, string Description)> words, params string[] required)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(words.Select(word =>
                KeyValuePair.Create(word.Name, (JsonNode?)new JsonObject { ["description"] = word.Description }))),
        };
        if (required.Length > 0)
            schema["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]);
        schema["additionalProperties"] = false;
        return schema;
    }
}
