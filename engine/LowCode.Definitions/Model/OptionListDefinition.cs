using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Model;

/// <summary>A list of options that choices share.</summary>
[Description("An option list (options/*.json)")]
public sealed record OptionListDefinition : Node
{
    /// <summary>Stable name.</summary>
    [JsonPropertyName("options"), Description("Stable name")]
    public required string Name { get; init; }

    /// <summary>What people call it.</summary>
    [Description("What people call it")]
    public LocalizedText? Title { get; init; }

    /// <summary>The options in the order in which they are offered.</summary>
    [Description("The options in the order in which they are offered")]
    public required ImmutableArray<OptionDefinition> Items { get; init; }

    /// <summary>The option of a code, or null.</summary>
    public OptionDefinition? Find(string code) => Items.FirstOrDefault(option => option.Code == code);
}

/// <summary>One option.</summary>
public sealed record OptionDefinition : Node
{
    /// <summary>What is stored: a letter, then letters, digits, underscores. Never reused for another meaning.</summary>
    [Description("What is stored")]
    public required string Code { get; init; }

    /// <summary>What people see.</summary>
    [Description("What people see")]
    public required LocalizedText Title { get; init; }

    /// <summary>The option above it in a cascade.</summary>
    [Description("Option above it in a cascade")]
    public string? Parent { get; init; }

    /// <summary>No longer offered; still valid in records that have it.</summary>
    [Description("No longer offered; still valid in records that have it")]
    public bool Retired { get; init; }

    /// <summary>Its source.</summary>
    [Description("Source")]
    public Evidence? Evidence { get; init; }
}
