using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Roles;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Users;

/// <summary>
/// Users who come by single sign-on. What the last sign-in brought is the provider's: the next one replaces it. All other
/// roles, and an administrator whom the provider did not make one, are the administrators' and stay. Thread-safe.
/// </summary>
public sealed class IdentityDirectory
{
    private const int LongestText = 255;

    private readonly ServingState _serving;
    private readonly UserDirectory _users;

    internal IdentityDirectory(ServingState serving, UserDirectory users)
    {
        _serving = serving;
        _users = users;
    }

    /// <summary>Lets a person in whom a provider has verified: the user that they are gets the roles that the provider says.</summary>
    /// <param name="person">The person.</param>
    /// <param name="mayCreate">Whether somebody who is not known becomes a user.</param>
    /// <param name="cancel">Gives up before anything is written.</param>
    /// <returns>
    /// <see cref="SignedOn"/>; <see cref="Refused"/> when the account is disabled, nobody is known and none may be made, or
    /// the name is somebody else's; <see cref="Invalid"/> for a name that cannot be one.
    /// </returns>
    public async Task<CommandResult> SignInAsync(ExternalPerson person, bool mayCreate, CancellationToken cancel = default)
    {
        var (at, id) = (_serving.Now(), IdentitySet.IdOf(person.Issuer, person.Subject));
        var serving = _serving.Newest();
        // The provider may still call a division by a code of before.
        person = person with { Roles = [.. person.Roles.Select(held => held with { Division = serving.Divisions.Now(held.Division)?.Code ?? held.Division }).Distinct()] };
        var leftOut = person.Roles.Where(held => !UserCheck.CanBe(serving, held)).ToImmutableArray();
        person = person with { Roles = [.. person.Roles.Except(leftOut)] };
        CommandResult? refused = null;
        var name = "";
        await _serving.Store.CommitAsync(Caller.System, at, "single-sign-on", async (snapshot, writes) =>
        {
            var record = await snapshot.FindAsync(IdentitySet.Name, id, cancel);
            name = record?.Data[IdentitySet.User].AsText() ?? person.UserName ?? "";
            var found = await snapshot.FindAllAsync(HeldRoles.KeysOf(UserSet.IdOf(name)), cancel);
            // With the roles as they are given, whatever is in force or lent today.
            var given = found[0] is { } there ? AccountRecords.ReadCaller(there) : null;
            refused = record is not null ? Refusal(name, found[1]) : RefusalOfNew(person, name, given is not null, mayCreate);
            if (refused is not null)
                return;
            var before = record is null ? null : Read(record);
            var (user, identity) = Merge(name, given, before, person with { Title = Cut(person.Title) });
            if (given is null && UserCheck.Problems(serving, user, []) is { IsEmpty: false } problems)
            {
                refused = new Invalid(problems);
                return;
            }
            if (given is { IsAdministrator: true } && !user.IsAdministrator)
                writes.AddServed(await snapshot.FindAsync(InstallationSet.Name, InstallationSet.Id, cancel), InstallationSet.Administrators, Caller.System, at);
            if (given is null || !IsSame(given, user))
                writes.AddWrite(found[0], UserSet.Name, UserSet.IdOf(name), AccountRecords.Write(user, found[0]), "", Caller.System, at);
            if (before is null || before.IsAdministrator != identity.IsAdministrator || !before.Roles.SequenceEqual(identity.Roles))
                writes.AddWrite(record, IdentitySet.Name, id, Write(identity, name), "", Caller.System, at);
        }, cancel);
        return refused ?? new SignedOn((await _users.AccountAsync(name, cancel))!, id, leftOut);
    }

    /// <summary>Ties a user to a person at a provider, who is then this user at the next sign-in.</summary>
    /// <returns><see cref="IdentityDone"/>, <see cref="Forbidden"/>, <see cref="NotFound"/>, <see cref="Invalid"/>, or <see cref="Refused"/> when the person is a user already.</returns>
    public async Task<CommandResult> LinkAsync(Caller by, string name, string issuer, string subject, CancellationToken cancel = default)
    {
        if (!by.MayAdminister)
            return new Forbidden(Finding.Of(RuntimeMessages.AdministratorsOnly, ""));
        if (string.IsNullOrWhiteSpace(subject) || subject.Length > LongestText)
            return new Invalid([Finding.Of(SingleSignOnMessages.SubjectWrong, "subject", ("max", LongestText))]);
        var (at, identity) = (_serving.Now(), new ExternalIdentity(IdentitySet.IdOf(issuer, subject), issuer, subject, false, []));
        CommandResult? refused = null;
        await _serving.Store.CommitAsync(by, at, "identity-linked", async (snapshot, writes) =>
        {
            var found = await snapshot.FindAllAsync([new(UserSet.Name, UserSet.IdOf(name)), new(IdentitySet.Name, identity.Id)], cancel);
            refused = found[0] is null ? new NotFound()
                : found[1] is { } other ? new Refused(Finding.Of(SingleSignOnMessages.SubjectTaken, "subject", ("user", other.Data[IdentitySet.User].AsText())))
                : null;
            if (refused is null)
                writes.AddWrite(null, IdentitySet.Name, identity.Id, Write(identity, name), "", by, at);
        }, cancel);
        return refused ?? new IdentityDone(identity);
    }

    /// <summary>Unties a user from a person: the roles that came from there go, and all sessions end. False when there is no such tie.</summary>
    public async Task<bool> UnlinkAsync(Caller by, string name, Guid id, CancellationToken cancel = default)
    {
        var isThere = false;
        if (!by.MayAdminister)
            return false;
        var at = _serving.Now();
        await _serving.Store.CommitAsync(by, at, "identity-unlinked", async (snapshot, writes) =>
        {
            var record = await snapshot.FindAsync(IdentitySet.Name, id, cancel);
            isThere = record is not null && record.Data[IdentitySet.User].AsText() == name;
            if (!isThere)
                return;
            writes.AddDelete(record!);
            var found = await snapshot.FindAsync(UserSet.Name, UserSet.IdOf(name), cancel);
            var user = AccountRecords.ReadCaller(found!);
            var (left, _) = Merge(name, user, Read(record!), new ExternalPerson("", "", null, null, [], false));
            if (user.IsAdministrator && !left.IsAdministrator)
                writes.AddServed(await snapshot.FindAsync(InstallationSet.Name, InstallationSet.Id, cancel), InstallationSet.Administrators, by, at);
            if (!IsSame(user, left))
                writes.AddWrite(found, UserSet.Name, UserSet.IdOf(name), AccountRecords.Write(left, found), "", by, at);
            await writes.ChangeAsync(snapshot, name, account => account.EndSessions(), by, at, cancel);
        }, cancel);
        return isThere;
    }

    /// <summary>Who a user is at providers.</summary>
    public async Task<IReadOnlyList<ExternalIdentity>> ListAsync(Caller by, string name, CancellationToken cancel = default)
    {
        if (!by.MayAdminister)
            return [];
        using var snapshot = _serving.Store.Snapshot();
        return [.. (await snapshot.WhereAsync(IdentitySet.Name, IdentitySet.User, name, cancel)).Select(Read).OrderBy(identity => identity.Id)];
    }

    private static Refused? Refusal(string name, Record? account) => account is not null && AccountRecords.IsTrue(account.Data[AccountSet.Disabled])
        ? new Refused(Finding.Of(SingleSignOnMessages.AccountDisabled, "", ("user", name))) : null;

    private static Refused? RefusalOfNew(ExternalPerson person, string name, bool isTaken, bool mayCreate) =>
        !mayCreate ? new Refused(Finding.Of(SingleSignOnMessages.NotAdmitted, "", ("subject", person.Subject)))
        : person.UserName is null ? new Refused(Finding.Of(SingleSignOnMessages.NoUserName, ""))
        : isTaken ? new Refused(Finding.Of(SingleSignOnMessages.NameTaken, "", ("user", name), ("subject", person.Subject)))
        : null;

    // What the provider brought before is taken off; what it brings now is added, unless an administrator has given it.
    private static (Caller User, ExternalIdentity Identity) Merge(string name, Caller? user, ExternalIdentity? before, ExternalPerson person)
    {
        var local = (user?.Roles ?? []).Except(before?.Roles ?? []).ToImmutableArray();
        var brought = person.Roles.Except(local).ToImmutableArray();
        var isLocal = user is { IsAdministrator: true } && before is not { IsAdministrator: true };
        var merged = (user ?? new Caller(name, name, [])) with { Roles = [.. local, .. brought], IsAdministrator = isLocal || person.IsAdministrator };
        if (person.Title is not null)
            merged = merged with { Title = person.Title };
        return (merged, new ExternalIdentity(default, person.Issuer, person.Subject, person.IsAdministrator && !isLocal, brought));
    }

    private static bool IsSame(Caller one, Caller other) => one.Title == other.Title && one.IsAdministrator == other.IsAdministrator
        && one.Roles.SequenceEqual(other.Roles);

    private static string? Cut(string? title) =>
        string.IsNullOrWhiteSpace(title) ? null : title.Length <= UserCheck.LongestText ? title : title[..UserCheck.LongestText];

    private static Row Write(ExternalIdentity identity, string user) => new(IdentitySet.Shape)
    {
        [IdentitySet.Issuer.Index] = Value.Of(identity.Issuer),
        [IdentitySet.Subject.Index] = Value.Of(identity.Subject),
        [IdentitySet.User.Index] = Value.Of(user),
        [IdentitySet.Administrator.Index] = Value.Of(identity.IsAdministrator),
        [IdentitySet.Roles.Index] = RoleRecords.Write(identity.Roles, IdentitySet.Roles.Rows!),
    };

    private static ExternalIdentity Read(Record record) => new(record.Id, record.Data[IdentitySet.Issuer].AsText(),
        record.Data[IdentitySet.Subject].AsText(), AccountRecords.IsTrue(record.Data[IdentitySet.Administrator]),
        RoleRecords.Read(record.Data[IdentitySet.Roles]));
}
