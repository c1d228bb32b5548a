using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LowCode.Forms.Planning;
using LowCode.Rules;
using LowCode.Rules.Scripts;

namespace LowCode.Forms.Modules;

/// <summary>
/// A form version for the browser: a static ES module of its rules and of the plan by which the form runtime evaluates
/// records as the server does. The same form gives the same bytes. Immutable.
/// </summary>
/// <param name="Utf8">The module's source, ASCII only.</param>
public sealed record FormModule(ReadOnlyMemory<byte> Utf8)
{
    /// <summary>32 hexadecimal digits that name the content.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Utf8.Span).AsSpan(0, 16));

    internal static FormModule Of(string form, PlannedScope root, ImmutableArray<Step> steps, Dependents dependents, RuleProgramBuilder rules)
    {
        var fields = new FieldWriter(root);
        var plan = new JsonObject
        {
            ["form"] = form,
            ["scopes"] = new JsonArray([.. fields.Scopes.Select(scope => (JsonNode)fields.Write(scope))]),
            ["steps"] = new JsonArray([.. steps.Select(step => (JsonNode)new JsonArray(step.Scope.Index, step.Field.Index))]),
            ["options"] = fields.OptionLists(),
            ["dependents"] = new JsonArray([.. fields.Scopes.Select(scope =>
                (JsonNode)new JsonArray([.. scope.Shape.Slots.Select(slot => (JsonNode)Write(dependents.Of(slot)))]))]),
        };
        return new FormModule(Encoding.UTF8.GetBytes(
            $"{rules.Module(fields.Rules).Exports}export const shape = {ModuleJson.Text(rules.ShapeOfModule())};\nexport const plan = {ModuleJson.Text(plan)};\n"));
    }

    private static JsonArray Write(IReadOnlyList<Dependent> dependents) => [.. dependents.Select(dependent =>
        (JsonNode)new JsonArray(dependent.Scope.Index, dependent.Field.Index, dependent.Checks, dependent.Outwards))];
}
