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
internal sealed class TransitionCompiler(WorkflowDefinition workflow, AddressReader addresses, RuleProgramBuilder rules)
{
    public TransitionPlan Compile(TransitionDefinition transition)
    {
        var by = addresses.Read(transition.By);
        return new TransitionPlan(transition, by)
        {
            Submits = transition.Submits ?? (workflow.States.IsEmpty || transition.To != workflow.States[0].Name),
            Guard = transition.When is { } when ? rules.Add(when, new RuleSite(rules.Shape, RuleUse.Condition)) : null,
            Needs = [.. transition.Needs.Select(Find).OfType<FieldPath>().Where(path => path.Slot is not null)],
            Set = [.. transition.Set.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Setting(pair.Key, pair.Value)).OfType<(Slot, Rule)>()],
            Signers = transition.Signers is { } signers ? Signers(transition, signers, by) : null,
        };
    }

    private FieldPath? Find(string path) => FieldPath.TryFind(rules.Form, rules.Shape, path, out var found) ? found : null;

    private (Slot, Rule)? Setting(string path, RuleText text) =>
        Find(path) is { Slot: { Rows: null } slot, IsColumn: false }
            ? (slot, rules.Add(text, new RuleSite(rules.Shape, RuleUse.Value, slot)))
            : null;

    private SignerPlan Signers(TransitionDefinition transition, SignersDefinition signers, ImmutableArray<RoleAddress> by)
    {
        var roles = addresses.Read(signers.Roles);
        foreach (var address in by.Where(address => !address.IsSystem && !roles.Contains(address)))
        {
            rules.Diagnostics.Error(
                WorkflowMessages.ByNotSigner, signers.AtMember("roles"), ("transition", transition.Name), ("address", address));
        }
        foreach (var state in workflow.States.Where(state => transition.From.Contains(state.Name) && !state.Locked))
        {
            rules.Diagnostics.Warning(
                WorkflowMessages.SignedWhileOpen, transition.AtMember("signers"), ("transition", transition.Name), ("state", state.Name));
        }
        return new SignerPlan(signers.Mode, roles);
    }
}
