using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Runtime.Apps;
using LowCode.Runtime.SystemSets;

namespace LowCode.Runtime.Serving;

/// <summary>Loads the newest version of every app at the start.</summary>
internal static class AppLoader
{
    /// <summary>Reads, declares and compiles them; records, the engine's own too, are loaded while rules are checked.</summary>
    public static async Task LoadAsync(ServingState serving, CancellationToken cancel)
    {
        var stored = await serving.Versions.NewestAsync(cancel);
        var apps = stored.AsParallel().Select(record => (Record: record, App: AppVersions.Read(record), Shapes: AppVersions.ShapesOf(record)))
            .ToDictionary(entry => entry.App.Name, StringComparer.Ordinal);
        var declaring = Task.Run(() => serving.Store.DeclareAsync(
            [.. SystemSet.All, .. apps.Values.SelectMany(entry => AppIndexes.SetsOf(entry.App, entry.Shapes))], cancel), cancel);
        var compiled = ImmutableDictionary<string, CompiledApp>.Empty;
        foreach (var name in InOrder(apps.ToDictionary(entry => entry.Key, entry => entry.Value.App)))
            compiled = compiled.SetItem(name, AppVersions.Compile(apps[name].Record, apps[name].App, compiled));
        await declaring;
        serving.Apps = compiled;
    }

    /// <summary>The apps, each after those that it requires.</summary>
    private static List<string> InOrder(Dictionary<string, AppDefinition> apps)
    {
        var order = new List<string>();
        foreach (var name in apps.Keys.Order(StringComparer.Ordinal))
            Visit(name);
        return order;

        void Visit(string name)
        {
            if (order.Contains(name) || !apps.TryGetValue(name, out var app))
                return;
            foreach (var required in app.Requires.Keys.Order(StringComparer.Ordinal))
                Visit(required);
            if (!order.Contains(name))
                order.Add(name);
        }
    }
}
