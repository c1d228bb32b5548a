using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Changes;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Users;

/// <summary>One attempt at changing one user: what is there, and the batch that is made of it.</summary>
internal sealed class UserAttempt(
    IStoreSnapshot snapshot, ImmutableArray<RecordWrite>.Builder writes, Caller by, string name, DateTimeOffset at, CancellationToken cancel)
{
    public DateTimeOffset At => at;

    public async Task SaveUserAsync(Caller user)
    {
        var existing = await snapshot.FindAsync(UserSet.Name, UserSet.IdOf(name), cancel);
        writes.AddWrite(existing, UserSet.Name, UserSet.IdOf(name), AccountRecords.Write(user, existing), "", by, at);
    }

    public Task ChangeAccountAsync(Action<Row> change) => writes.ChangeAsync(snapshot, name, change, by, at, cancel);

    public async Task RevokeTokensAsync()
    {
        foreach (var token in await snapshot.WhereAsync(TokenSet.Name, TokenSet.User, name, cancel))
            writes.AddDelete(token);
    }

    /// <summary>
    /// Notes that an administrator goes; a refusal when no other is left. Of two that go at once, on whatever nodes, one
    /// finds that the other was faster.
    /// </summary>
    public async Task<CommandResult?> TakeAdministratorAsync()
    {
        var administrators = await snapshot.AllAsync(new Query(UserSet.Name)
        {
            Filter = new Compare(ComparisonOperator.Equal, new Field(FieldRef.Of(UserSet.Administrator)), new Constant(Value.Of(true))),
        }, cancel);
        foreach (var other in administrators.Where(user => user.Id != UserSet.IdOf(name)))
        {
            var account = await snapshot.FindAsync(AccountSet.Name, other.Id, cancel);
            if (account is not null && !AccountRecords.IsTrue(account.Data[AccountSet.Disabled]) && !account.Data[AccountSet.Password].IsEmpty)
            {
                writes.AddServed(await snapshot.FindAsync(InstallationSet.Name, InstallationSet.Id, cancel), InstallationSet.Administrators, by, at);
                return null;
            }
        }
        return new Refused(Finding.Of(UserMessages.LastAdministrator, "", ("user", name)));
    }
}
