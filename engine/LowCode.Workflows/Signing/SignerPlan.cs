using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Workflows.Roles;

namespace LowCode.Workflows.Signing;

/// <summary>Who signs a transition, and how many must. The same role may be listed twice: then two people sign for it. Immutable.</summary>
/// <param name="Mode">How many must sign.</param>
/// <param name="Roles">The roles; each is one signature.</param>
public sealed record SignerPlan(SignerMode Mode, ImmutableArray<RoleAddress> Roles)
{
    /// <summary>How many of the roles must be signed for.</summary>
    public int Needed => Mode switch
    {
        SignerMode.All => Roles.Length,
        SignerMode.Any => 1,
        _ => (Roles.Length / 2) + 1,
    };

    /// <summary>Positions of the roles that a person could sign for on a record of a division.</summary>
    public ImmutableArray<int> RolesOf(Actor actor, string division, IDivisions divisions) =>
        [.. Enumerable.Range(0, Roles.Length).Where(role => Roles[role].Admits(actor, division, divisions))];

    /// <summary>
    /// How many roles are signed for: each signature counts for one role that its signer held, and they are shared out
    /// so that as many roles as possible are signed.
    /// </summary>
    public int Signed(IEnumerable<Signature> signatures) => Matching.Largest(Roles.Length, [.. signatures.Select(signature => signature.Roles)]);

    /// <summary>Whether the transition happens with these signatures.</summary>
    public bool IsComplete(IEnumerable<Signature> signatures) => Signed(signatures) >= Needed;

    /// <summary>Whether a further signature of someone who can sign for these roles would count.</summary>
    public bool Counts(IEnumerable<Signature> signatures, ImmutableArray<int> roles)
    {
        ImmutableArray<ImmutableArray<int>> given = [.. signatures.Select(signature => signature.Roles)];
        return Matching.Largest(Roles.Length, given.Add(roles)) > Matching.Largest(Roles.Length, given);
    }

    /// <summary>The roles for which a signature is still wanted.</summary>
    public IEnumerable<RoleAddress> Open(IReadOnlyCollection<Signature> signatures) =>
        Enumerable.Range(0, Roles.Length).Where(role => Counts(signatures, [role])).Select(role => Roles[role]);
}
