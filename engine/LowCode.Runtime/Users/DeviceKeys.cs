using LowCode.Definitions.Values;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;

namespace LowCode.Runtime.Users;

/// <summary>
/// The key of each user with which their devices seal what is not sent yet, so that only the same person opens it again. Kept as
/// the host protects it. Thread-safe.
/// </summary>
public sealed class DeviceKeys
{
    private readonly ServingState _serving;

    internal DeviceKeys(ServingState serving) => _serving = serving;

    /// <summary>The user's key, which is made when there is none that is good: the same for all who ask at once, on whatever nodes.</summary>
    /// <param name="account">The user, who is signed in.</param>
    /// <param name="isGood">Whether a key that is there can be used.</param>
    /// <param name="make">Makes a new one, protected.</param>
    /// <param name="cancel">Gives up before it is written.</param>
    /// <returns>The key, protected; null when the account is disabled meanwhile.</returns>
    public async Task<string?> EnsureAsync(Account account, Func<string, bool> isGood, Func<string> make, CancellationToken cancel = default)
    {
        var (user, at) = (account.Caller.Name, _serving.Now());
        string? key = null;
        await _serving.Store.CommitAsync(account.Caller, at, "device-key", async (snapshot, writes) =>
        {
            var data = (await snapshot.FindAsync(AccountSet.Name, AccountSet.IdOf(user), cancel))?.Data;
            key = data?[AccountSet.DeviceKey].TextOrNull();
            if (data is not null && AccountRecords.IsTrue(data[AccountSet.Disabled]))
            {
                key = null;
                return;
            }
            if (key is not null && isGood(key))
                return;
            key = make();
            await writes.ChangeAsync(snapshot, user, row => row[AccountSet.DeviceKey.Index] = Value.Of(key), account.Caller, at, cancel);
        }, cancel);
        return key;
    }
}
