using System.Collections.Frozen;
using System.Collections.Immutable;
using Acornima.Ast;
using Jint;
using LowCode.Rules.Expressions;
using LowCode.Rules.Patterns;

namespace LowCode.Rules.Running;

/// <summary>The rules of a program as one script, and what it asks for by number. Immutable.</summary>
/// <param name="Prepared">The script, parsed once.</param>
/// <param name="Patterns">The regular expressions.</param>
/// <param name="Options">Titles or parents of options by code.</param>
/// <param name="Lookups">Fields of referenced records.</param>
internal sealed record EngineScript(
    Prepared<Script> Prepared,
    ImmutableArray<Pattern> Patterns,
    ImmutableArray<FrozenDictionary<string, string?>> Options,
    ImmutableArray<LookupTarget> Lookups)
{
    public static EngineScript Of(ImmutableArray<(Rule Rule, RuleExpression Expression, int Rows)> rules)
    {
        var writer = new ScriptWriter(ScriptTarget.Engine);
        var script = writer.Write(rules.Select(rule => (rule.Expression, rule.Rows)));
        return new EngineScript(Engine.PrepareScript(script, strict: true), writer.Patterns,
            [.. writer.Options.Select(table => table.List.Items
                .DistinctBy(item => item.Code)
                .ToFrozenDictionary(item => item.Code, item => table.Parent ? item.Parent : item.Title.Original, StringComparer.Ordinal))],
            writer.Lookups);
    }
}
