using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Roles;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Users;

/// <summary>
/// Who stands in for whom while somebody is away: named by the person or an administrator, ended early by either or by who
/// stands in. It stands in the record of who stands in, under the owner's name: what is lent is read from the owner each
/// time. Whoever acts, acts in their own name. Thread-safe.
/// </summary>
public sealed class StandInDirectory
{
    /// <summary>Most people for whom somebody stands in.</summary>
    public const int Most = 20;

    private readonly ServingState _serving;
    private readonly UserDirectory _users;

    internal StandInDirectory(ServingState serving, UserDirectory users)
    {
        _serving = serving;
        _users = users;
    }

    /// <summary>Lends an owner's roles to somebody; what was said before of the same two is replaced.</summary>
    /// <param name="by">Who: the owner in person, or an administrator.</param>
    /// <param name="user">Who is to stand in.</param>
    /// <param name="order">For whom, and when: at most a year.</param>
    /// <param name="cancel">Gives up before anything is written.</param>
    /// <returns><see cref="UserDone"/> with who stands in, <see cref="Forbidden"/> or <see cref="Invalid"/>.</returns>
    public async Task<CommandResult> AddAsync(Caller by, string user, StandIn order, CancellationToken cancel = default)
    {
        if (!Speaks(by, order.Owner))
            return new Forbidden(Finding.Of(UserMessages.StandInForbidden, ""));
        var today = _serving.Today(_serving.Now());
        if (user == order.Owner)
            return new Invalid([Finding.Of(UserMessages.StandInSelf, "user")]);
        if (order.Until < order.From || order.Until < today || order.From > today.AddYears(1) || order.Until > order.From.AddYears(1))
            return new Invalid([Finding.Of(UserMessages.StandInDatesWrong, "until")]);
        return await ChangeAsync(by, user, "stand-in", async (snapshot, before) =>
        {
            if (await snapshot.FindAsync(UserSet.Name, UserSet.IdOf(order.Owner), cancel) is null)
                return (null, new Invalid([Finding.Of(RuntimeMessages.UserUnknown, "owner", ("user", order.Owner))]));
            var others = before.RemoveAll(one => one.Owner == order.Owner || one.Until < today);
            return others.Length < Most ? (others.Add(order), null)
                : (null, new Invalid([Finding.Of(UserMessages.TooManyStandIns, "user", ("max", Most))]));
        }, cancel);
    }

    /// <summary>Ends it; <see cref="NotFound"/> when it is not so.</summary>
    /// <param name="by">Who: the owner or who stands in, in person, or an administrator.</param>
    /// <param name="user">Who stands in.</param>
    /// <param name="owner">For whom.</param>
    /// <param name="cancel">Gives up before anything is written.</param>
    public async Task<CommandResult> EndAsync(Caller by, string user, string owner, CancellationToken cancel = default) =>
        !Speaks(by, owner) && !Speaks(by, user) ? new Forbidden(Finding.Of(UserMessages.StandInForbidden, ""))
            : await ChangeAsync(by, user, "stand-in-ended", (_, before) => ValueTask.FromResult<(ImmutableArray<StandIn>?, CommandResult?)>(
                before.RemoveAll(one => one.Owner == owner) is { } left && left.Length < before.Length ? (left, null) : (null, new NotFound())), cancel);

    /// <summary>Who stands in for somebody, by user name; those whose time is over are left out.</summary>
    public async Task<IReadOnlyList<(string User, StandIn StandIn)>> ForAsync(string owner, CancellationToken cancel = default)
    {
        using var snapshot = _serving.Store.Snapshot();
        var today = _serving.Today(_serving.Now());
        return [.. from user in await snapshot.AllAsync(new Query(UserSet.Name), cancel)
                   where !user.Data[UserSet.StandsIn].IsEmpty
                   from one in RoleRecords.ReadStandsIn(user.Data)
                   where one.Owner == owner && one.Until >= today
                   orderby one.From, user.Data[UserSet.UserName].AsText()
                   select (user.Data[UserSet.UserName].AsText(), one)];
    }

    private static bool Speaks(Caller by, string name) => by.MayAdminister || (by.Name == name && by.Scope is null);

    private async Task<CommandResult> ChangeAsync(Caller by, string user, string command,
        Func<IStoreSnapshot, ImmutableArray<StandIn>, ValueTask<(ImmutableArray<StandIn>? After, CommandResult? Refused)>> change, CancellationToken cancel)
    {
        CommandResult? refused = null;
        var at = _serving.Now();
        await _serving.Store.CommitAsync(by, at, command, async (snapshot, writes) =>
        {
            if (await snapshot.FindAsync(UserSet.Name, UserSet.IdOf(user), cancel) is not { } record)
            {
                refused = new Invalid([Finding.Of(RuntimeMessages.UserUnknown, "user", ("user", user))]);
                return;
            }
            (var after, refused) = await change(snapshot, RoleRecords.ReadStandsIn(record.Data));
            if (after is not { } standsIn)
                return;
            var row = record.Data.Thaw(UserSet.Shape);
            row[UserSet.StandsIn.Index] = standsIn.IsEmpty ? default : RoleRecords.Write(standsIn);
            writes.AddWrite(record, UserSet.Name, record.Id, row, "", by, at);
        }, cancel);
        return refused ?? new UserDone((await _users.AccountAsync(user, cancel))!);
    }
}
