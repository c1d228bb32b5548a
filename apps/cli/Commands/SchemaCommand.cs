using System.CommandLine;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Schemas;

namespace LowCode.Cli.Commands;

/// <summary><c>lowcode schema FOLDER</c>: writes the JSON Schemas of all definition files, for editors.</summary>
static class SchemaCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "Where to write them. 输出目录。" };
        var command = new Command("schema", "Write the JSON Schemas of definition files. 输出定义文件的 JSON Schema。") { folder };
        command.SetAction(async (parsed, cancel) =>
        {
            Terminal.Use(parsed);
            var target = Directory.CreateDirectory(parsed.GetRequiredValue(folder).FullName);
            var schemas = JsonSchemas.Generate();
            foreach (var (name, text) in schemas)
                await File.WriteAllTextAsync(Path.Combine(target.FullName, name), text, cancel);
            Terminal.Say(ToolMessages.SchemasWritten, ("count", schemas.Count), ("folder", target.FullName));
            return 0;
        });
        return command;
    }
}
