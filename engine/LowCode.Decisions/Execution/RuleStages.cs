using System.Collections.Immutable;
using System.Globalization;
using LowCode.Definitions.Model;
using RulesEngine.Models;
using Engine = RulesEngine.RulesEngine;
using EngineRule = RulesEngine.Models.Rule;

namespace LowCode.Decisions.Execution;

/// <summary>
/// A decision's rules in Microsoft RulesEngine: one workflow a stage, a stage being rules that are asked together.
/// Compiled when it is made. Immutable and thread-safe.
/// </summary>
internal sealed class RuleStages
{
    private const string Input = "input";

    private readonly Engine _engine;
    private readonly ImmutableArray<string> _names;

    /// <summary>Maps and compiles the stages.</summary>
    /// <param name="stages">The top rules of each stage.</param>
    /// <param name="rules">All rules by number.</param>
    public RuleStages(IReadOnlyList<IReadOnlyList<IAskable>> stages, IReadOnlyList<IAskable> rules)
    {
        _names = [.. stages.Select((_, index) => Text(index))];
        var settings = new ReSettings
        {
            AutoExecuteActions = false,
            EnableFormattedErrorMessage = false,
            EnableScopedParams = false,
            IsExpressionCaseSensitive = true,
            NestedRuleExecutionMode = NestedRuleExecutionMode.All,
            CacheConfig = new() { SizeLimit = Math.Max(1000, stages.Count * 2) },
        };
        var workflows = stages.Select((stage, index) => new Workflow { WorkflowName = _names[index], Rules = [.. stage.SelectMany(Map)] });
        _engine = new Engine([.. workflows], settings);
        var probe = new Inquiry(rules, null, null);
        for (var stage = 0; stage < stages.Count; stage++)
            Ask(stage, probe);
    }

    /// <summary>Asks the rules of a stage and tells the inquiry which held.</summary>
    /// <exception cref="LowCode.Rules.RuleException">A condition failed on the record.</exception>
    public void Ask(int stage, Inquiry inquiry)
    {
        // Without actions RulesEngine never waits: the task is complete when it comes back.
        var results = _engine.ExecuteAllRulesAsync(_names[stage], [new RuleParameter(Input, inquiry)]).AsTask().GetAwaiter().GetResult();
        inquiry.ThrowIfFailed();
        foreach (var result in results)
            Tell(result, inquiry);
    }

    private static void Tell(RuleResultTree result, Inquiry inquiry)
    {
        if (!string.IsNullOrEmpty(result.ExceptionMessage))
            throw new InvalidOperationException(result.ExceptionMessage);
        if (int.TryParse(result.Rule.RuleName, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            inquiry.Found(number, result.IsSuccess);
        foreach (var child in result.ChildResults ?? [])
            Tell(child, inquiry);
    }

    // What a rule becomes: itself, and after it the rules under a sum, which do not count for whether it holds.
    private static IEnumerable<EngineRule> Map(IAskable rule)
    {
        yield return MapOne(rule);
        foreach (var apart in Apart(rule))
        {
            foreach (var mapped in Map(apart))
                yield return mapped;
        }
    }

    private static IEnumerable<IAskable> Apart(IAskable rule) =>
        rule.Operator == RuleOperator.Sum ? rule.Rules : rule.Rules.SelectMany(Apart);

    private static EngineRule MapOne(IAskable rule)
    {
        var name = Text(rule.Number);
        var condition = $"{Input}.Holds({name})";
        if (rule.Rules.Count == 0 || rule.Operator == RuleOperator.Sum)
            return new() { RuleName = name, Expression = condition };
        var nested = rule.Rules.Select(MapOne).ToList();
        var combined = rule.Operator == RuleOperator.And ? "And" : "Or";
        if (rule.When is null)
            return new() { RuleName = name, Operator = combined, Rules = nested };
        // Names that are no number belong to no rule of ours.
        var own = new EngineRule { RuleName = name + " when", Expression = condition };
        return new()
        {
            RuleName = name,
            Operator = "And",
            Rules = combined == "And" ? [own, .. nested] : [own, new() { RuleName = name + " rules", Operator = combined, Rules = nested }],
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
