using System.Collections.Immutable;
using LowCode.Decisions.Execution;
using LowCode.Decisions.Outcomes;
using LowCode.Definitions.Model;
using LowCode.Definitions.Nodes;
using LowCode.Rules;

namespace LowCode.Decisions.Planning;

/// <summary>
/// A decision, compiled over one version of its form. Gates are asked first, all of them, so that a person sees every
/// precondition that fails at once; the first that failed gives the outcome. Then, in mode first, rule by rule until one
/// holds; in mode score all rules. A rule's own condition guards the rules nested in it: they are asked only when it
/// holds; the nested rules themselves are all asked, so that the explanation is whole. Immutable and thread-safe.
/// </summary>
public sealed class DecisionPlan
{
    private readonly ImmutableArray<PlannedRule> _tops;
    private readonly ImmutableArray<PlannedRule> _rules;
    private readonly ImmutableArray<ImmutableArray<PlannedRule>> _stages;
    private readonly ImmutableArray<Rule> _questions;
    private readonly Lazy<RuleStages>? _compiled;
    private RuleBatch? _batch;

    private DecisionPlan(
        DecisionDefinition definition, ImmutableArray<PlannedRule> tops, ImmutableArray<PlannedRule> rules, ImmutableArray<Rule> questions, bool runnable)
    {
        _questions = questions;
        Definition = definition;
        _tops = tops;
        _rules = rules;
        ImmutableArray<PlannedRule> gates = [.. tops.Where(rule => rule.Definition.Gate)];
        ImmutableArray<PlannedRule> others = [.. tops.Where(rule => !rule.Definition.Gate)];
        var after = definition.Mode == DecisionMode.Score ? [others] : others.Select(rule => ImmutableArray.Create(rule));
        _stages = [.. after.Prepend(gates).Where(stage => !stage.IsEmpty)];
        if (runnable)
            _compiled = new Lazy<RuleStages>(() => new RuleStages([.. _stages.Select(stage => (IReadOnlyList<IAskable>)stage)], rules));
    }

    /// <summary>As its author wrote it.</summary>
    public DecisionDefinition Definition { get; }

    /// <summary>
    /// Adds the decision's rules to the program of its form and compiles it. The definition has been checked
    /// (<c>AppChecker</c>); what else is wrong is in the builder's diagnostics, and then the plan that comes back cannot
    /// be run.
    /// </summary>
    public static DecisionPlan Compile(DecisionDefinition decision, RuleProgramBuilder rules)
    {
        if (decision.Form != rules.Form.Name)
            throw new ArgumentException($"The decision '{decision.Name}' is about '{decision.Form}', not '{rules.Form.Name}'.", nameof(decision));
        var before = rules.Diagnostics.Errors;
        DecisionChecks.Check(decision, rules.Diagnostics);
        var all = ImmutableArray.CreateBuilder<PlannedRule>();
        var questions = ImmutableArray.CreateBuilder<Rule>();
        ImmutableArray<PlannedRule> tops = [.. decision.Rules.Select(rule => Plan(rule, null, rules, all, questions))];
        var clean = rules.Diagnostics.Errors == before;
        return new DecisionPlan(decision, tops, all.ToImmutable(), questions.ToImmutable(), clean);
    }

    /// <summary>
    /// Has RulesEngine compile the decision now, which takes some tens of milliseconds, and for the first decision of a
    /// process a hundred; otherwise the first <see cref="Decide"/> does it, so that loading an app does not wait for it.
    /// What is compiled are calls of rules that have been checked: it does not find anything wrong.
    /// </summary>
    public void Prepare() => _ = _compiled?.Value;

    /// <summary>
    /// Takes the decision over the session's record and tells why. The session belongs to the program that was built with
    /// the plan's rules.
    /// </summary>
    /// <exception cref="RuleException">A rule failed on this record; it is never taken for "does not hold".</exception>
    /// <exception cref="InvalidOperationException">The plan was compiled with errors.</exception>
    public DecisionOutcome Decide(RuleSession session) => Take(session).Explain();

    /// <summary>Takes the decision like <see cref="Decide"/>; why it came out so is told when it is asked for.</summary>
    /// <exception cref="RuleException">A rule failed on this record; it is never taken for "does not hold".</exception>
    /// <exception cref="InvalidOperationException">The plan was compiled with errors.</exception>
    public TakenDecision Take(RuleSession session)
    {
        if (_compiled is null)
            throw new InvalidOperationException($"The decision '{Definition.Name}' has errors and cannot be taken.");
        var stages = _compiled.Value;
        // All at once, though not all may count: that costs less than to ask each by itself.
        var batch = _batch ??= session.Program.Batch(_questions);
        var said = batch.NewAnswers();
        said.Ask(session);
        var inquiry = new Inquiry(_rules, said);
        var tally = new RuleTally(inquiry, said, Definition.Mode, _rules.Length);
        PlannedRule? by = null;
        for (var stage = 0; stage < _stages.Length && by is null; stage++)
        {
            stages.Ask(stage, inquiry);
            foreach (var rule in _stages[stage])
            {
                tally.Add(rule);
                var held = inquiry.Held(rule.Number);
                if (rule.Definition.Gate ? !held : Definition.Mode == DecisionMode.First && held)
                    by ??= rule;
            }
        }
        return new TakenDecision(Definition, _tops, tally, by);
    }

    private static PlannedRule Plan(
        DecisionRuleDefinition definition, int? guard, RuleProgramBuilder rules, ImmutableArray<PlannedRule>.Builder all,
        ImmutableArray<Rule>.Builder questions)
    {
        var number = all.Count;
        var when = Question(definition.When, RuleUse.Condition);
        var points = Question(definition.Points, RuleUse.Number);
        var planned = new PlannedRule(definition, number, guard, when, points);
        all.Add(planned);
        var inner = when is null ? guard : number;
        planned.Rules = [.. definition.Rules.Select(nested => Plan(nested, inner, rules, all, questions))];
        return planned;

        int? Question(RuleText? text, RuleUse use)
        {
            if (text is null)
                return null;
            questions.Add(rules.Add(text, new RuleSite(rules.Shape, use)));
            return questions.Count - 1;
        }
    }
}
