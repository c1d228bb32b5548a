using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Rules;
using LowCode.Workflows.Locks;

namespace LowCode.Workflows.Planning;

/// <summary>Compiles a workflow: its transitions, then its states.</summary>
internal sealed class WorkflowCompiler(WorkflowDefinition workflow, AppDefinition app, RuleProgramBuilder rules)
{
    private readonly Diagnostics _found = rules.Diagnostics;

    public WorkflowPlan Compile()
    {
        if (workflow.States.IsEmpty)
            _found.Error(WorkflowMessages.NoStates, workflow.At, ("workflow", workflow.Name));
        CheckNames();
        var addresses = new AddressReader(app, _found);
        var transition = new TransitionCompiler(workflow, app, addresses, rules);
        ImmutableArray<TransitionPlan> transitions = [.. workflow.Transitions.Select(transition.Compile)];
        var deadline = new DeadlineCompiler(workflow, addresses, _found);
        return new WorkflowPlan(workflow, [.. workflow.States.Select(state => Compile(state, transitions, deadline))], transitions);
    }

    private void CheckNames()
    {
        var states = new HashSet<string>(StringComparer.Ordinal);
        foreach (var state in workflow.States.Where(state => !states.Add(state.Name)))
            _found.Error(WorkflowMessages.DuplicateState, state.At, ("state", state.Name));
        var transitions = new HashSet<string>(StringComparer.Ordinal);
        foreach (var transition in workflow.Transitions.Where(transition => !transitions.Add(transition.Name)))
            _found.Error(WorkflowMessages.DuplicateTransition, transition.At, ("transition", transition.Name));
        foreach (var state in workflow.States.Skip(1).Where(state => !IsReached(state)))
            _found.Warning(WorkflowMessages.Unreachable, state.At, ("state", state.Name));
    }

    private bool IsReached(StateDefinition state) =>
        workflow.Transitions.Any(transition => transition.To == state.Name && transition.From.Any(from => from != state.Name));

    private StatePlan Compile(StateDefinition state, ImmutableArray<TransitionPlan> transitions, DeadlineCompiler deadline)
    {
        if (state.Locked ? !state.Lock.IsEmpty : !state.Open.IsEmpty)
            _found.Error(WorkflowMessages.LockWithoutEffect, state.At, ("state", state.Name), ("property", state.Locked ? "lock" : "open"));
        var exceptions = state.Locked ? Find(state, state.Open, "open") : Find(state, state.Lock, "lock");
        return new StatePlan(
            state,
            FieldLocks.Of(rules.Form, rules.Shape, state.Locked, exceptions),
            [.. transitions.Where(transition => transition.Definition.From.Contains(state.Name))])
        {
            Deadline = deadline.Compile(state),
        };
    }

    private List<FieldPath> Find(StateDefinition state, ImmutableArray<string> paths, string property)
    {
        var fields = new List<FieldPath>();
        foreach (var path in paths)
        {
            if (FieldPath.TryFind(rules.Form, rules.Shape, path, out var field))
                fields.Add(field);
            else
                _found.Error(WorkflowMessages.UnknownField, state.At, ("property", property), ("field", path));
        }
        return fields;
    }
}
