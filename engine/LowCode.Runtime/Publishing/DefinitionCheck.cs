using System.Collections.Immutable;
using LowCode.Definitions.Checks;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.SystemSets;

namespace LowCode.Runtime.Publishing;

/// <summary>Checks a version that was read, and compiles it, so that its author sees everything that is wrong at once.</summary>
internal static class DefinitionCheck
{
    /// <summary>The compiled version, or null when there were errors.</summary>
    /// <param name="app">The version.</param>
    /// <param name="running">The version that it is to follow, or null.</param>
    /// <param name="others">The other apps.</param>
    /// <param name="diagnostics">Where everything that is wrong is added.</param>
    public static CompiledApp? Compile(
        AppDefinition app, CompiledApp? running, ImmutableDictionary<string, CompiledApp> others, Diagnostics diagnostics)
    {
        if (app.Name == SystemSet.App)
            diagnostics.Error(RuntimeMessages.ReservedApp, app.AtMember("app"), ("app", app.Name));
        AppChecker.Check(app, diagnostics, new InstalledApps(others));
        if (running is not null)
            CheckAgainst(running, app, diagnostics);
        if (diagnostics.HasErrors && !CanGrow(running, app))
            return null;
        var shapes = running?.Shapes ?? ImmutableDictionary<string, Shape>.Empty;
        shapes = shapes.SetItems(app.Forms.Select(form => KeyValuePair.Create(form.Name, Shapes.Extend(shapes.GetValueOrDefault(form.Name), form))));
        return AppCompiler.Compile(app, (running?.Version ?? 0) + 1, shapes, others, diagnostics);
    }

    private static void CheckAgainst(CompiledApp running, AppDefinition app, Diagnostics diagnostics)
    {
        if (SemanticVersion.TryParse(app.Version, out var version)
            && SemanticVersion.TryParse(running.Definition.Version, out var installed) && version < installed)
        {
            diagnostics.Error(RuntimeMessages.VersionTooLow, app.AtMember("version"),
                ("version", app.Version), ("installed", running.Definition.Version));
        }
        Compatibility.Check(running.Definition, app, diagnostics, running.Shapes);
    }

    private static bool CanGrow(CompiledApp? running, AppDefinition app)
    {
        if (running is null)
            return true;
        var found = new Diagnostics();
        Compatibility.Check(running.Definition, app, found, running.Shapes);
        return !found.HasErrors;
    }

    private sealed class InstalledApps(ImmutableDictionary<string, CompiledApp> apps) : IInstalledApps
    {
        public IEnumerable<string> Names => apps.Keys;

        public AppDefinition? Find(string app) => apps.GetValueOrDefault(app)?.Definition;
    }
}
