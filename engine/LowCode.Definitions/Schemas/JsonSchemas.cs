using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LowCode.Definitions.Model;

namespace LowCode.Definitions.Schemas;

/// <summary>
/// JSON Schemas (draft 2020-12) of the files that authors write, made from the same model that reading goes by, so that
/// editors complete and check what <c>AppReader</c> accepts. Thread-safe.
/// </summary>
public static class JsonSchemas
{
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly ImmutableArray<(string Name, Type Type)> Kinds =
    [
        ("app", typeof(AppDefinition)),
        ("form", typeof(FormDefinition)),
        ("options", typeof(OptionListDefinition)),
        ("workflow", typeof(WorkflowDefinition)),
        ("decision", typeof(DecisionDefinition)),
        ("document", typeof(DocumentDefinition)),
        ("view", typeof(ViewDefinition)),
        ("locale", typeof(LocaleDefinition)),
        ("test", typeof(TestCaseDefinition)),
    ];

    /// <summary>The schemas' texts by file name, <c>form.schema.json</c>.</summary>
    public static IReadOnlyDictionary<string, string> Generate() => Kinds.ToDictionary(
        kind => $"{kind.Name}.schema.json", kind => File(kind.Type).ToJsonString(Readable) + "\n", StringComparer.Ordinal);

    /// <summary>Writes the schemas into a folder, which is made when it is not there. Returns the files' paths.</summary>
    public static IReadOnlyList<string> Write(string folder)
    {
        Directory.CreateDirectory(folder);
        List<string> paths = [];
        foreach (var (name, text) in Generate().OrderBy(schema => schema.Key, StringComparer.Ordinal))
        {
            paths.Add(Path.Combine(folder, name));
            System.IO.File.WriteAllText(paths[^1], text);
        }
        return paths;
    }

    private static JsonObject File(Type type)
    {
        var builder = new SchemaBuilder();
        var root = builder.Root(type);
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema" };
        if (type == typeof(TestCaseDefinition))
        {
            builder.Define("testCase", root);
            schema["description"] = root["description"]!.DeepClone();
            schema["anyOf"] = new JsonArray(SchemaBuilder.Reference("testCase"), new JsonObject { ["type"] = "array", ["items"] = SchemaBuilder.Reference("testCase") });
        }
        else
        {
            foreach (var (keyword, value) in root.ToList())
            {
                root.Remove(keyword);
                schema[keyword] = value;
            }
        }
        if (builder.Definitions.Count > 0)
            schema["$defs"] = builder.Definitions;
        return schema;
    }
}
