using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Forms.Evaluation;
using LowCode.Forms.Modules;
using LowCode.Forms.Planning;
using LowCode.Rules;

namespace LowCode.Forms;

/// <summary>
/// A form version, ready to evaluate records: defaults, relevance, calculation in dependency order, required fields,
/// constraints, option filters. Immutable and thread-safe; an evaluation's state lives in its <see cref="RuleSession"/>.
/// </summary>
public sealed class FormPlan
{
    private readonly PlannedScope _root;
    private readonly int _scopes;
    private readonly ImmutableArray<Step> _steps;
    private readonly Lazy<Dependents> _dependents;

    private FormPlan(FormDefinition form, Shape shape, PlannedScope root, ImmutableArray<Step> steps)
    {
        Form = form;
        Shape = shape;
        _root = root;
        _scopes = CountScopes(root);
        _steps = steps;
        _dependents = new Lazy<Dependents>(() => new Dependents(root, steps));
    }

    /// <summary>The form.</summary>
    public FormDefinition Form { get; }

    /// <summary>The shape of its records.</summary>
    public Shape Shape { get; }

    /// <summary>
    /// Plans the builder's form and adds its rules. Errors, cycles among them, are in the builder's diagnostics; the plan
    /// may be used once the program has been built.
    /// </summary>
    public static FormPlan Compile(RuleProgramBuilder rules)
    {
        var root = new ScopePlanner(rules).Plan(rules.Shape, rules.Form.Fields);
        return new FormPlan(rules.Form, rules.Shape, root, StepOrder.Of(root, rules.Diagnostics));
    }

    /// <summary>Whether a field is calculated from a slot, or shown or hidden by it.</summary>
    public bool CalculatesFrom(Slot slot) => _dependents.Value.Of(slot).Any(dependent => !dependent.Checks);

    /// <summary>The plan and its rules for the browser, by the builder that the plan was compiled with; its rules must have no errors.</summary>
    public FormModule Module(RuleProgramBuilder rules) => FormModule.Of(Form.Name, _root, _steps, _dependents.Value, rules);

    /// <summary>
    /// Evaluates the session's row in place and says what is wrong with it. What only the engine sets is taken from
    /// <see cref="FormRequest.Before"/> and calculated anew, whatever the person sent.
    /// </summary>
    /// <param name="session">Opened by the program that this plan's rules were added to, over what was entered.</param>
    /// <param name="request">What it is for.</param>
    public FormState Evaluate(RuleSession session, FormRequest request) => Run(session, request).Finish();

    /// <summary>
    /// Evaluates the session's row in place without checking it: what is left is which calculations failed. For whoever
    /// wants the calculated row of a record that is stored and was checked then.
    /// </summary>
    public ImmutableArray<Finding> Calculate(RuleSession session, FormRequest request) => Run(session, request).Failures();

    /// <summary>
    /// Evaluates like <see cref="Evaluate"/>, for a record that will then be changed field by field while the session lasts.
    /// </summary>
    public LiveForm Open(RuleSession session, FormRequest request) => new(Run(session, request), _dependents.Value);

    private FormRun Run(RuleSession session, FormRequest request)
    {
        var run = new FormRun(session, request, _root, _scopes);
        foreach (var step in _steps)
            run.Take(step);
        return run;
    }

    private static int CountScopes(PlannedScope scope) =>
        1 + scope.Fields.Where(field => field.Rows is not null).Sum(field => CountScopes(field.Rows!));
}
