using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Rules;
using LowCode.Workflows.Planning;
using LowCode.Workflows.Roles;
using LowCode.Workflows.Signing;

namespace LowCode.Workflows.Taking;

/// <summary>A person before a record in a state: what they may do, why not, and what happens when they do. Immutable.</summary>
public sealed record Attempt
{
    /// <summary>The workflow.</summary>
    public required WorkflowPlan Plan { get; init; }

    /// <summary>The record's state.</summary>
    public required string State { get; init; }

    /// <summary>Code of the record's division.</summary>
    public required string Division { get; init; }

    /// <summary>The division tree.</summary>
    public required IDivisions Divisions { get; init; }

    /// <summary>Who acts.</summary>
    public required Actor Actor { get; init; }

    /// <summary>What was signed since the record entered its state.</summary>
    public Signatures Signatures { get; init; } = Signatures.None;

    /// <summary>The transitions that the person may take now, as far as state, roles and signatures tell; guards and needed fields are not looked at.</summary>
    public IEnumerable<TransitionPlan> Offered() =>
        Plan.State(State)?.Leaving.Where(transition => WhyNotOffered(transition) is null) ?? [];

    /// <summary>
    /// Why a transition is not offered to the person, or null when it is: <see cref="WorkflowMessages.NotInThisState"/>,
    /// <see cref="WorkflowMessages.NotYourRole"/>, <see cref="WorkflowMessages.AlreadySigned"/> or
    /// <see cref="WorkflowMessages.SignatureNotNeeded"/>.
    /// </summary>
    public Finding? WhyNotOffered(TransitionPlan transition)
    {
        if (!transition.Definition.From.Contains(State))
        {
            var state = Plan.State(State)?.Title ?? new LocalizedText(State);
            return Finding.Of(WorkflowMessages.NotInThisState, "", ("state", state), ("transition", transition.Title));
        }
        if (transition.Signers is null || Actor.IsSystem)
            return transition.By.Any(Admits) ? null : Refusal(WorkflowMessages.NotYourRole, transition);
        var roles = transition.Signers.RolesOf(Actor, Division, Divisions);
        if (roles.IsEmpty)
            return Refusal(WorkflowMessages.NotYourRole, transition);
        var signed = Signatures.Of(transition.Name).ToList();
        if (signed.Exists(signature => signature.By == Actor.Name))
            return Refusal(WorkflowMessages.AlreadySigned, transition);
        return transition.Signers.Counts(signed, roles) ? null : Refusal(WorkflowMessages.SignatureNotNeeded, transition);
    }

    /// <summary>
    /// Why the record is not ready for a transition: every needed field that is empty
    /// (<see cref="WorkflowMessages.NeededHere"/>), or, when none is, the guard
    /// (<see cref="WorkflowMessages.ConditionNotMet"/> with the author's words). Empty when it is ready.
    /// </summary>
    /// <param name="transition">The transition.</param>
    /// <param name="session">A session over the record.</param>
    /// <param name="root">The record's row.</param>
    /// <param name="isHidden">Whether a field of a row is hidden, and so counts as empty; none when null.</param>
    /// <exception cref="RuleException">The guard failed on this record.</exception>
    public static ImmutableArray<Finding> WhyNotReady(
        TransitionPlan transition, RuleSession session, Row root, Func<Row, Slot, bool>? isHidden = null)
    {
        ImmutableArray<Finding> missing = [.. NeededFields.Missing(transition, root, isHidden ?? ((_, _) => false))];
        if (!missing.IsEmpty || transition.Guard is not { } guard || session.Holds(guard, root))
            return missing;
        return [Refusal(WorkflowMessages.ConditionNotMet, transition) with { Text = transition.Definition.Message }];
    }

    /// <summary>
    /// What happens when the person, to whom the transition is offered, takes it: it happens, or their signature is kept
    /// until enough have signed.
    /// </summary>
    /// <exception cref="InvalidOperationException">The transition is not offered to the person.</exception>
    public Step Take(TransitionPlan transition, DateTimeOffset at, string? comment = null)
    {
        if (WhyNotOffered(transition) is { } why)
            throw new InvalidOperationException(why.In(Locales.English));
        if (transition.Signers is not { } signers || Actor.IsSystem)
            return new Step(true, Signatures.None, []);
        var signature = new Signature(transition.Name, Actor.Name, at, signers.RolesOf(Actor, Division, Divisions)) { Comment = comment };
        var signatures = Signatures.Add(signature);
        ImmutableArray<Signature> given = [.. signatures.Of(transition.Name)];
        return signers.IsComplete(given) ? new Step(true, Signatures.None, given) : new Step(false, signatures, given);
    }

    private bool Admits(RoleAddress address) => address.Admits(Actor, Division, Divisions);

    private static Finding Refusal(Message message, TransitionPlan transition) => Finding.Of(message, "", ("transition", transition.Title));
}

/// <summary>What happened when someone took a transition.</summary>
/// <param name="Happens">True when the record moves on; false when further signatures are awaited.</param>
/// <param name="Signatures">What is kept with the record from now on; none when it moves on.</param>
/// <param name="Given">The signatures under the transition, this one included; empty when it is not signed.</param>
public sealed record Step(bool Happens, Signatures Signatures, ImmutableArray<Signature> Given);
