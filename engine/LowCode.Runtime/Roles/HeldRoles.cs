using System.Collections.Immutable;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Roles;

/// <summary>Somebody whose roles are lent.</summary>
/// <param name="User">Their record; null when there is none.</param>
/// <param name="Access">What they sign in with; null when there is nothing.</param>
internal readonly record struct Lender(Record? User, Record? Access);

/// <summary>
/// The roles that somebody holds on a day: their own that are in force, and those of whom they stand in for. Lent is what
/// the owner holds by themselves on that day, so it changes with the owner, ends with them, and is not lent on.
/// </summary>
internal static class HeldRoles
{
    /// <summary>Whose records are asked for beside a user's own on a day: nearly always nobody's.</summary>
    public static ImmutableArray<Guid> LendersOf(Record user, DateOnly day) => user.Data[UserSet.StandsIn].IsEmpty ? []
        : [.. RoleRecords.ReadStandsIn(user.Data).Where(one => one.IsInForce(day)).Select(one => UserSet.IdOf(one.Owner)).Distinct()];

    /// <summary>The roles held, without their dates.</summary>
    /// <param name="given">The user's own.</param>
    /// <param name="lenders">Who lends theirs.</param>
    /// <param name="day">The day.</param>
    /// <param name="divisions">The divisions: a role at a code of before is held there and at what has come of it.</param>
    public static ImmutableArray<RoleAssignment> On(
        ImmutableArray<RoleAssignment> given, IEnumerable<Lender> lenders, DateOnly day, DivisionTree divisions)
    {
        var lent = lenders.Where(lender => lender.User is not null && !IsDisabled(lender.Access))
            .SelectMany(lender => RoleRecords.Read(lender.User!.Data[UserSet.Roles]));
        return
        [
            .. given.Concat(lent).Where(role => role.IsInForce(day)).Select(role => role with { From = null, Until = null })
                .SelectMany(role => divisions.Find(role.Division) is { IsFormer: true }
                    ? [role, role with { Division = divisions.Now(role.Division)!.Code }] : (RoleAssignment[])[role]).Distinct(),
        ];
    }

    /// <summary>The roles that a user holds on a day; asks for the lenders.</summary>
    public static async ValueTask<ImmutableArray<RoleAssignment>> OfAsync(
        IStoreSnapshot snapshot, Record user, DateOnly day, DivisionTree divisions, CancellationToken cancel)
    {
        var lenders = LendersOf(user, day);
        var found = lenders.IsEmpty ? [] : await snapshot.FindAllAsync([.. lenders.SelectMany(KeysOf)], cancel);
        return On(RoleRecords.Read(user.Data[UserSet.Roles]), found.Chunk(2).Select(pair => new Lender(pair[0], pair[1])), day, divisions);
    }

    /// <summary>The keys of a user's two records, by the id that both have.</summary>
    public static RecordKey[] KeysOf(Guid user) => [new(UserSet.Name, user), new(AccountSet.Name, user)];

    private static bool IsDisabled(Record? access) => access?.Data[AccountSet.Disabled] is { IsEmpty: false } disabled && disabled.AsBoolean();
}
