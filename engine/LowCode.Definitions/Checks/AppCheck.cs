using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;

namespace LowCode.Definitions.Checks;

/// <summary>What stands in app.json.</summary>
internal static class AppCheck
{
    public static void Check(CheckScope scope)
    {
        var app = scope.App;
        if (app.Name.Length > 0 && !NameRules.IsAppName(app.Name))
            scope.Error(NameMessages.BadAppName, app.AtMember("app"), ("name", app.Name));
        Version(scope, app.Version, app.AtMember("version"));
        foreach (var role in app.Roles)
        {
            scope.Name(role.Name, role.AtMember("name"));
            if (role.Name == WorkflowWords.System)
                scope.Error(NameMessages.ReservedName, role.AtMember("name"), ("name", role.Name));
        }
        scope.Unique(app.Roles.Select(role => (role.Name, role.AtMember("name"))));
        foreach (var (other, wanted) in app.Requires.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            Requirement(scope, other, wanted);
    }

    private static void Requirement(CheckScope scope, string other, string wanted)
    {
        var (name, value) = (scope.App.AtName($"requires.{other}"), scope.App.AtMember($"requires.{other}"));
        Version(scope, wanted, value);
        if (other == scope.App.Name)
        {
            scope.Error(NameMessages.RequiresItself, name);
            return;
        }
        if (scope.Installed is not { } installed)
            return;
        if (installed.Find(other) is not { } found)
            scope.Unknown(NameMessages.AppNotInstalled, "app", other, installed.Names, name);
        else if (SemanticVersion.TryParse(wanted, out var least) && SemanticVersion.TryParse(found.Version, out var has) && has < least)
            scope.Error(NameMessages.AppTooOld, value, ("app", other), ("wanted", wanted), ("installed", found.Version));
    }

    private static void Version(CheckScope scope, string version, Messages.SourceLocation at)
    {
        if (version.Length > 0 && !SemanticVersion.TryParse(version, out _))
            scope.Error(NameMessages.BadVersion, at, ("version", version));
    }
}
