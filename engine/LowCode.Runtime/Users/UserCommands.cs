using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Roles;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Users;

/// <summary>
/// What administrators do with users; for anybody else the answer is <see cref="Forbidden"/>. Whoever comes to be no
/// administrator any more, or cannot sign in any more, must not be the last who could. Thread-safe.
/// </summary>
public sealed class UserCommands
{
    private readonly ServingState _serving;
    private readonly UserDirectory _users;

    internal UserCommands(ServingState serving, UserDirectory users)
    {
        _serving = serving;
        _users = users;
    }

    /// <summary>All users, by name.</summary>
    public async Task<IReadOnlyList<Account>> ListAsync(Caller by, CancellationToken cancel = default)
    {
        if (!by.MayAdminister)
            return [];
        using var snapshot = _serving.Store.Snapshot();
        var accounts = (await snapshot.AllAsync(new Query(AccountSet.Name), cancel)).ToDictionary(account => account.Id);
        var users = (await snapshot.AllAsync(new Query(UserSet.Name), cancel)).ToDictionary(user => user.Id);
        return [.. users.Values
            .Select(user => _users.Reader.AccountOf(user, accounts.GetValueOrDefault(user.Id), id => new Lender(users.GetValueOrDefault(id), accounts.GetValueOrDefault(id))))
            .OrderBy(account => account.Caller.Name, StringComparer.Ordinal)];
    }

    /// <summary>Adds a user, who has to change the password at the first sign-in.</summary>
    /// <param name="by">Who does it.</param>
    /// <param name="user">The user.</param>
    /// <param name="passwordHash">Hash of the first password; null for one who signs in otherwise, as devices do.</param>
    /// <param name="cancel">Gives up before anything is written.</param>
    public Task<CommandResult> CreateAsync(Caller by, Caller user, string? passwordHash, CancellationToken cancel = default) =>
        RunAsync(by, user.Name, "user-created", async (attempt, account) =>
        {
            if (account is not null)
                return new Refused(Finding.Of(UserMessages.UserExists, "name", ("user", user.Name)));
            if (UserCheck.Problems(_serving.Newest(), user, []) is { IsEmpty: false } problems)
                return new Invalid(problems);
            await attempt.SaveUserAsync(user);
            if (passwordHash is not null)
                await attempt.ChangeAccountAsync(row => row.SetPassword(passwordHash, mustChange: true, attempt.At));
            return null;
        }, cancel);

    /// <summary>Changes what a user is called, what roles they hold, or whether they are an administrator; null leaves it as it is.</summary>
    public Task<CommandResult> ChangeAsync(
        Caller by, string name, string? title, ImmutableArray<RoleAssignment>? roles, bool? isAdministrator, CancellationToken cancel = default) =>
        RunAsync(by, name, "user-changed", async (attempt, account) =>
        {
            if (account is null)
                return new NotFound();
            var user = account.Caller with
            {
                Title = title ?? account.Caller.Title,
                Roles = roles ?? account.Given,
                IsAdministrator = isAdministrator ?? account.Caller.IsAdministrator,
            };
            if (UserCheck.Problems(_serving.Newest(), user, account.Given) is { IsEmpty: false } problems)
                return new Invalid(problems);
            if (account.Caller.IsAdministrator && !user.IsAdministrator && await attempt.TakeAdministratorAsync() is { } last)
                return last;
            await attempt.SaveUserAsync(user);
            return null;
        }, cancel);

    /// <summary>Lets a user in no more, or again. Disabling revokes all sessions and takes the device key; tokens are refused while it lasts.</summary>
    public Task<CommandResult> DisableAsync(Caller by, string name, bool isDisabled, CancellationToken cancel = default) =>
        RunAsync(by, name, isDisabled ? "user-disabled" : "user-enabled", async (attempt, account) =>
        {
            if (account is null)
                return new NotFound();
            if (isDisabled && account is { IsDisabled: false, Caller.IsAdministrator: true } && await attempt.TakeAdministratorAsync() is { } last)
                return last;
            await attempt.ChangeAccountAsync(row =>
            {
                row[AccountSet.Disabled.Index] = isDisabled ? Value.Of(true) : default;
                row.Unlock();
                if (!isDisabled)
                    return;
                row.RevokeSessions(attempt.At);
                row[AccountSet.DeviceKey.Index] = default;
            });
            return null;
        }, cancel);

    /// <summary>
    /// Gives a user another first password, to be changed at the next sign-in. Whoever needs that may have lost the old one
    /// to somebody: sessions and access tokens are revoked.
    /// </summary>
    public Task<CommandResult> ResetPasswordAsync(Caller by, string name, string passwordHash, CancellationToken cancel = default) =>
        RunAsync(by, name, "password-reset", async (attempt, account) =>
        {
            if (account is null)
                return new NotFound();
            await attempt.ChangeAccountAsync(row =>
            {
                row.SetPassword(passwordHash, mustChange: true, attempt.At);
                row.RevokeSessions(attempt.At);
            });
            await attempt.RevokeTokensAsync();
            return null;
        }, cancel);

    /// <summary>Takes the second factor from a user who has lost it; the password alone does then, and sessions are revoked.</summary>
    public Task<CommandResult> ResetSecondFactorAsync(Caller by, string name, CancellationToken cancel = default) =>
        RunAsync(by, name, "second-factor-reset", async (attempt, account) =>
        {
            if (account is null)
                return new NotFound();
            await attempt.ChangeAccountAsync(row =>
            {
                SecondFactorAccounts.Remove(row);
                row.RevokeSessions(attempt.At);
            });
            return null;
        }, cancel);

    /// <summary>
    /// Takes the key from a user with which their devices have sealed what is not sent yet: nobody opens that any more. The next
    /// device that asks gets a new one.
    /// </summary>
    public Task<CommandResult> ResetDeviceKeyAsync(Caller by, string name, CancellationToken cancel = default) =>
        RunAsync(by, name, "device-key-reset", async (attempt, account) =>
        {
            if (account is null)
                return new NotFound();
            await attempt.ChangeAccountAsync(row => row[AccountSet.DeviceKey.Index] = default);
            return null;
        }, cancel);

    private async Task<CommandResult> RunAsync(
        Caller by, string name, string command, Func<UserAttempt, Account?, Task<CommandResult?>> run, CancellationToken cancel)
    {
        if (!by.MayAdminister)
            return new Forbidden(Finding.Of(RuntimeMessages.AdministratorsOnly, ""));
        CommandResult? refused = null;
        var at = _serving.Now();
        await _serving.Store.CommitAsync(by, at, command, async (snapshot, writes) =>
        {
            var (account, _) = await _users.Reader.ReadAsync(snapshot, UserSet.IdOf(name), null, cancel);
            refused = await run(new UserAttempt(snapshot, writes, by, name, at, cancel), account);
            if (refused is not null)
                writes.Clear();
        }, cancel);
        return refused ?? new UserDone((await _users.AccountAsync(name, cancel))!);
    }
}
