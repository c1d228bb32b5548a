using System.ComponentModel;
using System.Text.Json.Serialization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Model;

/// <summary>A printed notice or report on one record.</summary>
[Description("A printed notice or report (documents/*.json)")]
public sealed record DocumentDefinition : Node
{
    /// <summary>Stable name.</summary>
    [JsonPropertyName("document"), Description("Stable name")]
    public required string Name { get; init; }

    /// <summary>The form whose records it is about.</summary>
    [Description("The form whose records it is about")]
    public required string Form { get; init; }

    /// <summary>What people call it.</summary>
    [Description("What people call it")]
    public required LocalizedText Title { get; init; }

    /// <summary>The Scriban template's file beside it, <c>notice.html</c>.</summary>
    [Description("The template's file beside it")]
    public required string Template { get; init; }

    /// <summary>The template's text, read from that file.</summary>
    [JsonIgnore] public string TemplateText { get; init; } = "";
}
