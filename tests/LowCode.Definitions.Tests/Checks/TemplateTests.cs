using LowCode.Definitions.Checks;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Reading;

namespace LowCode.Definitions.Tests.Checks;

public class TemplateTests
{
    [Fact]
    public void The_templates_that_are_shipped_have_nothing_wrong()
    {
        List<string> found = [];
        Dictionary<string, AppDefinition> apps = [];
        foreach (var folder in Directory.GetDirectories(Repository.Path("templates")).Where(folder => File.Exists(Path.Combine(folder, "app.json"))))
        {
            Diagnostics diagnostics = new();
            var app = AppReader.Read(new FolderFiles(folder), diagnostics);
            found.AddRange(diagnostics.Select(problem => $"{Path.GetFileName(folder)}: {problem}"));
            if (app is not null)
                apps[app.Name] = app;
        }
        Assert.NotEmpty(apps);
        foreach (var app in apps.Values)
        {
            Diagnostics diagnostics = new();
            AppChecker.Check(app, diagnostics, new Installed(apps));
            found.AddRange(diagnostics.Select(problem => $"{app.Name}: {problem}"));
        }
        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    private sealed class Installed(Dictionary<string, AppDefinition> apps) : IInstalledApps
    {
        public IEnumerable<string> Names => apps.Keys;

        public AppDefinition? Find(string app) => apps.GetValueOrDefault(app);
    }
}
