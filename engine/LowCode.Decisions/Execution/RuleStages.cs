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
            CacheConfig = new() { SizeLimit = Math.Max(1000, stages.Count * 2) },
        };
        var workflows = stages.Select((stage, index) => new Workflow
        {
            WorkflowName = _names[index],
            Rules = [new EngineRule { RuleName = _names[index], Expression = Expression(stage) }],
        });
        _engine = new Engine([.. workflows], settings);
        var probe = new Inquiry(rules, null);
        for (var stage = 0; stage < stages.Count; stage++)
            Ask(stage, probe);
    }

    /// <summary>Asks the rules of a stage; the inquiry keeps which held.</summary>
    /// <exception cref="LowCode.Rules.RuleException">A condition failed on the record.</exception>
    public void Ask(int stage, Inquiry inquiry)
    {
        // Without actions RulesEngine never waits: the task is complete when it comes back.
        var results = _engine.ExecuteAllRulesAsync(_names[stage], [new RuleParameter(Input, inquiry)]).AsTask().GetAwaiter().GetResult();
        inquiry.ThrowIfFailed();
        if (results[0].ExceptionMessage is { Length: > 0 } problem)
            throw new InvalidOperationException(problem);
    }

    // RulesEngine allocates a tree of results for every rule that it is given, so a stage is one rule to it. "&" and "|"
    // ask both sides: all nested rules are asked, so that the explanation is whole.
    private static string Expression(IEnumerable<IAskable> rules) => string.Join(" & ", rules.SelectMany(All).Select(Found));

    // A rule, and after it the rules under a sum, which do not count for whether it holds.
    private static IEnumerable<IAskable> All(IAskable rule) => Apart(rule).SelectMany(All).Prepend(rule);

    private static IEnumerable<IAskable> Apart(IAskable rule) =>
        rule.Operator == RuleOperator.Sum ? rule.Rules : rule.Rules.SelectMany(Apart);

    private static string Found(IAskable rule)
    {
        var number = Text(rule.Number);
        var holds = $"{Input}.Holds({number})";
        if (rule.Rules.Count > 0 && rule.Operator != RuleOperator.Sum)
        {
            var nested = string.Join(rule.Operator == RuleOperator.And ? " & " : " | ", rule.Rules.Select(Found));
            holds = rule.When is null ? nested : $"{holds} & ({nested})";
        }
        return $"{Input}.Found({number}, {holds})";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
