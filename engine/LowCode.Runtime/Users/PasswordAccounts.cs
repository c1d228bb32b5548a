using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Roles;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;

namespace LowCode.Runtime.Users;

/// <summary>
/// What signing in with a password leaves behind, in the store so that it holds on every node: wrong ones are counted, and
/// too many lock the account for a while. Thread-safe.
/// </summary>
public sealed class PasswordAccounts
{
    /// <summary>So many wrong sign-ins within <see cref="Window"/> lock an account.</summary>
    public const int Allowed = 10;

    /// <summary>Within which wrong sign-ins are counted together, and for how long an account is locked.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly ServingState _serving;

    internal PasswordAccounts(ServingState serving) => _serving = serving;

    /// <summary>
    /// Counts a wrong sign-in. For a name that nobody has as much is done, so that time does not tell which names exist.
    /// </summary>
    /// <param name="name">The name that was given.</param>
    /// <param name="from">The address it came from; empty when it is not known.</param>
    /// <param name="cancel">Gives up before anything is written.</param>
    public Task FailedAsync(string name, string from, CancellationToken cancel = default)
    {
        var at = _serving.Now();
        return _serving.Store.CommitAsync(Caller.System with { From = from }, at, "sign-in-failed", async (snapshot, writes) =>
        {
            var found = await snapshot.FindAllAsync([.. HeldRoles.KeysOf(AccountSet.IdOf(name)), new(AccountSet.Name, AccountSet.DecoyOf(name))], cancel);
            var (record, id) = found[0] is null ? (found[2], AccountSet.DecoyOf(name)) : (found[1], AccountSet.IdOf(name));
            var row = record?.Data.Thaw(AccountSet.Shape) ?? new Row(AccountSet.Shape);
            if (found[0] is not null)
                row[AccountSet.User.Index] = Value.Of(name);
            Count(row, at);
            writes.AddWrite(record, AccountSet.Name, id, row, "", Caller.System, at);
        }, cancel);
    }

    /// <summary>Forgets the wrong ones after a right one.</summary>
    public async Task SucceededAsync(Account account, CancellationToken cancel = default)
    {
        if (account.Failed == 0)
            return;
        var at = _serving.Now();
        await _serving.Store.CommitAsync(account.Caller, at, "sign-in", (snapshot, writes) =>
            writes.ChangeAsync(snapshot, account.Caller.Name, row => row.Unlock(), account.Caller, at, cancel), cancel);
    }

    /// <summary>
    /// Sets the password that a person has chosen; all sessions end. False when the password is another one by now than
    /// the account had.
    /// </summary>
    public async Task<bool> ChangeAsync(Account account, string hash, CancellationToken cancel = default)
    {
        var at = _serving.Now();
        var isSame = true;
        await _serving.Store.CommitAsync(account.Caller, at, "password", (snapshot, writes) =>
            writes.ChangeAsync(snapshot, account.Caller.Name, row =>
            {
                isSame = row[AccountSet.Password].TextOrNull() == account.PasswordHash;
                if (isSame)
                    row.SetPassword(hash, mustChange: false, at);
            }, account.Caller, at, cancel), cancel);
        return isSame;
    }

    private static void Count(Row row, DateTimeOffset at)
    {
        var isFresh = AccountRecords.InstantOf(row[AccountSet.FailedSince]) is not { } since || at - since >= Window;
        var failed = isFresh ? 1 : AccountRecords.IntegerOf(row[AccountSet.Failed]) + 1;
        row[AccountSet.Failed.Index] = Value.Of(failed);
        if (isFresh)
            row[AccountSet.FailedSince.Index] = Value.Of(at);
        if (failed == Allowed)
            row[AccountSet.LockedUntil.Index] = Value.Of(at + Window);
    }
}
