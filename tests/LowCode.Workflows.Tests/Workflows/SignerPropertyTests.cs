using System.Collections.Immutable;
using CsCheck;
using LowCode.Definitions.Model;
using LowCode.Workflows.Roles;
using LowCode.Workflows.Signing;

namespace LowCode.Workflows.Tests.Workflows;

/// <summary>Signers against trying every way in which the signatures could be shared out over the roles.</summary>
public class SignerPropertyTests
{
    static readonly DateTimeOffset At = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    static readonly Gen<(SignerPlan Plan, ImmutableArray<Signature> Given)> GenCase =
        from mode in Gen.Enum<SignerMode>()
        from roles in Gen.Int[1, 5]
        from people in Gen.Int[0, roles - 1].Array[1, 5].Array[0, 6]
        select (
            new SignerPlan(mode, [.. Enumerable.Range(0, roles).Select(role => new RoleAddress($"r{role}"))]),
            (ImmutableArray<Signature>)[.. people.Select((held, index) => new Signature("t", $"p{index}", At, [.. held.Distinct()]))]);

    [Fact]
    public void As_many_roles_are_signed_for_as_can_be() => GenCase.Sample(one =>
        Assert.Equal(Naive(one.Given, 0, []), one.Plan.Signed(one.Given)));

    [Fact]
    public void It_happens_when_enough_have_signed() => GenCase.Sample(one =>
    {
        var signed = Naive(one.Given, 0, []);
        var roles = one.Plan.Roles.Length;
        var enough = one.Plan.Mode switch
        {
            SignerMode.All => signed == roles,
            SignerMode.Any => signed > 0,
            _ => signed * 2 > roles,
        };
        Assert.Equal(enough, one.Plan.IsComplete(one.Given));
    });

    [Fact]
    public void A_signature_counts_exactly_when_it_brings_one_role_more() => Gen.Select(GenCase, Gen.Int[0, 4].Array[1, 3]).Sample((one, held) =>
    {
        ImmutableArray<int> roles = [.. held.Distinct().Where(role => role < one.Plan.Roles.Length)];
        var with = Naive(one.Given.Add(new Signature("t", "new", At, roles)), 0, []);
        Assert.Equal(with > Naive(one.Given, 0, []), one.Plan.Counts(one.Given, roles));
    });

    [Fact]
    public void Whoever_signs_in_whatever_order_the_result_is_the_same() => GenCase.Sample(one =>
        Assert.Equal(one.Plan.Signed(one.Given), one.Plan.Signed([.. one.Given.Reverse()])));

    static int Naive(ImmutableArray<Signature> given, int next, ImmutableHashSet<int> taken)
    {
        if (next == given.Length)
            return taken.Count;
        return given[next].Roles.Where(role => !taken.Contains(role)).Select(role => Naive(given, next + 1, taken.Add(role)))
            .Append(Naive(given, next + 1, taken)).Max();
    }
}
