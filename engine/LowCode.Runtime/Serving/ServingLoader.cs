using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Serving;

/// <summary>Loads what serves from the store: all of it at the start, what has changed later on.</summary>
internal static class ServingLoader
{
    /// <summary>
    /// What serves as of one snapshot: reads the divisions, when they have changed, and the newest version of every app, compiles those that are
    /// not running, and declares their sets meanwhile. At the start the engine's own records are loaded too.
    /// </summary>
    public static async Task<ServingState> LoadAsync(ServingState before, CancellationToken cancel)
    {
        using var snapshot = before.Store.Snapshot();
        var mark = await snapshot.FindAsync(InstallationSet.Name, InstallationSet.Id, cancel);
        var divisions = before.Mark is { } known && known.Data[InstallationSet.Divisions] == mark?.Data[InstallationSet.Divisions]
            ? before.Divisions
            : await DivisionRecords.LoadAsync(snapshot, cancel);
        var stored = await AppVersions.NewestAsync(snapshot, cancel);
        var changed = stored.AsParallel().Where(record => !IsRunning(record, before)).Select(Read)
            .ToDictionary(entry => entry.App.Name, StringComparer.Ordinal);
        var declaring = Task.Run(() => before.Store.DeclareAsync(
            [.. before.Apps.IsEmpty ? SystemSet.All : [], .. changed.Values.SelectMany(entry => AppIndexes.SetsOf(entry.App, entry.Shapes))], cancel), cancel);
        var apps = Compile(before.Apps, changed);
        await declaring;
        return before.With(apps, divisions, mark);
    }

    private static bool IsRunning(Record stored, ServingState before) =>
        before.Apps.GetValueOrDefault(stored.Data[AppSet.App].AsText())?.Version == stored.Data[AppSet.Number].AsInteger();

    private static StoredApp Read(Record stored) => new(stored, AppVersions.Read(stored), AppVersions.ShapesOf(stored));

    private static ImmutableDictionary<string, CompiledApp> Compile(
        ImmutableDictionary<string, CompiledApp> running, Dictionary<string, StoredApp> changed)
    {
        if (changed.Count == 0)
            return running;
        var all = running.ToDictionary(entry => entry.Key, entry => entry.Value.Definition);
        foreach (var (name, stored) in changed)
            all[name] = stored.App;
        var apps = ImmutableDictionary<string, CompiledApp>.Empty;
        var compiled = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in InOrder(all))
        {
            if (changed.TryGetValue(name, out var stored))
                apps = apps.SetItem(name, AppVersions.Compile(stored.Record, stored.App, apps));
            else if (running[name].Definition.Requires.Keys.Any(compiled.Contains))
                apps = apps.SetItem(name, AppVersions.Compile(running[name], apps));
            else
            {
                apps = apps.SetItem(name, running[name]);
                continue;
            }
            compiled.Add(name);
        }
        return apps;
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

    private sealed record StoredApp(Record Record, AppDefinition App, ImmutableDictionary<string, Shape> Shapes);
}
