using System.Collections.Immutable;

namespace LowCode.Definitions.Model;

/// <summary>The properties of the free-form parts of a test case, with a line for authors each.</summary>
internal static class TestCaseWords
{
    /// <summary>Of an existing record.</summary>
    public static ImmutableArray<(string Name, string Description)> Existing { get; } =
    [
        ("form", "The form, app/form for another app"),
        ("given", "What it holds, as OData JSON"),
        ("state", "The state it is in"),
        ("division", "The division it belongs to"),
    ];

    /// <summary>Of a step.</summary>
    public static ImmutableArray<(string Name, string Description)> Step { get; } =
    [
        ("as", "Who acts, role@division"),
        ("set", "Fields that are changed first"),
        ("do", "The transition that is taken"),
        ("after", "Time that passes before, an ISO 8601 duration; deadlines fire"),
    ];

    /// <summary>Of what is expected.</summary>
    public static ImmutableArray<(string Name, string Description)> Expect { get; } =
    [
        ("values", "Values by path"),
        ("hidden", "Paths of fields that are hidden"),
        ("required", "Paths of fields that must be filled in"),
        ("errors", "Codes of findings by path"),
        ("decisions", "Outcomes by decision"),
        ("points", "Points by decision"),
        ("state", "The state that the record is in"),
        ("tasks", "Who has a task, role@division"),
        ("options", "Codes that are offered, by path of the choice"),
        ("refused", "Code of the last step's refusal"),
    ];
}
