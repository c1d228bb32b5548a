using LowCode.Runtime.Callers;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;

namespace LowCode.Runtime.Users;

/// <summary>
/// The people who may sign in and what they sign in with. Secrets come here hashed; how they are hashed and verified is
/// the host's matter. Nothing is kept in memory that another node could change: what is taken away there is gone here at
/// the next request. Thread-safe.
/// </summary>
public sealed class UserDirectory
{
    private readonly ServingState _serving;

    internal UserDirectory(ServingState serving)
    {
        _serving = serving;
        Reader = new UserReader(serving);
        Passwords = new PasswordAccounts(serving);
        SecondFactors = new SecondFactorAccounts(serving);
        Sessions = new SessionDirectory(serving, this);
        DeviceKeys = new DeviceKeys(serving);
        Tokens = new TokenDirectory(serving, this);
        Invitations = new InvitationDirectory(serving, this);
        Identities = new IdentityDirectory(serving, this);
        StandIns = new StandInDirectory(serving, this);
        Administration = new UserCommands(serving, this);
        Events = new SecurityEvents(serving);
        People = new PeopleDirectory(serving);
    }

    /// <summary>What happens to accounts that have passwords.</summary>
    public PasswordAccounts Passwords { get; }

    /// <summary>What happens to accounts that have a second factor.</summary>
    public SecondFactorAccounts SecondFactors { get; }

    /// <summary>Sessions of browsers.</summary>
    public SessionDirectory Sessions { get; }

    /// <summary>What people's devices seal with.</summary>
    public DeviceKeys DeviceKeys { get; }

    /// <summary>Access tokens.</summary>
    public TokenDirectory Tokens { get; }

    /// <summary>Invitations.</summary>
    public InvitationDirectory Invitations { get; }

    /// <summary>Users who come by single sign-on.</summary>
    public IdentityDirectory Identities { get; }

    /// <summary>Who stands in for whom.</summary>
    public StandInDirectory StandIns { get; }

    /// <summary>What administrators do with users.</summary>
    public UserCommands Administration { get; }

    /// <summary>What happened to accounts.</summary>
    public SecurityEvents Events { get; }

    /// <summary>Whom people may choose, and what they are called.</summary>
    public PeopleDirectory People { get; }

    /// <summary>Users as records, with the roles they hold now.</summary>
    internal UserReader Reader { get; }

    /// <summary>The user of a name as a caller with the roles that they hold now, or null.</summary>
    public async ValueTask<Caller?> FindAsync(string name, CancellationToken cancel = default) => (await AccountAsync(name, cancel))?.Caller;

    /// <summary>The account of a name, or null; the store is asked once.</summary>
    public async ValueTask<Account?> AccountAsync(string name, CancellationToken cancel = default)
    {
        using var snapshot = _serving.Store.Snapshot();
        return (await Reader.ReadAsync(snapshot, UserSet.IdOf(name), null, cancel)).Account;
    }

    /// <summary>Adds users or changes them, all at once. Users who are not named stay as they are.</summary>
    /// <param name="by">Who does it; an administrator.</param>
    /// <param name="users">The users, and the hash of each one's password; null leaves it as it is.</param>
    /// <param name="cancel">Gives up before anything is written.</param>
    public Task SaveAsync(Caller by, IReadOnlyCollection<(Caller User, string? PasswordHash)> users, CancellationToken cancel = default)
    {
        var at = _serving.Now();
        return _serving.Store.CommitAsync(by, at, "users", async (snapshot, writes) =>
        {
            foreach (var (user, hash) in users)
            {
                var existing = await snapshot.FindAsync(UserSet.Name, UserSet.IdOf(user.Name), cancel);
                writes.AddWrite(existing, UserSet.Name, UserSet.IdOf(user.Name), AccountRecords.Write(user, existing), "", by, at);
                if (hash is not null)
                    await writes.ChangeAsync(snapshot, user.Name, account => account.SetPassword(hash, mustChange: false, at), by, at, cancel);
            }
        }, cancel);
    }
}
