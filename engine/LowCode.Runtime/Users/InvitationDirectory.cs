using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Roles;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Users;

/// <summary>Invitations: made by administrators, good once, for a while. Thread-safe.</summary>
public sealed class InvitationDirectory
{
    /// <summary>Longest time that an invitation is good for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private readonly ServingState _serving;
    private readonly UserDirectory _users;

    internal InvitationDirectory(ServingState serving, UserDirectory users)
    {
        _serving = serving;
        _users = users;
    }

    /// <summary>Makes an invitation, by the hash of its code.</summary>
    /// <param name="by">Who; an administrator.</param>
    /// <param name="hash">Hash of the code.</param>
    /// <param name="invited">What who accepts it becomes; the name is not looked at.</param>
    /// <param name="lifetime">How long it is good, at most <see cref="Longest"/>.</param>
    /// <param name="cancel">Gives up before anything is written.</param>
    /// <returns><see cref="InvitationDone"/>, <see cref="Forbidden"/> or <see cref="Invalid"/>.</returns>
    public async Task<CommandResult> AddAsync(Caller by, string hash, Caller invited, TimeSpan lifetime, CancellationToken cancel = default)
    {
        if (!by.MayAdminister)
            return new Forbidden(Finding.Of(RuntimeMessages.AdministratorsOnly, ""));
        var problems = UserCheck.Problems(_serving.Newest(), invited with { Name = "somebody" }, []);
        if (lifetime <= TimeSpan.Zero || lifetime > Longest)
            problems = problems.Add(Finding.Of(UserMessages.InvitationEndWrong, "hours", ("hours", (int)Longest.TotalHours)));
        if (!problems.IsEmpty)
            return new Invalid(problems);
        var at = _serving.Now();
        var row = new Row(InvitationSet.Shape)
        {
            [InvitationSet.Title.Index] = Value.Of(invited.Title),
            [InvitationSet.Administrator.Index] = Value.Of(invited.IsAdministrator),
            [InvitationSet.ExpiresAt.Index] = Value.Of(at + lifetime),
            [InvitationSet.Roles.Index] = RoleRecords.Write(invited.Roles, InvitationSet.Roles.Rows!),
        };
        await _serving.Store.CommitAsync(by, at, "invitation", async (snapshot, writes) =>
        {
            foreach (var over in (await snapshot.AllAsync(new Query(InvitationSet.Name), cancel)).Where(invitation => IsOver(invitation, at)))
                writes.AddDelete(over);
            writes.AddWrite(null, InvitationSet.Name, InvitationSet.IdOf(hash), row.Thaw(), "", by, at);
        }, cancel);
        return new InvitationDone(new Invitation(InvitationSet.IdOf(hash), invited.Title, invited.Roles, invited.IsAdministrator, at + lifetime, by.Name));
    }

    /// <summary>The invitation of a hash; null when there is none, or it has been accepted, withdrawn, or is over.</summary>
    public async Task<Invitation?> FindAsync(string hash, CancellationToken cancel = default)
    {
        using var snapshot = _serving.Store.Snapshot();
        var record = await snapshot.FindAsync(InvitationSet.Name, InvitationSet.IdOf(hash), cancel);
        return record is null || IsOver(record, _serving.Now()) ? null : Read(record);
    }

    /// <summary>
    /// Accepts an invitation, which is then used up: adds the user with the password that the person has chosen, called as the invitation
    /// says when they do not say what they are called. Null when
    /// there is no such invitation any more.
    /// </summary>
    /// <returns><see cref="UserDone"/>; <see cref="Refused"/> for a name that is taken, <see cref="Invalid"/> for one that cannot be.</returns>
    public async Task<CommandResult?> AcceptAsync(
        string hash, string name, string? title, string passwordHash, CancellationToken cancel = default)
    {
        var at = _serving.Now();
        CommandResult? refused = null;
        var isThere = false;
        await _serving.Store.CommitAsync(Caller.System, at, "invitation-accepted", async (snapshot, writes) =>
        {
            refused = null;
            var found = await snapshot.FindAllAsync([new(InvitationSet.Name, InvitationSet.IdOf(hash)), new(UserSet.Name, UserSet.IdOf(name))], cancel);
            isThere = found[0] is { } record && !IsOver(record, at);
            if (!isThere)
                return;
            var invitation = Read(found[0]!);
            var user = new Caller(name, string.IsNullOrWhiteSpace(title) ? invitation.Title : title, invitation.Roles, invitation.IsAdministrator);
            if (UserCheck.Problems(_serving.Newest(), user, user.Roles) is { IsEmpty: false } problems)
                refused = new Invalid(problems);
            else if (found[1] is not null)
                refused = new Refused(Finding.Of(UserMessages.UserExists, "name", ("user", name)));
            if (refused is not null)
                return;
            writes.AddDelete(found[0]!);
            writes.AddWrite(null, UserSet.Name, UserSet.IdOf(name), AccountRecords.Write(user, null), "", user, at);
            await writes.ChangeAsync(snapshot, name, account => account.SetPassword(passwordHash, mustChange: false, at), user, at, cancel);
        }, cancel);
        return !isThere ? null : refused ?? new UserDone((await _users.AccountAsync(name, cancel))!);
    }

    /// <summary>The invitations that can still be accepted, the one that ends first first.</summary>
    public async Task<IReadOnlyList<Invitation>> ListAsync(Caller by, CancellationToken cancel = default)
    {
        if (!by.MayAdminister)
            return [];
        using var snapshot = _serving.Store.Snapshot();
        var now = _serving.Now();
        return [.. (await snapshot.AllAsync(new Query(InvitationSet.Name), cancel)).Where(invitation => !IsOver(invitation, now))
            .Select(Read).OrderBy(invitation => invitation.ExpiresAt).ThenBy(invitation => invitation.Id)];
    }

    /// <summary>Withdraws an invitation; false when there is none of this id.</summary>
    public async Task<bool> WithdrawAsync(Caller by, Guid id, CancellationToken cancel = default)
    {
        var isThere = false;
        if (!by.MayAdminister)
            return false;
        await _serving.Store.CommitAsync(by, _serving.Now(), "invitation-withdrawn", async (snapshot, writes) =>
        {
            var record = await snapshot.FindAsync(InvitationSet.Name, id, cancel);
            isThere = record is not null;
            if (isThere)
                writes.AddDelete(record!);
        }, cancel);
        return isThere;
    }

    private static bool IsOver(Record invitation, DateTimeOffset now) => invitation.Data[InvitationSet.ExpiresAt].AsInstant() <= now;

    private static Invitation Read(Record record) => new(record.Id, record.Data[InvitationSet.Title].AsText(),
        RoleRecords.Read(record.Data[InvitationSet.Roles]), record.Data[InvitationSet.Administrator].AsBoolean(),
        record.Data[InvitationSet.ExpiresAt].AsInstant(), record.CreatedBy);
}
