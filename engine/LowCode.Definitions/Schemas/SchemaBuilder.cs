using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Model;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Reading;

namespace LowCode.Definitions.Schemas;

/// <summary>Makes the schema of one file kind; what records of the model nest is defined once and referred to.</summary>
internal sealed class SchemaBuilder
{
    /// <summary>What was defined on the way.</summary>
    public JsonObject Definitions { get; } = [];

    /// <summary>The schema of a record at the root of a file, which may name its schema.</summary>
    public JsonObject Root(Type type)
    {
        var schema = Node(type);
        ((JsonObject)schema["properties"]!).Insert(0, "$schema", new JsonObject { ["type"] = "string", ["description"] = "This file's JSON Schema, for editors" });
        return schema;
    }

    /// <summary>Defines a schema under a name.</summary>
    public void Define(string name, JsonObject schema) => Definitions[name] = schema;

    /// <summary>A reference to a definition.</summary>
    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private JsonObject Node(Type type)
    {
        var binder = (NodeBinder)Binders.For(type);
        var empty = (Node)Activator.CreateInstance(type)!;
        var properties = new JsonObject();
        foreach (var member in binder.Members)
        {
            var schema = TestCaseSchema.For(type, member.Name) ?? Value(type, member);
            if (member.Description.Length > 0)
                schema["description"] = member.Description;
            if (!member.IsRequired && member.DefaultIn(empty) is Enum value)
                schema["default"] = EnumBinder.JsonName(value.ToString());
            properties[member.Name] = schema;
        }
        var node = new JsonObject { ["type"] = "object" };
        if (type.GetCustomAttribute<DescriptionAttribute>() is { } description)
            node["description"] = description.Description;
        node["properties"] = properties;
        if (binder.Members.Any(member => member.IsRequired))
            node["required"] = new JsonArray([.. binder.Members.Where(member => member.IsRequired).Select(member => JsonValue.Create(member.Name))]);
        node["additionalProperties"] = false;
        if (type == typeof(FieldDefinition))
            node["allOf"] = FieldTypeSchema.Conditions();
        return node;
    }

    private JsonObject Value(Type owner, NodeMember member) =>
        owner == typeof(FieldDefinition) && member.Name == "as" ? FieldTypeSchema.Of(ComputedField.Holds) : Value(member.Binder);

    private JsonObject Value(ValueBinder binder)
    {
        switch (binder)
        {
            case NodeBinder node:
                return Nested(node.Type);
            case ListBinder { OrOne: true } list:
                return new() { ["anyOf"] = new JsonArray(Value(list.Element), Array(list)) };
            case ListBinder list:
                return Array(list);
            case MapBinder map:
                return new() { ["type"] = "object", ["additionalProperties"] = Value(map.Element) };
            case EnumBinder choice:
                return Choice(choice);
            case FieldTypeBinder:
                return FieldTypeSchema.Of(FieldTypes.All.Select(type => type.Name));
            case RuleBinder:
                return new() { ["type"] = new JsonArray("string", "boolean", "number"), ["minLength"] = 1 };
            case NumberOrTextBinder:
                return new() { ["type"] = new JsonArray("string", "number"), ["minLength"] = 1 };
            case DurationBinder:
                return new() { ["type"] = "string", ["pattern"] = Durations.Pattern };
            case DateBinder:
                return new() { ["type"] = "string", ["format"] = "date", ["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" };
            case TextBinder:
                return new() { ["type"] = "string", ["minLength"] = 1 };
            case NumberBinder number:
                return new() { ["type"] = number.IsWhole ? "integer" : "number" };
            case BooleanBinder:
                return new() { ["type"] = "boolean" };
            case AnyJsonBinder:
                return [];
            default:
                throw new InvalidOperationException($"No schema is known for {binder.GetType()}.");
        }
    }

    private JsonObject Array(ListBinder list) => new() { ["type"] = "array", ["items"] = Value(list.Element) };

    private JsonObject Nested(Type type)
    {
        var name = type.Name.EndsWith("Definition", StringComparison.Ordinal) ? type.Name[..^"Definition".Length] : type.Name;
        name = char.ToLowerInvariant(name[0]) + name[1..];
        if (!Definitions.ContainsKey(name))
        {
            Definitions[name] = null;
            Definitions[name] = Node(type);
        }
        return Reference(name);
    }

    private static JsonObject Choice(EnumBinder choice)
    {
        var described = Enum.GetNames(choice.Type)
            .Select(name => (Name: EnumBinder.JsonName(name), Text: choice.Type.GetField(name)!.GetCustomAttribute<DescriptionAttribute>()?.Description))
            .ToList();
        return described.TrueForAll(member => member.Text is null)
            ? new() { ["enum"] = new JsonArray([.. described.Select(member => JsonValue.Create(member.Name))]) }
            : Described(described.Select(member => (member.Name, member.Text ?? "")));
    }

    /// <summary>One of several words, each with a line for authors.</summary>
    public static JsonObject Described(IEnumerable<(string Name, string Description)> words) => new()
    {
        ["oneOf"] = new JsonArray([.. words.Select(word => new JsonObject { ["const"] = word.Name, ["description"] = word.Description })]),
    };
}
