using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LowCode.Rules.Expressions;
using LowCode.Rules.Running;

namespace LowCode.Rules.Scripts;

/// <summary>
/// Rules as JavaScript source for a static module: no text is turned into code where it runs. Immutable.
/// </summary>
/// <param name="Functions">An expression: a function of the runtime's library that gives a list of functions, one a rule.</param>
/// <param name="Tables">What the functions ask for by number: patterns, option texts, fields of referenced records.</param>
public sealed record RuleModule(string Functions, JsonObject Tables)
{
    /// <summary>Both as exports of a module.</summary>
    public string Exports => $"export const rules = {Functions};\nexport const tables = {ModuleJson.Text(Tables)};\n";

    internal static RuleModule Of(IEnumerable<(RuleExpression Expression, int Rows)> rules)
    {
        var writer = new ScriptWriter(ScriptTarget.Module);
        var functions = writer.Write(rules);
        return new RuleModule(functions, new JsonObject
        {
            ["patterns"] = Array(writer.Patterns, pattern => new JsonArray(pattern.Source, pattern.Flags)),
            ["options"] = Array(writer.Options, Texts),
            ["lookups"] = Array(writer.Lookups, lookup => new JsonObject
            {
                ["set"] = lookup.Set,
                ["path"] = lookup.Slot.Path,
                ["kind"] = ModuleJson.Kind(lookup.Slot.Kind),
            }),
        });
    }

    // Pairs, not properties: codes are authors' texts, and an object has names of its own and an order of its own.
    private static JsonArray Texts(OptionTable table) =>
        [.. table.List.Items.DistinctBy(item => item.Code).Select(item =>
            (JsonNode)new JsonArray(item.Code, table.Parent ? item.Parent : item.Title.Original))];

    private static JsonArray Array<T>(ImmutableArray<T> items, Func<T, JsonNode> write) => [.. items.Select(write)];
}
