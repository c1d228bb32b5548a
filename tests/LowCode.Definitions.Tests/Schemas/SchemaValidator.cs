using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LowCode.Definitions.Schemas;

namespace LowCode.Definitions.Tests.Schemas;

/// <summary>Validates JSON against the part of JSON Schema 2020-12 that our schemas use; another keyword is an error of the test.</summary>
sealed class SchemaValidator(JsonNode root)
{
    private static readonly Dictionary<string, SchemaValidator> All =
        JsonSchemas.Generate().ToDictionary(schema => schema.Key, schema => new SchemaValidator(JsonNode.Parse(schema.Value)!));

    public static SchemaValidator For(string file) => All[file];

    public bool Accepts(JsonNode? value) => Accepts(root, value);

    private bool Accepts(JsonNode? schema, JsonNode? value) => schema switch
    {
        JsonValue constant => constant.GetValue<bool>(),
        JsonObject keywords => keywords.All(keyword => Accepts(keywords, keyword.Key, keyword.Value!, value)),
        _ => throw new InvalidOperationException("A schema is an object or a boolean."),
    };

    private bool Accepts(JsonObject schema, string keyword, JsonNode rule, JsonNode? value)
    {
        switch (keyword)
        {
            case "$schema" or "$defs" or "description" or "default" or "format" or "then":
                return true;
            case "$ref":
                return Accepts(root["$defs"]![rule.GetValue<string>()["#/$defs/".Length..]], value);
            case "type":
                return rule is JsonArray types ? types.Any(type => IsOf(type!.GetValue<string>(), value)) : IsOf(rule.GetValue<string>(), value);
            case "enum":
                return rule.AsArray().Any(allowed => JsonNode.DeepEquals(allowed, value));
            case "const":
                return JsonNode.DeepEquals(rule, value);
            case "minLength":
                return !IsOf("string", value) || value!.GetValue<string>().Length >= rule.GetValue<int>();
            case "pattern":
                return !IsOf("string", value) || Regex.IsMatch(value!.GetValue<string>(), rule.GetValue<string>());
            case "required":
                return value is not JsonObject needed || rule.AsArray().All(name => needed.ContainsKey(name!.GetValue<string>()));
            case "properties":
                return value is not JsonObject known || rule.AsObject().All(property => !known.ContainsKey(property.Key) || Accepts(property.Value, known[property.Key]));
            case "additionalProperties":
                return value is not JsonObject all
                    || all.All(property => schema["properties"]?.AsObject().ContainsKey(property.Key) == true || Accepts(rule, property.Value));
            case "items":
                return value is not JsonArray items || items.All(item => Accepts(rule, item));
            case "allOf":
                return rule.AsArray().All(option => Accepts(option, value));
            case "anyOf":
                return rule.AsArray().Any(option => Accepts(option, value));
            case "oneOf":
                return rule.AsArray().Count(option => Accepts(option, value)) == 1;
            case "if":
                return !Accepts(rule, value) || Accepts(schema["then"], value);
            default:
                throw new InvalidOperationException($"The validator does not know '{keyword}'.");
        }
    }

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("object", System.Text.Json.JsonValueKind.Object) => true,
        ("array", System.Text.Json.JsonValueKind.Array) => true,
        ("string", System.Text.Json.JsonValueKind.String) => true,
        ("number", System.Text.Json.JsonValueKind.Number) => true,
        ("integer", System.Text.Json.JsonValueKind.Number) => decimal.IsInteger(value!.GetValue<decimal>()),
        ("boolean", System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False) => true,
        _ => false,
    };
}
