using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;

namespace LowCode.Runtime.Users;

/// <summary>Passwords of an installation from before there were accounts lie among the tokens: they become accounts, once.</summary>
internal static class OldPasswords
{
    public static async Task MoveAsync(ServingState serving, CancellationToken cancel)
    {
        var at = serving.Now();
        await serving.Store.CommitAsync(Caller.System, at, "accounts", async (snapshot, writes) =>
        {
            foreach (var old in await snapshot.WhereAsync(TokenSet.Name, TokenSet.Kind, "password", cancel))
            {
                await writes.ChangeAsync(snapshot, old.Data[TokenSet.User].AsText(),
                    account => account[AccountSet.Password.Index] = old.Data[TokenSet.Hash], Caller.System, at, cancel);
                writes.AddDelete(old);
            }
        }, cancel);
    }
}
