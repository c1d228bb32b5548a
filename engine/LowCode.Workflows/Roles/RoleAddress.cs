using System.Diagnostics.CodeAnalysis;
using LowCode.Definitions.Nodes;

namespace LowCode.Workflows.Roles;

/// <summary>
/// Who may do something with a record, wherever the record belongs: <c>reviewer</c>, held at the record's division or
/// above it, or <c>reviewer@street</c>, held at exactly the division of that level which contains the record.
/// </summary>
/// <param name="Role">The role; <see cref="Actor.SystemName"/> for deadlines.</param>
/// <param name="Level">The level, or null.</param>
public sealed record RoleAddress(string Role, DivisionLevel? Level = null)
{
    /// <summary>The names of the levels as authors write them, from the city down.</summary>
    public static IReadOnlyList<string> LevelNames { get; } =
        [.. Enum.GetNames<DivisionLevel>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])];

    /// <summary>True for the engine itself.</summary>
    public bool IsSystem => Role == Actor.SystemName;

    /// <summary>
    /// The level at which people hold the role, as the app declares it. It only says where a task for a plain role is
    /// shown, not who may act.
    /// </summary>
    public DivisionLevel? Home { get; init; }

    /// <summary>Reads <c>role</c> or <c>role@level</c>; false when it is neither.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RoleAddress? address)
    {
        address = null;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var role = at < 0 ? text : text[..at];
        if (role.Length == 0 || !char.IsAsciiLetter(role[0]) || !role.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'))
            return false;
        if (at < 0)
        {
            address = new RoleAddress(role);
            return true;
        }
        var level = LevelNames.ToList().IndexOf(text[(at + 1)..]);
        if (level < 0 || role == Actor.SystemName)
            return false;
        address = new RoleAddress(role, (DivisionLevel)level);
        return true;
    }

    /// <summary>
    /// Where a task for a record is shown: the division of the address's level; for a plain role that of the level at
    /// which the role is held, else the record's own. Null when no division of the level contains the record (then
    /// nobody can act), and for the engine itself.
    /// </summary>
    public string? Place(string recordDivision, IDivisions divisions)
    {
        if (IsSystem)
            return null;
        if (Level is { } level)
            return divisions.Ancestor(recordDivision, level);
        return (Home is { } home ? divisions.Ancestor(recordDivision, home) : null) ?? recordDivision;
    }

    /// <summary>Whether someone who holds a role may act on a record of a division.</summary>
    public bool Admits(HeldRole held, string recordDivision, IDivisions divisions)
    {
        if (IsSystem || held.Role != Role)
            return false;
        if (Level is { } level)
            return divisions.Ancestor(recordDivision, level) is { } place && place == held.Division;
        if (held.Division.Length == 0)
            return true;
        for (var code = recordDivision; !string.IsNullOrEmpty(code); code = divisions.Parent(code))
        {
            if (code == held.Division)
                return true;
        }
        return false;
    }

    /// <summary>Whether a person may act on a record of a division.</summary>
    public bool Admits(Actor actor, string recordDivision, IDivisions divisions) => IsSystem
        ? actor.IsSystem
        : actor.Roles.Any(held => Admits(held, recordDivision, divisions));

    /// <summary>As authors write it.</summary>
    public override string ToString() => Level is { } level ? $"{Role}@{LevelNames[(int)level]}" : Role;
}
