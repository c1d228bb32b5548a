using System.Collections.Frozen;
using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Rules;

namespace LowCode.Workflows.Planning;

/// <summary>A workflow, compiled over one version of its form. Immutable and thread-safe; keeps nothing of any record.</summary>
public sealed class WorkflowPlan
{
    private readonly FrozenDictionary<string, StatePlan> _states;
    private readonly FrozenDictionary<string, TransitionPlan> _transitions;

    internal WorkflowPlan(WorkflowDefinition definition, ImmutableArray<StatePlan> states, ImmutableArray<TransitionPlan> transitions)
    {
        Definition = definition;
        States = states;
        Transitions = transitions;
        _states = states.DistinctBy(state => state.Name).ToFrozenDictionary(state => state.Name, StringComparer.Ordinal);
        _transitions = transitions.DistinctBy(transition => transition.Name).ToFrozenDictionary(transition => transition.Name, StringComparer.Ordinal);
    }

    /// <summary>As its author wrote it.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>The states, in the author's order.</summary>
    public ImmutableArray<StatePlan> States { get; }

    /// <summary>The transitions, in the author's order.</summary>
    public ImmutableArray<TransitionPlan> Transitions { get; }

    /// <summary>The state of a new record.</summary>
    public StatePlan Initial => States[0];

    /// <summary>The state of a name, or null.</summary>
    public StatePlan? State(string name) => _states.GetValueOrDefault(name);

    /// <summary>The transition of a name, or null.</summary>
    public TransitionPlan? Transition(string name) => _transitions.GetValueOrDefault(name);

    /// <summary>
    /// Adds the workflow's rules to the program of its form and compiles it. The definition has been checked
    /// (<c>AppChecker</c>); what else is wrong is in the builder's diagnostics. A plan of a definition with errors is of
    /// no use.
    /// </summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="app">The app that it belongs to, with its roles and decisions.</param>
    /// <param name="rules">The program of the form that it is for.</param>
    public static WorkflowPlan Compile(WorkflowDefinition workflow, AppDefinition app, RuleProgramBuilder rules)
    {
        if (workflow.FormName != rules.Form.Name)
            throw new ArgumentException($"The workflow '{workflow.Name}' is for '{workflow.FormName}', not '{rules.Form.Name}'.", nameof(workflow));
        return new WorkflowCompiler(workflow, app, rules).Compile();
    }
}
