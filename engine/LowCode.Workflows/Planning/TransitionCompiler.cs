using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Values;
using LowCode.Rules;
using LowCode.Workflows.Locks;
using LowCode.Workflows.Roles;
using LowCode.Workflows.Signing;

namespace LowCode.Workflows.Planning;

/// <summary>Compiles one transition.</summary>
internal sealed class TransitionCompiler(WorkflowDefinition workflow, AppDefinition app, AddressReader addresses, RuleProgramBuilder rules)
{
    private readonly Diagnostics _found = rules.Diagnostics;

    public TransitionPlan Compile(TransitionDefinition transition)
    {
        CheckStates(transition);
        CheckDecisions(transition);
        if (transition.Name == DeadlineCompiler.Escalate)
            _found.Error(WorkflowMessages.ReservedName, transition.At, ("transition", transition.Name));
        if (transition.By.IsEmpty)
            _found.Error(WorkflowMessages.NobodyMay, transition.At, ("transition", transition.Name));
        var by = addresses.Read(transition.By, transition.At);
        return new TransitionPlan(transition, by)
        {
            Submits = transition.Submits ?? (workflow.States.IsEmpty || transition.To != workflow.States[0].Name),
            Guard = transition.When is { } when ? rules.Add(when, new RuleSite(rules.Shape, RuleUse.Condition)) : null,
            Needs = [.. transition.Needs.Select(path => Need(transition, path)).OfType<FieldPath>()],
            Set = [.. transition.Set.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Setting(transition, pair.Key, pair.Value)).OfType<(Slot, Rule)>()],
            Signers = transition.Signers is { } signers ? Signers(transition, signers, by) : null,
        };
    }

    private void CheckStates(TransitionDefinition transition)
    {
        if (transition.From.IsEmpty)
            _found.Error(WorkflowMessages.NoFrom, transition.At, ("transition", transition.Name));
        foreach (var name in transition.From.Append(transition.To).Distinct())
        {
            if (workflow.States.All(state => state.Name != name))
                _found.Error(WorkflowMessages.UnknownState, transition.At, ("transition", transition.Name), ("state", name));
        }
    }

    private void CheckDecisions(TransitionDefinition transition)
    {
        foreach (var name in transition.Decide)
        {
            if (app.Decision(name)?.Form != rules.Form.Name)
            {
                _found.Error(
                    WorkflowMessages.UnknownDecision, transition.At,
                    ("transition", transition.Name), ("decision", name), ("form", rules.Form.Name));
            }
        }
    }

    private FieldPath? Need(TransitionDefinition transition, string path)
    {
        if (!FieldPath.TryFind(rules.Form, rules.Shape, path, out var found))
            _found.Error(WorkflowMessages.UnknownField, transition.At, ("property", "needs"), ("field", path));
        else if (found.Slot is null)
            _found.Error(WorkflowMessages.CannotNeed, transition.At, ("field", path));
        else
            return found;
        return null;
    }

    private (Slot, Rule)? Setting(TransitionDefinition transition, string path, RuleText text)
    {
        if (!FieldPath.TryFind(rules.Form, rules.Shape, path, out var found))
            _found.Error(WorkflowMessages.UnknownField, transition.At, ("property", "set"), ("field", path));
        else if (found.Slot is not { Rows: null } slot || found.IsColumn || found.Field.Value is not null || found.Field.Decision is not null)
            _found.Error(WorkflowMessages.CannotSet, transition.At, ("field", path));
        else
            return (slot, rules.Add(text, new RuleSite(rules.Shape, RuleUse.Value, slot)));
        return null;
    }

    private SignerPlan Signers(TransitionDefinition transition, SignersDefinition signers, ImmutableArray<RoleAddress> by)
    {
        var roles = addresses.Read(signers.Roles, signers.At);
        if (signers.Roles.IsEmpty || roles.Any(role => role.IsSystem))
            _found.Error(WorkflowMessages.NoSigners, signers.At, ("transition", transition.Name));
        foreach (var address in by.Where(address => !address.IsSystem && !roles.Contains(address)))
            _found.Error(WorkflowMessages.ByNotSigner, signers.At, ("transition", transition.Name), ("address", address));
        foreach (var state in workflow.States.Where(state => transition.From.Contains(state.Name) && !state.Locked))
            _found.Warning(WorkflowMessages.SignedWhileOpen, signers.At, ("transition", transition.Name), ("state", state.Name));
        return new SignerPlan(signers.Mode, roles);
    }
}
