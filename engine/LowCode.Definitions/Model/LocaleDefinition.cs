using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using LowCode.Definitions.Nodes;

namespace LowCode.Definitions.Model;

/// <summary>The texts of a pack in another language.</summary>
[Description("Translations (locales/*.json)")]
public sealed record LocaleDefinition : Node
{
    /// <summary>The language, <c>en</c>.</summary>
    [JsonPropertyName("locale"), Description("The language, en")]
    public required string Name { get; init; }

    /// <summary>
    /// The texts by stable path: <c>app.title</c>, <c>form.inspection.title</c>, <c>form.inspection.supplies.item.label</c>,
    /// <c>form.inspection.inspectedOn.check[0].message</c>, <c>options.yesNoNa.yes</c>, <c>workflow.inspection.state.draft</c>,
    /// <c>workflow.inspection.transition.submit</c>, <c>decision.grade.rule.noPlan.title</c>, <c>view.all.title</c>….
    /// </summary>
    [Description("The texts by stable path")]
    public required ImmutableDictionary<string, string> Texts { get; init; }
}
