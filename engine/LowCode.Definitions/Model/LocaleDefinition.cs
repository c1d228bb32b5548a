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
    /// The texts by stable path. All paths that there are, with the author's names in braces:
    /// <list type="bullet">
    /// <item><c>app.title</c>, <c>app.description</c>, <c>app.role.{role}</c></item>
    /// <item><c>form.{form}.title</c>, <c>form.{form}.description</c></item>
    /// <item><c>form.{form}.{field}.label</c>, <c>….hint</c>, <c>….unit</c>, <c>….check[0].message</c> (checks count from 0), where
    /// a field in a group or table has the names of those around it before its own:
    /// <c>form.inspection.supplies.item.label</c></item>
    /// <item><c>options.{list}</c> (the list's title), <c>options.{list}.{code}</c></item>
    /// <item><c>workflow.{workflow}.title</c>, <c>workflow.{workflow}.state.{state}</c>,
    /// <c>workflow.{workflow}.transition.{transition}</c> (its title), <c>workflow.{workflow}.transition.{transition}.message</c></item>
    /// <item><c>decision.{decision}.title</c>, <c>decision.{decision}.rule.{rule}.title</c>,
    /// <c>decision.{decision}.rule.{rule}.message</c>; nested rules too, since rule names are unique in a decision</item>
    /// <item><c>document.{document}.title</c>, <c>view.{view}.title</c></item>
    /// </list>
    /// A text that the definition does not have cannot be translated: the path is reported.
    /// </summary>
    [Description("The texts by stable path")]
    public required ImmutableDictionary<string, string> Texts { get; init; }
}
