using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Reading;
using LowCode.Packs.Installing;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Divisions;

namespace LowCode.Server.Hosting;

/// <summary>
/// Fills an empty installation: the division tree and the packs of the templates folder. Does nothing later on. Several
/// nodes may do it at once, and one that was killed meanwhile is made up for.
/// </summary>
static class FirstStart
{
    private const string Divisions = "data/shanghai-divisions.csv";

    public static async Task FillAsync(Installation installation, string templates, CancellationToken cancel)
    {
        if (!Directory.Exists(templates))
            throw new StartFailure(StartFailure.BadConfiguration, HostMessages.NoTemplates, ("folder", templates));
        var file = Path.Combine(templates, Divisions);
        // Divisions come before apps: without an app nobody has come to their end.
        if (installation.Apps.IsEmpty && File.Exists(file))
            await installation.ImportDivisionsAsync(Caller.System, ReadDivisions(file), cancel);
        var packs = Directory.GetDirectories(templates)
            .Where(folder => File.Exists(Path.Combine(folder, "app.json")) && !installation.Apps.ContainsKey(Path.GetFileName(folder)))
            .Select(folder => new FolderFiles(folder));
        foreach (var pack in PackOrder.Of(packs))
        {
            var result = await installation.PublishAsync(Caller.System, pack, cancel);
            if (result.App is null)
            {
                throw new StartFailure(StartFailure.BadPack, HostMessages.PackNotInstalled,
                    ("pack", ((FolderFiles)pack).Root), ("diagnostics", Lines(result.Diagnostics)));
            }
        }
    }

    private static ImmutableArray<Division> ReadDivisions(string file)
    {
        using var text = File.OpenText(file);
        var (divisions, problems) = DivisionCsv.Read(text, file);
        return problems.IsEmpty
            ? divisions
            : throw new StartFailure(StartFailure.BadConfiguration, HostMessages.BadDivisions, ("problems", Lines(problems)));
    }

    private static string Lines(IEnumerable<Diagnostic> found) => string.Join('\n', found.Select(one => one.In(Locales.Chinese)));
}
