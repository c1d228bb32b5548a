using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Model;

/// <summary>A list of a form's records. What it filters or sorts by is indexed.</summary>
[Description("A list of records (views/*.json)")]
public sealed record ViewDefinition : Node
{
    /// <summary>Stable name.</summary>
    [JsonPropertyName("view"), Description("Stable name")]
    public required string Name { get; init; }

    /// <summary>The form whose records it lists.</summary>
    [Description("The form whose records it lists")]
    public required string Form { get; init; }

    /// <summary>What people call it.</summary>
    [Description("What people call it")]
    public required LocalizedText Title { get; init; }

    /// <summary>Fields (paths) shown, in order; system fields as <c>$state</c>, <c>$division</c>, <c>$createdAt</c>….</summary>
    [Description("Fields shown, in order")]
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>Fields (paths) that a person may filter by.</summary>
    [Description("Fields that a person may filter by")]
    public ImmutableArray<string> Filters { get; init; } = [];

    /// <summary>The order, each <c>path</c> or <c>path desc</c>.</summary>
    [Description("The order, each 'path' or 'path desc'")]
    public ImmutableArray<string> OrderBy { get; init; } = [];

    /// <summary>States that are listed; all when empty.</summary>
    [Description("States that are listed; all when empty")]
    public ImmutableArray<string> States { get; init; } = [];
}
