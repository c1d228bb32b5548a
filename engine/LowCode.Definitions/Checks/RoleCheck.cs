using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Checks;

/// <summary><c>role</c> and <c>role@level</c>.</summary>
internal static class RoleCheck
{
    private static readonly string[] Levels =
        [.. Enum.GetNames<DivisionLevel>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])];

    /// <summary>A role without a level.</summary>
    public static void Role(CheckScope scope, string role, SourceLocation at)
    {
        if (role.Length > 0 && !scope.App.Roles.Any(known => known.Name == role))
            scope.Unknown(NameMessages.UnknownRole, "role", role, scope.App.Roles.Select(known => known.Name), at);
    }

    /// <summary>A role, with a level or without.</summary>
    public static void RolePlace(CheckScope scope, string text, SourceLocation at)
    {
        var parts = text.Split('@');
        if (parts.Length > 2 || parts[0].Length == 0 || (parts.Length == 2 && !Levels.Contains(parts[1])))
        {
            scope.Error(NameMessages.BadRolePlace, at, ("text", text), ("levels", string.Join(", ", Levels)));
            return;
        }
        Role(scope, parts[0], at);
        if (parts.Length < 2 || scope.App.Roles.FirstOrDefault(known => known.Name == parts[0])?.Level is not { } held)
            return;
        if (Levels[(int)held] != parts[1])
            scope.Error(NameMessages.RoleElsewhere, at, ("role", parts[0]), ("level", Levels[(int)held]), ("wanted", parts[1]));
    }
}
