using System.Collections.Immutable;
using LowCode.Definitions.Messages;

namespace LowCode.Runtime.Callers;

/// <summary>Who asks. Every command and every query names one; nothing is done without.</summary>
/// <param name="Name">User name, unique in the installation; it stands in records and in the change log.</param>
/// <param name="Title">Name as people say it.</param>
/// <param name="Roles">Roles that the person holds now, each at a division: their own that are in force, and those that are lent to them.</param>
/// <param name="IsAdministrator">May publish, and read, create, change and delete every record. Transitions and signatures still need the role that they name.</param>
/// <param name="Locale">The language in which texts are chosen for this person.</param>
/// <param name="Scope">What the access token leaves with which the request came; null when nothing is taken away.</param>
public sealed record Caller(
    string Name,
    string Title,
    ImmutableArray<RoleAssignment> Roles,
    bool IsAdministrator = false,
    string Locale = Locales.Chinese,
    TokenScope? Scope = null)
{
    /// <summary>The engine itself: deadlines, imports. May do everything, and takes the transitions of <c>system</c>.</summary>
    public static Caller System { get; } = new("system", "系统", [], IsAdministrator: true);

    /// <summary>True for the engine itself. A person of the same name is not the engine.</summary>
    public bool IsSystem => ReferenceEquals(this, System);

    /// <summary>The address from which the request came; empty when it is not known. It stands in the change log.</summary>
    public string From { get; init; } = "";

    /// <summary>Whether the caller may do what is for administrators: an administrator, in person or with a token that says so.</summary>
    public bool MayAdminister => IsAdministrator && (Scope is null || Scope.Administers);
}

/// <summary>A role that a person holds.</summary>
/// <param name="Role">The role's name.</param>
/// <param name="Division">Code of the division at which it is held.</param>
/// <param name="App">The app in which it counts; null for all.</param>
/// <param name="From">The first day on which it is held, in the installation's time zone; null for from ever.</param>
/// <param name="Until">The last day on which it is held; null for until further notice.</param>
public sealed record RoleAssignment(string Role, string Division, string? App = null, DateOnly? From = null, DateOnly? Until = null)
{
    /// <summary>Whether it is held on a day.</summary>
    public bool IsInForce(DateOnly day) => !(day < From) && !(day > Until);

    /// <summary>Whether it counts in an app.</summary>
    public bool CountsIn(string app) => App is null || App == app;
}
