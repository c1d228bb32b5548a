using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Apps;

namespace LowCode.Runtime.Publishing;

/// <summary>Apps that build on an app: their rules and references are compiled again over its new version.</summary>
internal static class Dependents
{
    /// <summary>The other apps with those that require <paramref name="app"/> compiled again; an error when one no longer would.</summary>
    public static ImmutableDictionary<string, CompiledApp> Recompile(
        CompiledApp app, ImmutableDictionary<string, CompiledApp> others, Diagnostics diagnostics)
    {
        var result = others;
        foreach (var (name, other) in others.Where(pair => pair.Value.Definition.Requires.ContainsKey(app.Definition.Name)))
        {
            var found = new Diagnostics();
            var environment = others.Remove(name).SetItem(app.Definition.Name, app);
            var compiled = AppCompiler.Compile(other.Definition, other.Version, other.Shapes, environment, found);
            if (compiled is not null)
                result = result.SetItem(name, compiled);
            foreach (var problem in found.Where(problem => problem.Severity == Severity.Error))
                diagnostics.Error(RuntimeMessages.DependentBroken, app.Definition.At, ("app", name), ("problem", problem));
        }
        return result;
    }
}
