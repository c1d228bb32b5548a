using System.CommandLine;
using LowCode.Definitions.Messages;
using LowCode.Packs.Checking;

namespace LowCode.Cli.Commands;

/// <summary><c>lowcode check PACK</c>: everything that can be known about a pack without running it, one finding a line.</summary>
static class CheckCommand
{
    public static Command Create()
    {
        var pack = PackFolder.Argument();
        var command = new Command("check", "Check a pack's definitions and rules. 检查模板包的定义和规则。") { pack };
        command.SetAction((parsed, cancel) =>
        {
            Terminal.Use(parsed);
            return RunAsync(parsed.GetRequiredValue(pack), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, CancellationToken cancel)
    {
        var files = PackFolder.Open(folder);
        using var temporary = new TemporaryStore();
        var store = await temporary.OpenAsync(cancel);
        var found = await PackCheck.RunAsync(files, PackFolder.Neighbours(folder), store, temporary.Attachments, cancel);
        foreach (var diagnostic in found)
            Console.Out.WriteLine(diagnostic.In(Terminal.Locale));
        var errors = found.Count(diagnostic => diagnostic.Severity == Severity.Error);
        Terminal.Say(ToolMessages.Checked, ("pack", folder.Name), ("errors", errors), ("warnings", found.Length - errors));
        return errors == 0 ? 0 : Terminal.Failed;
    }
}
