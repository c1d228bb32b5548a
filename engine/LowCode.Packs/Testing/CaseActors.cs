using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Nodes;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Divisions;

namespace LowCode.Packs.Testing;

/// <summary>Turns <c>inspector@310106006002</c> into a caller, and the codes that cases name into a division tree.</summary>
static class CaseActors
{
    // Lengths of the statistical division codes from the city down; below a neighbourhood three digits a level.
    private static readonly (int Length, DivisionLevel Level)[] Levels =
    [
        (2, DivisionLevel.City), (6, DivisionLevel.District), (9, DivisionLevel.Street),
        (12, DivisionLevel.Neighborhood), (15, DivisionLevel.Estate), (18, DivisionLevel.Building),
    ];

    public static Caller Read(string actor)
    {
        var at = actor.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < actor.Length - 1
            ? new Caller(actor, actor, [new RoleAssignment(actor[..at], actor[(at + 1)..])])
            : throw new CaseProblem(PackMessages.WrongActor, ("actor", actor));
    }

    /// <summary>Who describes what exists already: may do everything, and is no engine.</summary>
    public static Caller Administrator { get; } = new("admin", "admin", [], IsAdministrator: true);

    /// <summary>The division at which an actor stands.</summary>
    public static string DivisionOf(string actor) => actor[(actor.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <summary>All divisions that the cases name, and those around them. Named by their code: cases do not look at names.</summary>
    public static IReadOnlyList<Division> Divisions(IEnumerable<TestCaseDefinition> cases)
    {
        var divisions = new SortedDictionary<string, Division>(StringComparer.Ordinal);
        foreach (var actor in cases.SelectMany(Actors).Where(actor => actor.Contains('@')))
        {
            var code = DivisionOf(actor);
            var parent = "";
            foreach (var (length, level) in Levels.Where(level => level.Length <= code.Length))
            {
                divisions.TryAdd(code[..length], new Division(code[..length], parent, level, code[..length]));
                parent = code[..length];
            }
        }
        return [.. divisions.Values];
    }

    private static IEnumerable<string> Actors(TestCaseDefinition test)
    {
        if (test.As is not null)
            yield return test.As;
        foreach (var step in test.Do)
        {
            if (step.ValueKind == System.Text.Json.JsonValueKind.Object && step.TryGetProperty("as", out var actor) && actor.GetString() is { } name)
                yield return name;
        }
    }
}
