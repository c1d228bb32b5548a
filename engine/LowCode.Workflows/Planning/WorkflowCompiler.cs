using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Rules;
using LowCode.Workflows.Locks;

namespace LowCode.Workflows.Planning;

/// <summary>Compiles a workflow: its transitions, then its states. Names that stand for nothing are passed over: they have been reported.</summary>
internal sealed class WorkflowCompiler(WorkflowDefinition workflow, AppDefinition app, RuleProgramBuilder rules)
{
    public WorkflowPlan Compile()
    {
        var addresses = new AddressReader(app);
        var transition = new TransitionCompiler(workflow, addresses, rules);
        ImmutableArray<TransitionPlan> transitions = [.. workflow.Transitions.Select(transition.Compile)];
        var deadline = new DeadlineCompiler(addresses, rules.Diagnostics);
        return new WorkflowPlan(workflow, [.. workflow.States.Select(state => Compile(state, transitions, deadline))], transitions);
    }

    private StatePlan Compile(StateDefinition state, ImmutableArray<TransitionPlan> transitions, DeadlineCompiler deadline) =>
        new(state,
            FieldLocks.Of(rules.Form, rules.Shape, state.Locked, Find(state.Locked ? state.Open : state.Lock)),
            [.. transitions.Where(transition => transition.Definition.From.Contains(state.Name))])
        {
            Deadline = deadline.Compile(state),
        };

    private IEnumerable<FieldPath> Find(ImmutableArray<string> paths) =>
        paths.Select(path => FieldPath.TryFind(rules.Form, rules.Shape, path, out var found) ? found : null).OfType<FieldPath>();
}
