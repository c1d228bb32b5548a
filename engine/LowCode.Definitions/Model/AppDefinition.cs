using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Model;

/// <summary>A whole app as its author wrote it: <c>app.json</c> and the files in the folders beside it.</summary>
[Description("An app (app.json)")]
public sealed record AppDefinition : Node
{
    /// <summary>The name, also in addresses: lower-case letters, digits and hyphens, <c>flood-readiness</c>.</summary>
    [JsonPropertyName("app"), Description("Stable name: lower-case letters, digits, hyphens")]
    public required string Name { get; init; }

    /// <summary>What people call it.</summary>
    [Description("What people call it")]
    public required LocalizedText Title { get; init; }

    /// <summary>A sentence or two on what it is for.</summary>
    [Description("What it is for")]
    public LocalizedText? Description { get; init; }

    /// <summary>Semantic version of the definition, <c>1.2.0</c>.</summary>
    [Description("Semantic version, 1.2.0")]
    public required string Version { get; init; }

    /// <summary>Apps whose forms this one refers to, with the lowest version that serves: <c>{ "community-base": "1.0.0" }</c>.</summary>
    [Description("Apps whose forms this one refers to, with the lowest version that serves")]
    public ImmutableDictionary<string, string> Requires { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The roles that its forms and workflows name.</summary>
    [Description("Roles that forms and workflows name")]
    public ImmutableArray<RoleDefinition> Roles { get; init; } = [];

    /// <summary>From <c>forms/*.json</c>.</summary>
    [JsonIgnore] public ImmutableArray<FormDefinition> Forms { get; init; } = [];

    /// <summary>From <c>options/*.json</c>.</summary>
    [JsonIgnore] public ImmutableArray<OptionListDefinition> OptionLists { get; init; } = [];

    /// <summary>From <c>workflows/*.json</c>.</summary>
    [JsonIgnore] public ImmutableArray<WorkflowDefinition> Workflows { get; init; } = [];

    /// <summary>From <c>decisions/*.json</c>.</summary>
    [JsonIgnore] public ImmutableArray<DecisionDefinition> Decisions { get; init; } = [];

    /// <summary>From <c>documents/*.json</c>.</summary>
    [JsonIgnore] public ImmutableArray<DocumentDefinition> Documents { get; init; } = [];

    /// <summary>From <c>views/*.json</c>.</summary>
    [JsonIgnore] public ImmutableArray<ViewDefinition> Views { get; init; } = [];

    /// <summary>From <c>locales/*.json</c>; their texts have also been laid over the nodes they name.</summary>
    [JsonIgnore] public ImmutableArray<LocaleDefinition> Locales { get; init; } = [];

    /// <summary>From <c>tests/*.json</c>.</summary>
    [JsonIgnore] public ImmutableArray<TestCaseDefinition> TestCases { get; init; } = [];

    /// <summary>Paths of files that could not be read: what they define is not known, so nothing is said about its absence.</summary>
    [JsonIgnore] internal ImmutableHashSet<string> Unread { get; init; } = [];

    /// <summary>The form of a name, or null.</summary>
    public FormDefinition? Form(string name) => Forms.FirstOrDefault(form => form.Name == name);

    /// <summary>The option list of a name, or null.</summary>
    public OptionListDefinition? OptionList(string name) => OptionLists.FirstOrDefault(list => list.Name == name);

    /// <summary>The workflow that a form follows, or null when its records have no states.</summary>
    public WorkflowDefinition? WorkflowOf(string form) => Workflows.FirstOrDefault(workflow => workflow.FormName == form);

    /// <summary>The decision of a name, or null.</summary>
    public DecisionDefinition? Decision(string name) => Decisions.FirstOrDefault(decision => decision.Name == name);
}

/// <summary>A role that people hold at a division.</summary>
public sealed record RoleDefinition : Node
{
    /// <summary>Stable name, <c>inspector</c>. The same name in two apps is the same role.</summary>
    [Description("Stable name")]
    public required string Name { get; init; }

    /// <summary>What people call it.</summary>
    [Description("What people call it")]
    public required LocalizedText Title { get; init; }

    /// <summary>The division level at which it is held.</summary>
    [Description("Division level at which it is held")]
    public DivisionLevel? Level { get; init; }
}
