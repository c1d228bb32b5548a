using System.Text.Json;
using System.Text.Json.Nodes;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Schemas;
using LowCode.Definitions.Tests.Checks;

namespace LowCode.Definitions.Tests.Schemas;

public class JsonSchemaTests
{
    private static readonly string Folder = Repository.Path("templates", "schema");

    private static readonly Dictionary<string, string> SchemaOfFolder = new()
    {
        ["forms"] = "form",
        ["options"] = "options",
        ["workflows"] = "workflow",
        ["decisions"] = "decision",
        ["documents"] = "document",
        ["views"] = "view",
        ["locales"] = "locale",
        ["tests"] = "test",
    };

    /// <summary>Codes for what a schema can see too; the rest needs more than one place to be seen.</summary>
    private static readonly HashSet<string> SeenBySchemas =
    [
        ReadingMessages.UnknownProperty.Code, ReadingMessages.WrongType.Code, ReadingMessages.WrongTypeOf.Code,
        ReadingMessages.MissingProperty.Code, ReadingMessages.UnknownChoice.Code, ReadingMessages.UnknownFieldType.Code,
        ReadingMessages.BadDuration.Code, FieldMessages.PropertyNotForType.Code, FieldMessages.ComputedSource.Code,
        FieldMessages.ComputedAs.Code,
    ];

    [Fact]
    public void The_schemas_that_are_shipped_are_current()
    {
        if (Environment.GetEnvironmentVariable("LOWCODE_UPDATE_GOLDEN") == "1")
            JsonSchemas.Write(Folder);
        var generated = JsonSchemas.Generate();
        Assert.Equal(9, generated.Count);
        Assert.Equal(generated.Keys.Order(), Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)).Order());
        foreach (var (name, text) in generated)
            Assert.True(File.ReadAllText(Path.Combine(Folder, name)) == text, $"{name} is not current: run the tests once with LOWCODE_UPDATE_GOLDEN=1.");
    }

    [Fact]
    public void Every_file_of_the_templates_that_are_shipped_meets_its_schema()
    {
        var files = Directory.GetDirectories(Repository.Path("templates")).Where(folder => File.Exists(Path.Combine(folder, "app.json")))
            .SelectMany(folder => Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Select(path => (Path.GetRelativePath(folder, path), path)))
            .Where(file => SchemaOf(file.Item1) is not null).ToList();
        Assert.NotEmpty(files);
        Assert.Equal([], files.Where(file => !SchemaOf(file.Item1)!.Accepts(JsonNode.Parse(File.ReadAllText(file.path)))).Select(file => file.path));
    }

    public static TheoryData<string> Cases() => [.. CorpusCase.Names];

    [Theory, MemberData(nameof(Cases))]
    public void A_schema_and_the_reader_agree_on_what_both_can_see(string name)
    {
        var found = CorpusCase.Load(name).Run();
        foreach (var (path, text) in CorpusCase.Load(name).Texts())
        {
            if (SchemaOf(path) is not { } schema || Parse(text) is not { } json)
                continue;
            var problems = found.Where(problem => problem.At.File == path).Select(problem => problem.Message.Code).ToList();
            if (problems.Exists(SeenBySchemas.Contains))
                Assert.False(schema.Accepts(json), $"{path} should not meet its schema: {string.Join(", ", problems)}");
            else if (problems.Count == 0)
                Assert.True(schema.Accepts(json), $"{path} should meet its schema.");
        }
    }

    private static SchemaValidator? SchemaOf(string path)
    {
        var parts = path.Replace('\\', '/').Split('/');
        var kind = path == "app.json" ? "app" : parts.Length == 2 ? SchemaOfFolder.GetValueOrDefault(parts[0]) : null;
        return kind is null || !path.EndsWith(".json", StringComparison.Ordinal) ? null : SchemaValidator.For($"{kind}.schema.json");
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // No JSON: nothing for a schema to see.
            return null;
        }
    }
}
