using LowCode.Runtime.Divisions;

namespace LowCode.Runtime.Callers;

/// <summary>
/// People who read the audit of a division and of what is below it, and change nothing: a role like any other, held in the
/// app <c>system</c>. Held at no division (<c>auditor@:system</c>) it is over everything, what belongs to no division too.
/// </summary>
public static class Auditors
{
    /// <summary>The role's name.</summary>
    public const string Role = "auditor";

    /// <summary>The app in which it is held.</summary>
    public const string App = "system";

    /// <summary>Whether a role that somebody holds is this one.</summary>
    public static bool IsAuditor(this RoleAssignment held) => held is { Role: Role, App: App };

    /// <summary>Whether the caller reads the audit of a division; of none, when it is empty. A token for some apps, or to send only, does not.</summary>
    public static bool Audits(this Caller caller, string division) =>
        caller.Scope is null or { Access: not TokenAccess.Create, Apps.IsEmpty: true }
        && (caller.IsAdministrator || caller.Roles.Any(held => held.IsAuditor() && DivisionTree.IsWithin(division, held.Division)));
}
