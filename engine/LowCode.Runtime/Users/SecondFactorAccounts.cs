using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;

namespace LowCode.Runtime.Users;

/// <summary>
/// Second factors as accounts keep them. What makes a code right is the host's matter; that none is good twice, on
/// whatever nodes it is tried at once, is decided here. Thread-safe.
/// </summary>
public sealed class SecondFactorAccounts
{
    private readonly ServingState _serving;

    internal SecondFactorAccounts(ServingState serving) => _serving = serving;

    /// <summary>Keeps a secret, as the host protects it, until it is confirmed; false when the account has one in use.</summary>
    public Task<bool> EnrolAsync(Account account, string secret, CancellationToken cancel = default) =>
        ChangeAsync(account, "second-factor", row =>
        {
            if (AccountRecords.IsTrue(row[AccountSet.FactorOn]))
                return false;
            row[AccountSet.Factor.Index] = Value.Of(secret);
            return true;
        }, cancel);

    /// <summary>Asks for codes from now on; all sessions end. False when the secret is not the account's any more, or in use already.</summary>
    /// <param name="account">The account, as it was when the code was found right.</param>
    /// <param name="step">The time step of the code.</param>
    /// <param name="recovery">Hashes of the recovery codes.</param>
    /// <param name="cancel">Gives up before anything is written.</param>
    public Task<bool> ConfirmAsync(Account account, long step, ImmutableArray<string> recovery, CancellationToken cancel = default) =>
        ChangeAsync(account, "second-factor-on", row =>
        {
            if (!IsSame(row, account) || AccountRecords.IsTrue(row[AccountSet.FactorOn]))
                return false;
            var shape = AccountSet.Recovery.Rows!;
            row[AccountSet.FactorOn.Index] = Value.Of(true);
            row[AccountSet.FactorStep.Index] = Value.Of(step);
            row[AccountSet.Recovery.Index] = Value.Of(recovery
                .Select(hash => new Row(shape, Guid.CreateVersion7()) { [shape["hash"].Index] = Value.Of(hash) }).ToArray());
            row.EndSessions();
            return true;
        }, cancel);

    /// <summary>Uses the code of a time step; false when it, or a later one, was used before.</summary>
    public Task<bool> UseStepAsync(Account account, long step, CancellationToken cancel = default) =>
        ChangeAsync(account, "second-factor-used", row =>
        {
            if (!IsSame(row, account) || AccountRecords.IntegerOf(row[AccountSet.FactorStep]) >= step)
                return false;
            row[AccountSet.FactorStep.Index] = Value.Of(step);
            return true;
        }, cancel);

    /// <summary>Uses a recovery code up, by its hash; false when it is none that is left.</summary>
    public Task<bool> UseRecoveryAsync(Account account, string hash, CancellationToken cancel = default) =>
        ChangeAsync(account, "recovery-code-used", row =>
        {
            var codes = row[AccountSet.Recovery].AsRows().ToArray();
            var left = codes.Where(code => code["hash"].AsText() != hash).ToArray();
            if (!IsSame(row, account) || left.Length == codes.Length)
                return false;
            row[AccountSet.Recovery.Index] = Value.Of(left);
            return true;
        }, cancel);

    /// <summary>Asks for codes no more; all sessions end.</summary>
    public Task<bool> RemoveAsync(Account account, CancellationToken cancel = default) =>
        ChangeAsync(account, "second-factor-off", row =>
        {
            Remove(row);
            return true;
        }, cancel);

    internal static void Remove(Row row)
    {
        foreach (var slot in (ReadOnlySpan<Slot>)[AccountSet.Factor, AccountSet.FactorOn, AccountSet.FactorStep, AccountSet.Recovery])
            row[slot.Index] = default;
        row.EndSessions();
    }

    private static bool IsSame(Row row, Account account) => row[AccountSet.Factor].TextOrNull() == account.SecondFactor?.Secret;

    private async Task<bool> ChangeAsync(Account account, string command, Func<Row, bool> change, CancellationToken cancel)
    {
        var (at, isDone) = (_serving.Now(), false);
        await _serving.Store.CommitAsync(account.Caller, at, command, (snapshot, writes) =>
            writes.ChangeAsync(snapshot, account.Caller.Name, row => isDone = change(row), account.Caller, at, cancel), cancel);
        return isDone;
    }
}
