using System.CommandLine;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Reading;
using LowCode.Packs.Demo;
using LowCode.Packs.Installing;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.Serving;

namespace LowCode.Cli.Commands;

/// <summary><c>lowcode demo DATA</c>: fills a store with a whole invented city, the same for the same seed.</summary>
static class DemoCommand
{
    public static Command Create()
    {
        var data = DataStore.Argument();
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "The same seed gives the same city. 随机种子。" };
        var inspections = new Option<int>("--inspections") { DefaultValueFactory = _ => 50_000, Description = "How many inspections. 检查记录数。" };
        var templates = new Option<DirectoryInfo>("--templates")
        {
            DefaultValueFactory = _ => new DirectoryInfo("templates"),
            Description = "Folder of the packs. 模板包目录。",
        };
        var command = new Command("demo", "Fill a store with an invented city. 生成全市演示数据。") { data, seed, inspections, templates };
        command.SetAction((parsed, cancel) =>
        {
            Terminal.Use(parsed);
            var options = new DemoCityOptions(parsed.GetValue(seed), parsed.GetValue(inspections));
            return RunAsync(parsed.GetRequiredValue(data), parsed.GetRequiredValue(templates), options, cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(string data, DirectoryInfo templates, DemoCityOptions options, CancellationToken cancel)
    {
        var divisions = 0;
        var counts = await Terminal.WithProgressAsync(ToolMessages.Generating, async progress =>
        {
            var (store, attachments) = await DataStore.OpenAsync(data, cancel);
            await using var installation = await Installation.OpenAsync(
                store, attachments, new InstallationOptions(), new DemoClock(options.Today), cancel);
            await InstallAsync(installation, templates, cancel);
            divisions = installation.Divisions.Count;
            return await DemoCity.GenerateAsync(installation, options, progress, cancel);
        });
        Terminal.Say(ToolMessages.Generated, ("divisions", divisions), ("sites", counts.Sites),
            ("inspections", counts.Inspections), ("seed", options.Seed));
        foreach (var (state, count) in counts.ByState.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Console.Out.WriteLine($"  {state} {count}");
        return 0;
    }

    private static async Task InstallAsync(Installation installation, DirectoryInfo templates, CancellationToken cancel)
    {
        var csv = Path.Combine(templates.FullName, "data", "shanghai-divisions.csv");
        if (!File.Exists(csv))
            throw new CommandFailure(HostMessages.NoTemplates, ("folder", templates.FullName));
        using var text = File.OpenText(csv);
        await installation.ImportDivisionsAsync(Caller.System, DivisionCsv.Read(text, csv).Divisions, cancel);
        var packs = templates.GetDirectories().Where(folder => File.Exists(Path.Combine(folder.FullName, "app.json")))
            .Select(folder => new FolderFiles(folder.FullName));
        foreach (var pack in PackOrder.Of(packs))
        {
            var result = await installation.PublishAsync(Caller.System, pack, cancel);
            if (result.App is null)
            {
                throw new CommandFailure(HostMessages.PackNotInstalled, ("pack", ((FolderFiles)pack).Root),
                    ("diagnostics", string.Join('\n', result.Diagnostics.Select(found => found.In(Terminal.Locale)))));
            }
        }
    }

    // Noon of the day on which the city stands still, so that the same seed gives the same records.
    private sealed class DemoClock(DateOnly today) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(today, new TimeOnly(4, 0), TimeSpan.Zero);
    }
}
