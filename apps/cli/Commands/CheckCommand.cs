using System.CommandLine;
using LowCode.Definitions.Messages;
using LowCode.Packs.Checking;
using LowCode.Rules;
using LowCode.Runtime.Apps;

namespace LowCode.Cli.Commands;

/// <summary><c>lowcode check PACK</c>: everything that can be known about a pack without running it, one finding a line.</summary>
static class CheckCommand
{
    public static Command Create()
    {
        var pack = PackFolder.Argument();
        var explain = new Option<bool>("--explain") { Description = "Also say how each rule runs. 同时说明每条规则如何运行。" };
        var command = new Command("check", "Check a pack's definitions and rules. 检查模板包的定义和规则。") { pack, explain };
        command.SetAction((parsed, cancel) =>
        {
            Terminal.Use(parsed);
            return RunAsync(parsed.GetRequiredValue(pack), parsed.GetValue(explain), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, bool explain, CancellationToken cancel)
    {
        var files = PackFolder.Open(folder);
        using var temporary = new TemporaryStore();
        var (store, attachments) = await temporary.OpenAsync(cancel);
        var (found, app) = await PackCheck.RunAsync(files, PackFolder.Neighbours(folder), store, attachments, cancel);
        foreach (var diagnostic in found)
            Console.Out.WriteLine(diagnostic.In(Terminal.Locale));
        if (explain && app is not null)
            Explain(app);
        var errors = found.Count(diagnostic => diagnostic.Severity == Severity.Error);
        Terminal.Say(ToolMessages.Checked, ("pack", folder.Name), ("errors", errors), ("warnings", found.Length - errors));
        return errors == 0 ? 0 : Terminal.Failed;
    }

    private static void Explain(CompiledApp app)
    {
        var (all, compiled) = (0, 0);
        foreach (var program in app.Forms.Values.OrderBy(form => form.Definition.Name, StringComparer.Ordinal).Select(form => form.Rules).OfType<RuleProgram>())
        {
            foreach (var rule in program.Rules)
            {
                var why = program.WhyInterpreted(rule);
                all++;
                compiled += why is null ? 1 : 0;
                var how = why is null ? ToolMessages.RuleCompiled.Format(Terminal.Locale) : ToolMessages.RuleInterpreted.Format(Terminal.Locale, ("construct", why));
                Console.Out.WriteLine($"{rule.Text.At.File}({rule.Text.At.Line},{rule.Text.At.Column}): {how}: {rule.Text.Text}");
            }
        }
        Terminal.Say(ToolMessages.RulesExplained, ("all", all), ("compiled", compiled));
    }
}
