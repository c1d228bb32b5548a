using System.CommandLine;
using LowCode.Definitions.Messages;
using LowCode.Packs.Testing;

namespace LowCode.Cli.Commands;

/// <summary><c>lowcode test PACK</c>: runs the pack's own cases and says what none of them reached.</summary>
static class TestCommand
{
    public static Command Create()
    {
        var pack = PackFolder.Argument();
        var command = new Command("test", "Run a pack's own cases. 运行模板包自带的用例。") { pack };
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
        var report = await Terminal.WithProgressAsync(ToolMessages.Testing, async progress =>
        {
            var (store, attachments) = await temporary.OpenAsync(cancel);
            return await PackTests.RunAsync(files, PackFolder.Neighbours(folder), store, attachments, progress, cancel);
        });
        return Print(folder.Name, report);
    }

    private static int Print(string pack, PackTestReport report)
    {
        foreach (var diagnostic in report.Diagnostics)
            Console.Out.WriteLine(diagnostic.In(Terminal.Locale));
        if (report.Diagnostics.Any(found => found.Severity == Severity.Error))
            return Terminal.Fail(PackMessages.PackBroken, ("pack", pack));
        foreach (var result in report.Cases)
        {
            Terminal.Say(result.Passed ? ToolMessages.CasePassed : ToolMessages.CaseFailed, ("name", result.Name));
            foreach (var difference in result.Differences)
                Console.Out.WriteLine($"    {difference.In(Terminal.Locale)}");
        }
        foreach (var item in report.NotReached)
            Terminal.Say(ToolMessages.NotReached, ("item", item));
        var passed = report.Cases.Count(result => result.Passed);
        Terminal.Say(ToolMessages.Tested, ("pack", pack), ("passed", passed), ("failed", report.Cases.Length - passed));
        return report.Passed ? 0 : Terminal.Failed;
    }
}
