using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Runtime.Apps;

namespace LowCode.Runtime.Publishing;

/// <summary>Which apps an app needs, and in which version.</summary>
internal static class Requirements
{
    /// <summary>Adds an error for every app that is missing or too old.</summary>
    public static void Check(AppDefinition app, ImmutableDictionary<string, CompiledApp> installed, Diagnostics diagnostics)
    {
        foreach (var (name, version) in app.Requires.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var at = app.AtMember($"requires.{name}");
            if (!installed.TryGetValue(name, out var other))
            {
                diagnostics.Error(RuntimeMessages.RequiredAppMissing, at, ("app", name), ("version", version));
            }
            else if (IsLower(other.Definition.Version, version))
            {
                diagnostics.Error(RuntimeMessages.RequiredAppTooOld, at,
                    ("app", name), ("version", version), ("installed", other.Definition.Version));
            }
        }
    }

    /// <summary>Compares semantic versions by their three numbers; a pre-release is lower than its release.</summary>
    public static bool IsLower(string version, string than) => Order(version).CompareTo(Order(than)) < 0;

    private static (Version Numbers, int IsRelease, string Label) Order(string text)
    {
        var core = text.Split('+')[0];
        var dash = core.IndexOf('-', StringComparison.Ordinal);
        var numbers = dash < 0 ? core : core[..dash];
        return (Version.TryParse(numbers, out var version) ? version : new Version(0, 0), dash < 0 ? 1 : 0, dash < 0 ? "" : core[dash..]);
    }
}
