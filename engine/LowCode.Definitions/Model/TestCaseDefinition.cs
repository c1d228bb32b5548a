using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Model;

/// <summary>One case that an app's own tests check, end to end over form, decisions and workflow.</summary>
[Description("A test case (tests/*.json holds one or a list)")]
public sealed record TestCaseDefinition : Node
{
    /// <summary>What it shows, as a sentence.</summary>
    [JsonPropertyName("case"), Description("What it shows, as a sentence")]
    public required string Name { get; init; }

    /// <summary>The form.</summary>
    [Description("The form")]
    public required string Form { get; init; }

    /// <summary>Who acts, <c>inspector@310106006002</c>.</summary>
    [Description("Who acts, role@division")]
    public string? As { get; init; }

    /// <summary>The date, so that rules over today() can be tested. 2026-01-01 unless given.</summary>
    [Description("The date on which it plays")]
    public DateOnly? Today { get; init; }

    /// <summary>What is entered: the record as OData JSON.</summary>
    [Description("What is entered")]
    public JsonElement Given { get; init; }

    /// <summary>
    /// Records that exist already, by name; <c>given</c> refers to one as <c>"@name"</c>. Each is an object with
    /// <c>form</c> (<c>app/form</c> for another app) and <c>given</c>.
    /// </summary>
    [Description("Records that exist already, by name; refer to one as \"@name\"")]
    public ImmutableDictionary<string, JsonElement> Existing { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;

    /// <summary>
    /// Steps: a transition's name, taken by <see cref="As"/>; or <c>{ "as": "reviewer@310106006", "set": {…}, "do": "accept", "after": "P4D" }</c>,
    /// in which every property is optional and <c>after</c> lets time pass first (deadlines fire).
    /// </summary>
    [Description("Steps: transitions' names, or objects with as, set, do, after")]
    public ImmutableArray<JsonElement> Do { get; init; } = [];

    /// <summary>
    /// What must be so at the end; only what is named is compared: <c>values</c> (by path), <c>hidden</c>, <c>required</c>
    /// (paths), <c>errors</c> (path to code), <c>decisions</c> (name to outcome), <c>points</c> (decision to points), <c>state</c>,
    /// <c>tasks</c> (list of role@division), <c>options</c> (choice path to the codes offered), <c>refused</c> (code of the last step's refusal).
    /// </summary>
    [Description("What must be so at the end; only what is named is compared")]
    public required JsonElement Expect { get; init; }
}
